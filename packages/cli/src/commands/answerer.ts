import { type AskOptions, ask, askWithFacts, type Reply } from "@callboard/answers";
import type { CatalogView } from "@callboard/core";
import type { FactReader } from "@callboard/facts";
import type { Io } from "../io.ts";

/** Answers a question as it was asked; later, where live facts have to be read first. */
export type Answerer = (question: string, asked?: AskOptions) => Reply | Promise<Reply>;

/**
 * Answers questions about a view, with live facts where there is a reader of them.
 *
 * @param how what holds for all questions, unless one is asked otherwise
 */
export function answerer(view: CatalogView, facts: FactReader | undefined, how: AskOptions, io: Io): Answerer {
  return (question, asked) => {
    const options = { ...how, ...asked, now: io.now() };
    return facts ? askWithFacts(view, facts, question, options) : ask(view, question, options);
  };
}
