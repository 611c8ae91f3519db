import { CatalogError } from "../errors.ts";
import { DEFAULT_NAMESPACE, type EntityRef, formatEntityRef } from "../model/entity-ref.ts";
import {
  type Candidate,
  candidate,
  exactHit,
  formerRefHit,
  type Hit,
  type NameMatch,
  quoted,
  refHit,
} from "./candidate.ts";
import { MAX_NAME_LENGTH } from "./entity-names.ts";
import { guessName } from "./guess-name.ts";
import type { NamedEntity, NameTable } from "./name-table.ts";
import { type Ranking, rankHits, undecided } from "./rank-hits.ts";
import { type Spelling, type TypedName, typedName } from "./typed-name.ts";

/** How a text that a person typed is matched to an entity. */
export interface ResolveOptions {
  /** Only entities of these kinds; all when missing. */
  readonly kinds?: readonly string[];
  /** Kinds that win, first to last, where several entities have the name that was typed. */
  readonly prefer?: readonly string[];
  /** The namespace that wins where several have the name; `default` when missing. One written in the text rules. */
  readonly namespace?: string;
  /** How many candidates are listed; 5 unless given. */
  readonly limit?: number;
  /** True leaves out names that were typed in part or misspelt, and the search for them. */
  readonly inFull?: boolean;
}

/** What the catalog knows beside the names. */
export interface ResolveContext {
  /** Sources that have not been read completely, so that an absence proves nothing. */
  readonly incompleteSources?: readonly string[];
  /** Entities for which this is false are as if absent. */
  visible?(ref: EntityRef): boolean;
}

/** What a person meant by a name. `candidates` lists the most likely first; `reason` is a sentence. */
export type Resolution =
  | {
      readonly status: "found";
      readonly ref: EntityRef;
      readonly match: NameMatch;
      readonly reason: string;
      /** What was found, and behind it what else has the name. */
      readonly candidates: readonly Candidate[];
    }
  | { readonly status: "ambiguous"; readonly reason: string; readonly candidates: readonly Candidate[] }
  | {
      readonly status: "not-found";
      readonly reason: string;
      /** The nearest names; empty when nothing comes close. */
      readonly candidates: readonly Candidate[];
      /** Sources that were not read completely, so that the name may exist after all. */
      readonly incompleteSources: readonly string[];
    };

/** Where {@link resolveName} looks. */
export interface NameLookup {
  byRef(ref: EntityRef): NamedEntity | undefined;
  /** The entities that had a ref before. */
  renamedTo(ref: EntityRef): readonly NamedEntity[];
  /** Names that count when typed in full. */
  readonly named: readonly NameTable[];
  /** Names that also count when typed in part or misspelt. */
  readonly guessed: readonly NameTable[];
}

/**
 * What a person meant by a name. The first of these that fits decides:
 *
 * 1. a ref, with or without namespace: `component:payment-service`; also one that an entity had before;
 * 2. a whole name, title, alias, former name, repository, e-mail name or, for people, one word of their name. `seat map`,
 *    `seat-map`, `seatMap` and `SEAT_MAP` are the same. {@link undecided} says which of several entities wins;
 * 3. a misspelt name, when no other name is as near, every word of it is recognisable ({@link isTypoOf}), and no
 *    name has what was typed as a part. People are misspelt only when `kinds` asks for them;
 * 4. a part of names, or names equally near: ambiguous, even when there is only one. A name that only begins like a
 *    real one never gets that one's answer;
 * 5. else nothing was found, and the nearest names are listed.
 *
 * @throws {CatalogError} `invalid-argument` for a limit that is not a whole number from 1
 */
export function resolveName(
  names: NameLookup,
  text: string,
  options: ResolveOptions = {},
  context: ResolveContext = {},
): Resolution {
  const question = readQuestion(text, options, context);
  if (text.length > MAX_NAME_LENGTH) return notFound(question, `A name has at most ${MAX_NAME_LENGTH} characters.`);
  if (question.typed.name.key === "") return notFound(question, `There is no letter in ${quoted(text)} to look for.`);
  const whole = byRef(names, question) ?? byWholeName(names, question);
  if (whole || !options.inFull) return whole ?? byGuess(names, question);
  return notFound(question, `${question.nothing} is called ${quoted(text)}.`);
}

interface Question {
  readonly typed: TypedName;
  readonly ranking: Ranking;
  readonly limit: number;
  /** Whether an entity may be the answer at all. */
  accepts(entity: NamedEntity): boolean;
  /** Whether it also has the kind and namespace that were typed. */
  fits(entity: NamedEntity): boolean;
  /** "Nothing" or "No group". */
  readonly nothing: string;
  readonly incompleteSources: readonly string[];
}

const DEFAULT_LIMIT = 5;

function readQuestion(text: string, options: ResolveOptions, context: ResolveContext): Question {
  const { limit = DEFAULT_LIMIT } = options;
  if (!Number.isInteger(limit) || limit < 1) {
    throw new CatalogError("invalid-argument", `The limit ${limit} is not a whole number from 1.`);
  }
  const typed = typedName(text.slice(0, MAX_NAME_LENGTH));
  const kinds = options.kinds?.map((kind) => kind.toLowerCase());
  const accepts = ({ kind, ref }: NamedEntity) =>
    (kinds === undefined || kinds.includes(kind)) && (context.visible?.(ref) ?? true);
  return {
    typed,
    limit,
    ranking: {
      prefer: (options.prefer ?? []).map((kind) => kind.toLowerCase()),
      namespace: options.namespace?.toLowerCase() ?? null,
    },
    accepts,
    fits: (entity) =>
      (typed.kind === null || typed.kind === entity.kind) &&
      (typed.namespace === null || typed.namespace === entity.namespace) &&
      accepts(entity),
    nothing: kinds ? `No ${kinds.join(" or ")}` : "Nothing",
    incompleteSources: context.incompleteSources ?? [],
  };
}

function byRef(names: NameLookup, question: Question): Resolution | undefined {
  const { typed, ranking, accepts } = question;
  const { kind } = typed;
  if (kind === null) return undefined;
  const namespaces = [typed.namespace ?? ranking.namespace ?? DEFAULT_NAMESPACE, typed.namespace ?? DEFAULT_NAMESPACE];
  const refs = namespaces.map((namespace) => formatEntityRef({ kind, namespace, name: typed.name.literal }));
  for (const ref of refs) {
    const entity = names.byRef(ref);
    if (entity && accepts(entity)) return found(refHit(entity, typed.text), []);
  }
  for (const ref of refs) {
    const renamed = names.renamedTo(ref).filter(accepts);
    if (renamed.length > 0)
      return decide(
        renamed.map((entity) => formerRefHit(entity, typed.text)),
        question,
      );
  }
  return undefined;
}

function byWholeName(names: NameLookup, question: Question): Resolution | undefined {
  const { typed, accepts, fits, limit, ranking } = question;
  const named = exactHits(names, typed.name, fits);
  if (named.length > 0) return decide(named, question);
  if (typed.kind === null && typed.namespace === null) return undefined;
  const whole = exactHits(names, typed.whole, accepts);
  if (whole.length > 0) return decide(whole, question);
  const elsewhere = rankHits(exactHits(names, typed.name, accepts), ranking, limit);
  if (elsewhere.length === 0) return undefined;
  return ambiguous(elsewhere, `There is no ${quoted(typed.text)}, but the name exists in another kind or namespace.`);
}

function exactHits(names: NameLookup, spelling: Spelling, wanted: (entity: NamedEntity) => boolean): Hit[] {
  const hits = new Map<EntityRef, Hit>();
  for (const table of names.named) {
    for (const record of table.exact(spelling.key)) {
      if (!wanted(record.entity)) continue;
      const hit = exactHit(record, spelling);
      const known = hits.get(record.entity.ref);
      if (!known || hit.score > known.score) hits.set(record.entity.ref, hit);
    }
  }
  return [...hits.values()];
}

function byGuess(names: NameLookup, question: Question): Resolution {
  const { typed, ranking, limit, fits, nothing } = question;
  const guess = guessName(names.guessed, typed.name, fits);
  if (guess.certainty === "sure") return decide([...guess.hits], question);
  const hits = rankHits(guess.hits, ranking, limit);
  const reason = `${nothing} is called ${quoted(typed.text)}.`;
  return guess.certainty === "unsure"
    ? ambiguous(hits, `${reason} Say which one is meant.`)
    : notFound(question, reason, hits);
}

function decide(hits: readonly Hit[], question: Question): Resolution {
  const { typed, ranking, limit } = question;
  const left = undecided(hits, ranking);
  const ranked = rankHits(hits, ranking, limit);
  const [winner] = left;
  if (winner && left.length === 1) {
    return found(winner, ranked.filter(({ entity }) => entity !== winner.entity).slice(0, limit - 1));
  }
  const first = rankHits(left, ranking, limit);
  const rest = ranked.filter(({ entity }) => !first.some((hit) => hit.entity === entity));
  const reason = `${left.length} entities fit ${quoted(typed.text)} equally well. Say which one, with its kind.`;
  return ambiguous([...first, ...rest].slice(0, limit), reason);
}

function found(winner: Hit, others: readonly Hit[]): Resolution {
  const candidates = [winner, ...others].map(candidate);
  return { status: "found", ref: winner.entity.ref, match: winner.match, reason: winner.reason(), candidates };
}

function ambiguous(hits: readonly Hit[], reason: string): Resolution {
  return { status: "ambiguous", reason, candidates: hits.map(candidate) };
}

function notFound({ incompleteSources }: Question, reason: string, hits: readonly Hit[] = []): Resolution {
  const unread =
    incompleteSources.length > 0
      ? ` Not all sources were read completely (${incompleteSources.join(", ")}), so it may exist.`
      : "";
  return { status: "not-found", reason: reason + unread, candidates: hits.map(candidate), incompleteSources };
}
