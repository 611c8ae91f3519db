import { CatalogError } from "../errors.ts";
import { type EntityRef, entityRefParts } from "../model/entity-ref.ts";
import type { KindRegistry } from "../model/kind.ts";
import type { StoredEntity } from "../model/stored-entity.ts";
import { titleOf } from "./entity-names.ts";
import { type FullText, fullText, type Stage, type WordReader } from "./full-text.ts";
import { NAME_FIELDS, type SearchField } from "./search-field.ts";
import { shortlist } from "./shortlist.ts";
import { fold, words } from "./tokenize.ts";
import { typoBound } from "./typo.ts";

/** What a search leaves out and how much it returns. */
export interface SearchOptions {
  /** Only entities of these kinds; all when missing. */
  readonly kinds?: readonly string[];
  /** How many hits at most; 10 unless given. */
  readonly limit?: number;
  /**
   * True searches people like everything else, false leaves them out. When missing they are found by the words of
   * their name only, unless `kinds` asks for them, so that a misspelt service never finds a person.
   */
  readonly people?: boolean;
}

/** One entity that matches. */
export interface SearchHit {
  readonly ref: EntityRef;
  /** As in the document, for example `Component`. */
  readonly kind: string;
  readonly title: string | null;
  /** Larger is better; comparable within one search only. */
  readonly score: number;
  /** Where the words were found. */
  readonly matched: readonly SearchField[];
}

/**
 * Full text over all entities. Changes are taken in by the next search, so that a catalog that is not searched pays
 * nothing; the first one of many thousand entities takes a second or two, and an empty text searches nothing but
 * takes them in.
 */
export interface SearchIndex {
  /** Adds an entity, or replaces the one with its ref. */
  set(stored: StoredEntity): void;
  /** Takes an entity out; does nothing when it is not there. */
  remove(ref: EntityRef): void;
  /**
   * Entities that have every word of the text, best first, then by ref; an entity of exactly that name is always first.
   * A word that is typed twice counts once.
   * Beginnings of words count when whole words find few, misspelt words when those do, too.
   *
   * @param visible entities for which this is false are as if absent
   * @throws {CatalogError} `invalid-argument` for a limit that is not a whole number from 1
   */
  search(text: string, options?: SearchOptions, visible?: (ref: EntityRef) => boolean): readonly SearchHit[];
}

/** An empty index. The kinds tell who is a person. */
export function searchIndex(kinds: KindRegistry): SearchIndex {
  const things = fullText();
  const people = fullText();
  const indexed = new Map<EntityRef, StoredEntity>();
  const byName = new Map<string, Set<EntityRef>>();
  const pending = new Map<EntityRef, StoredEntity | undefined>();
  const isPerson = (kind: string) => kinds.ofRef(kind)?.person ?? false;

  function takeIn(ref: EntityRef, stored: StoredEntity | undefined): void {
    const index = isPerson(entityRefParts(ref).kind) ? people : things;
    const before = indexed.get(ref);
    if (before) {
      index.remove(before);
      indexed.delete(ref);
      const name = fold(before.entity.metadata.name);
      const named = byName.get(name);
      named?.delete(ref);
      if (named?.size === 0) byName.delete(name);
    }
    if (!stored) return;
    index.add(stored);
    indexed.set(ref, stored);
    const name = fold(stored.entity.metadata.name);
    const named = byName.get(name);
    if (named) named.add(ref);
    else byName.set(name, new Set([ref]));
  }

  return {
    set: (stored) => void pending.set(stored.ref, stored),
    remove: (ref) => void pending.set(ref, undefined),
    search(text, options = {}, visible) {
      const { limit = DEFAULT_LIMIT } = options;
      if (!Number.isInteger(limit) || limit < 1) {
        throw new CatalogError("invalid-argument", `The limit ${limit} is not a whole number from 1.`);
      }
      for (const [ref, stored] of pending) takeIn(ref, stored);
      pending.clear();
      const typed = words(text.slice(0, MAX_QUERY_LENGTH)).slice(0, MAX_QUERY_WORDS);
      if (typed.length === 0) return [];
      const wanted = options.kinds && new Set(options.kinds.map((kind) => kind.toLowerCase()));
      const isEligible = (ref: EntityRef) =>
        (!wanted || wanted.has(entityRefParts(ref).kind)) && (visible === undefined || visible(ref));
      const searchesPeople = options.people ?? (wanted ? [...wanted].some(isPerson) : "by-name");
      const named = byName.get(typed.join("")) ?? new Set();
      const query = { typed, isEligible, named, limit };
      const queriesAt = (stage: Stage): readonly WordQuery[] => {
        const ofThings = { ...query, index: things, words: things.at(stage) };
        if (searchesPeople === false) return [ofThings];
        const words = people.at(searchesPeople === true ? stage : onlyNames(stage));
        return [ofThings, { ...query, index: people, words }];
      };

      let found: readonly Scored[] = [];
      for (const stage of STAGES) {
        const parts = queriesAt(stage).map((part) => ({ part, rows: withAllWords(part) }));
        const total = parts.reduce((sum, { rows }) => sum + rows.size, 0);
        if (total < FEW && stage !== STAGES.at(-1)) continue;
        found = parts.flatMap(({ part, rows }) => scored(part, rows));
        break;
      }
      return best(found, named, limit).map(({ stored: { ref, entity }, score, fields }) => {
        return { ref, kind: entity.kind, title: titleOf(entity), score, matched: fields };
      });
    },
  };
}

const DEFAULT_LIMIT = 10;
/** With fewer hits than this the next, more lenient stage is tried. */
const FEW = 5;
/** Of more hits than this only those with the best prospects are ranked. */
const MANY = 1_000;
const MAX_QUERY_LENGTH = 500;
const MAX_QUERY_WORDS = 12;

/** From strict to lenient. Short words have too many beginnings and neighbours to be anything but exact. */
const STAGES: readonly Stage[] = [
  {},
  { prefix: (word) => word.length > 1 },
  { prefix: (word) => word.length > 1, fuzzy: (word) => Math.min(2, typoBound(word.length)) },
];

/** How people are searched when nobody asked for them. */
function onlyNames({ prefix }: Stage): Stage {
  return { ...(prefix && { prefix }), fields: [...NAME_FIELDS] };
}

interface WordQuery {
  readonly index: FullText;
  readonly words: WordReader;
  readonly typed: readonly string[];
  isEligible(ref: EntityRef): boolean;
  /** Entities that have exactly the name. */
  readonly named: ReadonlySet<EntityRef>;
  readonly limit: number;
}

/** Eligible entities that have all words, or the one word they are when written without separators; the best of many. */
function withAllWords({ index, words, typed, isEligible, named, limit }: WordQuery): ReadonlySet<number> {
  const refAt = (row: number) => index.entityAt(row)?.ref;
  const all = words.havingAll(typed);
  const joined = typed.length > 1 ? words.havingAll([typed.join("")]) : [];
  const eligible = (rows: Iterable<number>) => {
    const left = new Set<number>();
    for (const row of rows) {
      const ref = refAt(row);
      if (ref !== undefined && isEligible(ref)) left.add(row);
    }
    return left;
  };
  const rows = eligible([...all, ...joined]);
  const many = Math.max(MANY, limit);
  if (rows.size <= many) return rows;
  const inName = words.havingAll(typed, NAME_FIELDS).filter((row) => rows.has(row));
  const listed = shortlist(inName, rows, many, (row) => refAt(row) ?? "");
  for (const ref of named) {
    const row = index.rowOf(ref);
    if (row !== undefined && isEligible(ref)) listed.add(row);
  }
  return listed;
}

interface Scored {
  readonly stored: StoredEntity;
  readonly score: number;
  readonly fields: readonly SearchField[];
}

function scored({ index, words, typed }: WordQuery, rows: ReadonlySet<number>): Scored[] {
  return words.scores(rows, typed).flatMap(({ row, score, fields }) => {
    const stored = index.entityAt(row);
    return stored ? [{ stored, score, fields }] : [];
  });
}

/** The best hits by score, then ref. Those with exactly the name that was typed are lifted above all others. */
function best(found: readonly Scored[], named: ReadonlySet<EntityRef>, limit: number): Scored[] {
  const highest = found.reduce((score, hit) => Math.max(score, hit.score), 0);
  const lifted = ({ stored, score }: Scored) => rounded(named.has(stored.ref) ? score + highest : score);
  const hits = found.map((hit) => ({ ...hit, score: lifted(hit) }));
  return hits.sort((a, b) => b.score - a.score || (a.stored.ref < b.stored.ref ? -1 : 1)).slice(0, limit);
}

/** Sums of the same terms in another order differ in the last digits. */
function rounded(score: number): number {
  return Math.round(score * 1e4) / 1e4;
}
