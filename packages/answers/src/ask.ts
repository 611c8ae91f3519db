import type { CatalogView } from "@callboard/core";
import type { Answer } from "./answer/answer.ts";
import { answerQuestion } from "./answer/answer-question.ts";
import { intents } from "./intents.ts";
import { type SayOptions, say } from "./say/say.ts";
import { type Grammar, grammarOf } from "./understand/grammar.ts";
import { understand } from "./understand/understand.ts";
import type { Explanation, QuestionContext, Surface } from "./understand/understanding.ts";

export interface AskOptions extends SayOptions {
  /** Where the message was said; `"dm"` unless given. */
  readonly surface?: Surface;
  readonly context?: QuestionContext;
  /** True adds how the question was read as `explanation`. */
  readonly explain?: boolean;
}

/** An answer as data, and as text. */
export type Reply = Answer & {
  readonly text: string;
  readonly explanation?: Explanation;
};

/**
 * Answers a question that a person typed, from a view of the catalog. Never guesses: below certainty it asks which one
 * is meant, names what it does not know, and says what it cannot do. The same view, question and options give the same
 * answer.
 *
 *     const reply = ask(catalog, "who owns payments-db?");
 *     reply.outcome; // "answer"
 *     reply.text;    // "payments-db (database resource) is owned by Payments …"
 */
export function ask(view: CatalogView, question: string, options: AskOptions = {}): Reply {
  const { surface = "dm", context = {}, explain = false } = options;
  const { understanding, explanation } = understand(view, grammar(), question, { surface, context });
  const answer = answerQuestion(view, question, understanding);
  return { ...answer, text: say(answer, options), ...(explain && { explanation }) };
}

let compiled: Grammar | undefined;

/** The grammar of all intents, taken apart when the first question comes. */
function grammar(): Grammar {
  compiled ??= grammarOf(intents, { bareName: "describe", nothing: "help" });
  return compiled;
}
