import { type Hit, partialHit, relatedHit, typoHit } from "./candidate.ts";
import { editDistance } from "./edit-distance.ts";
import type { NamedEntity, NameRecord, NameTable } from "./name-table.ts";
import { words } from "./tokenize.ts";
import type { Spelling } from "./typed-name.ts";
import { isTypoOf, typoBound } from "./typo.ts";

/** What a text that is nobody's whole name may stand for. */
export interface Guess {
  /**
   * `sure`: one name, misspelt, and the hits are those who have it. `unsure`: names of which it is a part, or several
   * misspelt ones. `none`: names that merely resemble it.
   */
  readonly certainty: "sure" | "unsure" | "none";
  readonly hits: Iterable<Hit>;
}

/** Guesses which name of the entities that fit was meant. */
export function guessName(
  tables: readonly NameTable[],
  typed: Spelling,
  fits: (entity: NamedEntity) => boolean,
): Guess {
  const near = tables.flatMap((table) => table.misspelt(typed.key)).filter(({ record }) => fits(record.entity));
  const fewest = near.reduce((least, { edits }) => Math.min(least, edits), Infinity);
  const nearest = near.filter(({ edits }) => edits === fewest).map(({ record }) => record);
  const sure = nearest.filter((record) => isTypoOf(typed.words, record.text));
  const key = nearest[0]?.key ?? "";
  const isOneName = nearest.every((record) => record.key === key);
  const isPart = !partialHits(tables, typed, fits).next().done;

  // A part of other names may well be meant as such, unless the nearest name is among those.
  if (sure.length > 0 && isOneName && (!isPart || key.startsWith(typed.key))) {
    return { certainty: "sure", hits: sure.map((record) => typoHit(record, fewest, typed)) };
  }
  const typos = near.map(({ record, edits }) => typoHit(record, edits, typed));
  if (isPart) return { certainty: "unsure", hits: [...typos, ...partialHits(tables, typed, fits)] };
  if (sure.length > 0) return { certainty: "unsure", hits: typos };
  return { certainty: "none", hits: [...typos, ...relatedHits(tables, typed, fits)] };
}

function* partialHits(
  tables: readonly NameTable[],
  typed: Spelling,
  fits: (entity: NamedEntity) => boolean,
): Generator<Hit, void> {
  for (const table of tables) {
    for (const record of table.partial(typed.words)) if (fits(record.entity)) yield partialHit(record, typed);
  }
}

function* relatedHits(
  tables: readonly NameTable[],
  typed: Spelling,
  fits: (entity: NamedEntity) => boolean,
): Generator<Hit, void> {
  for (const table of tables) {
    for (const record of table.related(typed.words)) {
      if (fits(record.entity)) yield relatedHit(record, sharedPart(record, typed), typed);
    }
  }
}

/** How much of two names, from 0 to 1, is words they have in common, each at most misspelt. */
function sharedPart({ text, key }: NameRecord, typed: Spelling): number {
  const own = words(text);
  const isShared = (word: string) =>
    own.some((other) => editDistance(word, other, typoBound(word.length)) !== Infinity);
  const shared = typed.words.filter(isShared).join("").length;
  return Math.min(1, shared / Math.max(typed.key.length, key.length));
}
