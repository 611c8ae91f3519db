import type { Reply } from "@callboard/answers";
import type { Session } from "../session.ts";

/** An answer as `ask` prints it: what a person looks for first stands first, and `demo` marks the demo catalog. */
export function answerJson({ question, outcome, intent, ...fields }: Reply, { options }: Session): object {
  return { question, outcome, intent, ...fields, ...(options.demo && { demo: true }) };
}
