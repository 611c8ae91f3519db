import type { Reply } from "@callboard/answers";
import type { CatalogView } from "@callboard/core";
import { isDemo } from "../catalog/is-demo.ts";

/** An answer as `ask` prints it: what a person looks for first stands first, and `demo` marks the demo catalog. */
export function answerJson({ question, outcome, intent, ...fields }: Reply, view: CatalogView): object {
  return { question, outcome, intent, ...fields, ...(isDemo(view) && { demo: true }) };
}
