import type { CatalogView } from "@callboard/core";
import { type AskOptions, ask } from "../src/index.ts";
import { NOW } from "./ferries.ts";

/** What was understood, in one line: the outcome unless it is an answer, the intent, what it is about, and the filter. */
export function readInOneLine(view: CatalogView, question: string, options: AskOptions = {}): string {
  const { outcome, intent, entities, filter, unknownName } = ask(view, question, { now: NOW, ...options });
  const about =
    unknownName ?? entities.map((ref) => ref.slice(ref.indexOf(":") + 1).replace("default/", "")).join(" + ");
  const narrowed = filter && Object.keys(filter).length > 0 ? JSON.stringify(filter) : "";
  return [...(outcome === "answer" ? [] : [outcome]), intent, about, narrowed].filter(Boolean).join(" ");
}
