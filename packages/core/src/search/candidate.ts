import type { EntityRef } from "../model/entity-ref.ts";
import type { EntityNameKind } from "./entity-names.ts";
import type { NamedEntity, NameRecord } from "./name-table.ts";
import { words } from "./tokenize.ts";
import type { Spelling } from "./typed-name.ts";

/**
 * By what an entity was recognised: its ref, one of its names, a ref or name it had before it was renamed, a part of a
 * name (`prefix`), or a misspelt name.
 */
export type NameMatch = "ref" | "name" | "title" | "alias" | "slug" | "former-name" | "prefix" | "typo";

/** An entity that may have been meant. */
export interface Candidate {
  readonly ref: EntityRef;
  readonly title: string | null;
  readonly match: NameMatch;
  /** From 0 to 1; 1 is the name itself. Comparable within one answer only. */
  readonly score: number;
  /** Why it is listed, in a sentence. */
  readonly reason: string;
}

/** A candidate in the making. */
export interface Hit {
  readonly entity: NamedEntity;
  readonly match: NameMatch;
  readonly score: number;
  /** 0 for names given on purpose, 1 for names from elsewhere and former ones, 2 for a part of a person's name. */
  readonly tier: number;
  /** Asked for only when the hit is shown: most are outranked first. */
  reason(): string;
}

/** The hit of a ref. */
export function refHit(entity: NamedEntity, typed: string): Hit {
  return { entity, match: "ref", score: 1, tier: 0, reason: () => `${quoted(typed)} names ${entity.ref}.` };
}

/** The hit of a ref that an entity had before. */
export function formerRefHit(entity: NamedEntity, typed: string): Hit {
  const reason = () => `${quoted(typed)} was renamed to ${entity.ref}.`;
  return { entity, ...FORMER, reason };
}

/** The hit of a name typed in full. Of two spellings that fold to the same, the one as typed scores higher. */
export function exactHit(record: NameRecord, typed: Spelling): Hit {
  const { match, score, tier } = EXACT[record.kind];
  const literal = record.text.toLowerCase() === typed.literal;
  return hit(record, match, literal ? score + AS_TYPED : score, () => "", tier);
}

/** The hit of a name of which a part was typed: best its first words, then its beginning, then a part further on. */
export function partialHit(record: NameRecord, typed: Spelling): Hit {
  const share = Math.min(1, typed.key.length / record.key.length);
  const begins = record.key.startsWith(typed.key);
  const inWords = begins && typed.words.every((word, index) => words(record.text)[index] === word);
  const score = (inWords ? 0.5 : begins ? 0.4 : 0.3) + 0.09 * share;
  return hit(record, "prefix", score, () => `, of which ${quoted(typed.literal)} is a part`);
}

/** The hit of a name of which some letters were typed wrongly. */
export function typoHit(record: NameRecord, edits: number, typed: Spelling): Hit {
  const distance = edits === 1 ? "1 letter" : `${edits} letters`;
  return hit(record, "typo", 0.8 - 0.1 * edits, () => `, ${distance} away from ${quoted(typed.literal)}`);
}

/** The hit of a name that has a rare word in common with what was typed; `share` from 0 to 1 says how much of it. */
export function relatedHit(record: NameRecord, share: number, typed: Spelling): Hit {
  return hit(record, "prefix", 0.3 * share, () => `, which has a word in common with ${quoted(typed.literal)}`);
}

function hit(record: NameRecord, match: NameMatch, score: number, because: () => string, tier = 0): Hit {
  const { entity, kind, text } = record;
  const reason = () => `${entity.ref} ${EXACT[kind].says} ${quoted(text)}${because()}.`;
  return { entity, match, score, tier, reason };
}

/** What a caller gets of a hit. */
export function candidate({ entity, match, score, reason }: Hit): Candidate {
  return { ref: entity.ref, title: entity.title, match, score: Math.round(score * 1000) / 1000, reason: reason() };
}

/** A text as shown in a sentence, cut to a readable length. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text);
}

const SHOWN_CHARACTERS = 80;
const AS_TYPED = 0.02;

/** Above the name of a repository, which often stays what it was when an entity is renamed. */
const FORMER = { match: "former-name", score: 0.92, tier: 1 } as const;

const EXACT: Readonly<Record<EntityNameKind, Pick<Hit, "match" | "score" | "tier"> & { readonly says: string }>> = {
  name: { match: "name", score: 0.98, tier: 0, says: "has the name" },
  title: { match: "title", score: 0.95, tier: 0, says: "has the title" },
  alias: { match: "alias", score: 0.95, tier: 0, says: "is also called" },
  slug: { match: "slug", score: 0.9, tier: 1, says: "has the repository" },
  handle: { match: "slug", score: 0.9, tier: 1, says: "is known elsewhere as" },
  former: { ...FORMER, says: "was formerly called" },
  word: { match: "alias", score: 0.8, tier: 2, says: "has in its name" },
};
