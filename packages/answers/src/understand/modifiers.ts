import type { Mode } from "@callboard/core";
import type { Item, Region } from "./item.ts";
import type { MissingFact } from "./missing-facts.ts";
import { readSince, type Since } from "./read-since.ts";
import { FILLERS, FUNCTION_WORDS, KIND_WORDS, type KindWord, words } from "./words.ts";

/** What a message says beside the name: how the entity fails, where, and which things to list. */
export interface Modifiers {
  /** Null when the message names none. */
  readonly mode: Mode | null;
  /** As written, for example `prod`; null when the message names none. */
  readonly environment: string | null;
  /** From when on; null when the message names no time. */
  readonly since: Since | null;
  readonly filter: ListFilter;
}

/** Which of the entities to list. */
export interface ListFilter {
  /** In lower case. */
  readonly kind?: string;
  readonly type?: string;
  /** The name of a system, with its namespace unless that is `default`. */
  readonly system?: string;
  /** The name of a domain, likewise. */
  readonly domain?: string;
  readonly lifecycle?: string;
  readonly tag?: string;
  /** Where they run, as the catalog calls it; what does not say where runs everywhere. */
  readonly environment?: string;
  /** What the entities do not have. */
  readonly missing?: MissingFact;
}

/** What is said of a deploy that went wrong. */
export const BAD = ["bad", "broken", "failed", "failing", "botched", "faulty", "bogus"] as const;
/** What people call a deploy. */
export const DEPLOYS = ["deploy", "deployment", "release", "rollout", "push", "version"] as const;

const BAD_DEPLOYS = BAD.flatMap((bad) => DEPLOYS.map((deploy) => `${bad} ${deploy}`));

const SAID_MODES: readonly (readonly [Mode, readonly string[]])[] = [
  ["read-only", ["read-only", "readonly", "read only", "cannot write", "no writes", "not writable"]],
  ["bad-deploy", [...BAD_DEPLOYS, "bad-deploy", "deploying", "releasing", "upgrading"]],
  ["slow", ["slow", "slower", "slowly", "slows", "sluggish", "laggy", "latency", "degraded", "timing out", "timeouts"]],
  ["down", ["down", "gone", "dead", "offline", "outage", "unavailable", "unreachable"]],
  // Only to deploy it is a bad deploy where nothing worse is said of it.
  ["bad-deploy", ["deploy", "deployed", "deployment", "release", "released", "rollout", "roll out", "upgrade"]],
  ["down", ["goes away", "dies", "fails"]],
];

/** The modes that a message can say. */
export const MODES: readonly Mode[] = [...new Set(SAID_MODES.map(([mode]) => mode))];

/** What people call an environment; those of one row are the same one. */
const ENVIRONMENTS: readonly (readonly string[])[] = [
  ["prod", "production", "live", "prd"],
  ["staging", "stage", "stg"],
  ["dev", "development"],
  ["test", "testing"],
  ["qa"],
  ["uat"],
  ["preprod", "pre-prod", "preproduction"],
  ["sandbox"],
  ["canary"],
];

/** What people call the common lifecycles. */
export const LIFECYCLES: ReadonlyMap<string, string> = new Map([
  ["deprecated", "deprecated"],
  ["experimental", "experimental"],
  ["production", "production"],
]);

/** Reads modifiers from all items but those of the name: "slow-lane" is not slow. */
export function readModifiers(items: readonly Item[], name: Region | null): Modifiers {
  const isName = (position: number) => name !== null && position >= name.start && position < name.end;
  const words = items.map(({ piece }, position) => (piece.type === "word" && !isName(position) ? piece.word : "|"));
  const text = ` ${words.join(" ")} `;
  const mode = SAID_MODES.find(([, sayings]) => sayings.some((saying) => text.includes(` ${saying} `)))?.[0] ?? null;
  return { mode, environment: environmentIn(words), since: readSince(items)?.since ?? null, filter: filterIn(words) };
}

/** True where what is needed through others counts, too: "transitively", "every hop", "not only the direct ones". */
export function saysEveryHop(items: readonly Item[], match: { readonly slot: Region | null } | null): boolean {
  const words = items.map(({ piece }, at) =>
    piece.type === "word" &&
    !(match?.slot && at >= match.slot.start && at < match.slot.end && !EVERY_HOP.test(piece.word))
      ? piece.word
      : "|",
  );
  return EVERY_HOP.test(words.join(" "));
}

const EVERY_HOP =
  /(?<!\b(?:not|no|without|except|minus|excluding|and not) (?:the )?)\b(?:transitive(?:ly)?|indirect(?:ly)?|recursive(?:ly)?|(?:all|every|each|any) (?:the )?(?:hops?|levels?|layers?|way down|way up)|in total|whole (?:chain|tree|graph)|full (?:chain|tree|graph|closure)|end to end|(?:directly|direct) or not|not (?:only|just) (?:the )?direct(?:ly)?|however (?:far|deep|indirect))\b/;

/** True when nothing is said but modifiers: "and in staging?", "what about read-only". */
export function onlyModifies(items: readonly Item[], { mode, environment }: Modifiers): boolean {
  const said = SAID_MODES.filter(([each]) => each === mode).flatMap(([, sayings]) =>
    sayings.flatMap((each) => each.split(" ")),
  );
  return (
    (mode !== null || environment !== null) &&
    items.every(
      ({ piece }) =>
        piece.type === "stop" ||
        (piece.type === "word" &&
          (FILLERS.has(piece.word) ||
            (FUNCTION_WORDS.has(piece.word) && !ASKED_OF_PEOPLE.has(piece.word)) ||
            said.includes(piece.word) ||
            piece.word === environment)),
    )
  );
}

/** "did anyone deploy?" asks what people did, and not what a deploy breaks. */
const ASKED_OF_PEOPLE: ReadonlySet<string> = new Set(
  words("did anyone anybody someone somebody nobody who whom why can should i you he she not no"),
);

/** Every name an environment goes by, the one asked for first. */
export function environmentNames(environment: string): readonly string[] {
  const names = ENVIRONMENTS.find((row) => row.includes(environment)) ?? [];
  return [environment, ...names.filter((name) => name !== environment)];
}

/**
 * What is found in an environment, which goes by several names while the catalog knows it under one. The name under which
 * most is found is the one, so that nothing is left out. Without an environment `read` is asked with null, once.
 */
export function widestEnvironment<Result extends { readonly total: number }>(
  environment: string | null,
  read: (name: string | null) => Result,
): Result {
  if (environment === null) return read(null);
  const [first = environment, ...others] = environmentNames(environment);
  let most = read(first);
  for (const name of others) {
    const result = read(name);
    if (result.total > most.total) most = result;
  }
  return most;
}

const EXCEPT: ReadonlySet<string> = new Set(["not", "except", "besides", "outside", "never"]);

function environmentIn(words: readonly string[]): string | null {
  for (const [position, word] of words.entries()) {
    // "what about staging", "and prod": where nothing else is said, that is where.
    const isAlone =
      (word === "about" || word === "and") && isEnvironment(words.filter((each) => each !== "|").at(-1) ?? "");
    if (word !== "in" && word !== "on" && word !== "for" && !isAlone) continue;
    if (position > 0 && EXCEPT.has(words[position - 1] ?? "")) continue;
    const next = words.slice(position + 1).find((each) => !FILLERS.has(each));
    if (next && isEnvironment(next)) return next;
    const after = next && words[words.indexOf(next, position) + 1];
    if (next && (after === "environment" || after === "env")) return next;
  }
  return null;
}

/** True for what people call an environment. */
export function isEnvironment(word: string): boolean {
  return ENVIRONMENTS.some((row) => row.includes(word));
}

/** What a word for a kind narrows a list to: "databases" to a type, which only resources have. */
export function kindFilter({ kind, type }: KindWord): ListFilter {
  return type === undefined ? { kind } : { type };
}

function filterIn(words: readonly string[]): ListFilter {
  const kind = words
    .map((word) => KIND_WORDS.get(word))
    .find((each) => each && each.kind !== "group" && each.kind !== "user");
  const lifecycle = words.map((word) => LIFECYCLES.get(word)).find((each) => each !== undefined);
  const tag = words.find((word) => /^tier-\d{1,2}$/.test(word));
  return { ...(kind && kindFilter(kind)), ...(lifecycle && { lifecycle }), ...(tag && { tag }) };
}
