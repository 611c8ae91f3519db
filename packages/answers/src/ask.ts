import type { CatalogView, EntityRef } from "@callboard/core";
import type { FactReader, FactsOf } from "@callboard/facts";
import type { Answer } from "./answer/answer.ts";
import { answerQuestion, factsWished } from "./answer/answer-question.ts";
import { askedGrammar } from "./asked-grammar.ts";
import type { KnownChanges } from "./intents/known-changes.ts";
import type { LiveFacts } from "./intents/live-facts.ts";
import { type SayOptions, say } from "./say/say.ts";
import { understand } from "./understand/understand.ts";
import type { Explanation, QuestionContext, Surface, Understanding } from "./understand/understanding.ts";

export interface AskOptions extends SayOptions {
  /** Where the message was said; `"dm"` unless given. */
  readonly surface?: Surface;
  readonly context?: QuestionContext;
  /** What changed lately, for "what changed today"; without it, when each entity was last seen to change. */
  readonly changes?: KnownChanges;
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
  return replyTo(view, question, read(view, question, options), options);
}

/**
 * Answers as {@link ask} does, with what live sources say now: who is on call, what was deployed, which alerts fire. The
 * question is understood first, so that only the facts its answer shows are read, all at the same time; a source that is
 * late or fails leaves what it said last, with its age. It never rejects because of a source.
 *
 *     const reader = factReader({ sources: [pagerdutyFacts({ token })] });
 *     const reply = await askWithFacts(catalog, reader, "who is on call for checkout?");
 *
 * @throws {CatalogError} `catalog-closed` when the reader is closed
 */
export async function askWithFacts(
  view: CatalogView,
  reader: Pick<FactReader, "facts">,
  question: string,
  options: AskOptions = {},
): Promise<Reply> {
  const { revision } = view;
  const before = read(view, question, options);
  const facts = await readFacts(view, reader, before.understanding);
  // The catalog may have changed in the meantime, and what was asked about may be gone.
  const now = view.revision === revision ? before : read(view, question, options);
  return replyTo(view, question, now, options, facts);
}

interface Read {
  readonly understanding: Understanding;
  readonly explanation: Explanation;
}

function read(view: CatalogView, question: string, { surface = "dm", context = {} }: AskOptions): Read {
  return understand(view, askedGrammar(), question, { surface, context });
}

function replyTo(
  view: CatalogView,
  question: string,
  { understanding, explanation }: Read,
  options: AskOptions,
  facts?: LiveFacts,
): Reply {
  const { now = Date.now(), changes } = options;
  const known = { now, ...(changes && { changes }), ...(facts && { facts }) };
  const answer = answerQuestion(view, question, understanding, known);
  const text = say(answer, { ...options, now });
  const isSaid = view.isPartial && text !== "" && answer.outcome !== "not_understood";
  return { ...answer, text: isSaid ? `${text}\n${PARTIAL}` : text, ...(options.explain && { explanation }) };
}

/** Said under a policy whether or not it hides something, so that it gives nothing away. */
const PARTIAL = "You see what you may see: this view of the catalog may be partial.";

/** For one answer no more entities are looked up. */
const MAX_LOOKED_UP = 40;

async function readFacts(
  view: CatalogView,
  reader: Pick<FactReader, "facts">,
  understanding: Understanding,
): Promise<LiveFacts> {
  const wished = factsWished(view, understanding).slice(0, MAX_LOOKED_UP);
  const found = wished.map(async ({ ref, types }): Promise<[EntityRef, FactsOf] | null> => {
    const entity = view.entity(ref);
    return entity ? [ref, await reader.facts(entity, { types })] : null;
  });
  return new Map((await Promise.all(found)).filter((each) => each !== null));
}
