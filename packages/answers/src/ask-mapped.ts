import { CatalogError, type CatalogView, type EntityRef, type Mode } from "@callboard/core";
import { answerQuestion } from "./answer/answer-question.ts";
import { type AskOptions, ask, type Reply } from "./ask.ts";
import type { Intent } from "./intent.ts";
import { intents } from "./intents.ts";
import { say } from "./say/say.ts";
import { isEnvironment, readModifiers } from "./understand/modifiers.ts";

/** What a missed question asks, as one of our intents about entities of the catalog. */
export interface MappedQuestion {
  readonly intent: string;
  /** Refs; of an intent about a pair in order. */
  readonly entities?: readonly string[];
  readonly mode?: string;
  readonly environment?: string;
}

/** Says what a question that was not understood asks; null where that is nothing of ours. What it returns is not trusted. */
export type MapMiss = (question: string) => MappedQuestion | null | Promise<MappedQuestion | null>;

/**
 * Answers as {@link ask} does; of a question that was not understood it asks `mapMiss` what was meant. That says an intent
 * and entities and nothing else: the answer is ours, and begins with how the question was read. What names no intent of
 * ours or no entity of the catalog is not used, and orders are never mapped.
 *
 * @throws what `mapMiss` throws
 */
export async function askMapped(
  view: CatalogView,
  question: string,
  mapMiss: MapMiss,
  options: AskOptions = {},
): Promise<Reply> {
  const reply = ask(view, question, options);
  if (reply.outcome !== "not_understood" || !MAPPED.has(reply.data.because)) return reply;
  const mapped = readMapped(view, await mapMiss(question));
  if (!mapped) return reply;
  const { now = Date.now(), changes } = options;
  const understanding = { type: "question", ...mapped, renamed: [] } as const;
  const answer = answerQuestion(view, question, understanding, { now, ...(changes && { changes }) });
  const about = mapped.entities.length > 0 ? ` about ${mapped.entities.join(" and ")}` : "";
  return { ...answer, text: `Read as a question for ${mapped.intent}${about}.\n${say(answer, { ...options, now })}` };
}

/** Orders and questions that are recognised as none of ours stay refused. */
const MAPPED: ReadonlySet<string> = new Set(["no-phrase", "no-name"]);
const MAX_ENTITIES = 20;
const KEYS: ReadonlySet<string> = new Set(["intent", "entities", "mode", "environment"]);
const MODES: readonly Mode[] = ["down", "read-only", "slow", "bad-deploy"];

/** The question that was mapped to, where every part of it is one of ours; else null. */
function readMapped(view: CatalogView, mapped: unknown) {
  if (typeof mapped !== "object" || mapped === null || !Object.keys(mapped).every((key) => KEYS.has(key))) return null;
  const { intent: name, entities = [], mode = null, environment = null }: Record<string, unknown> = { ...mapped };
  const intent: Intent | undefined = intents.find((each) => each.name === name);
  if (!intent || intent.filtered || !Array.isArray(entities) || entities.length > MAX_ENTITIES) return null;
  const refs = entities.flatMap((each: unknown) => existing(view, each) ?? []);
  if (refs.length < entities.length || new Set(refs).size < refs.length || !takes(intent, refs.length)) return null;
  const failing = MODES.find((each) => each === mode) ?? null;
  if (failing !== mode) return null;
  const where = typeof environment === "string" && isEnvironment(environment) ? environment : null;
  if (where !== environment) return null;
  return {
    intent: intent.name,
    entities: refs,
    modifiers: { ...readModifiers([], null), mode: failing, environment: where },
  };
}

function takes({ takes: number, causedBy, timed }: Intent, count: number): boolean {
  switch (number) {
    case "none":
      return count === 0;
    case "one":
      return count === 1;
    case "two":
      return count === 2;
    case "many":
      return count >= (causedBy ? 2 : timed ? 0 : 1);
    default:
      return number satisfies never;
  }
}

function existing(view: CatalogView, ref: unknown): EntityRef | null {
  if (typeof ref !== "string") return null;
  try {
    return view.origin(ref).ref;
  } catch (reason) {
    if (reason instanceof CatalogError) return null;
    throw reason;
  }
}
