import MiniSearch, { type SearchOptions as MiniSearchOptions, type SearchResult } from "minisearch";
import { CatalogError } from "../errors.ts";
import { type EntityRef, entityRefParts } from "../model/entity-ref.ts";
import type { KindRegistry } from "../model/kind.ts";
import type { StoredEntity } from "../model/stored-entity.ts";
import { titleOf } from "./entity-names.ts";
import { FIELD_BOOSTS, fieldText, fieldTokens, NAME_FIELDS, SEARCH_FIELDS, type SearchField } from "./search-field.ts";
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
      const asked = options.people ?? (wanted ? [...wanted].some(isPerson) : undefined);
      const named = byName.get(typed.join("")) ?? new Set();

      let found: SearchResult[] = [];
      for (const stage of STAGES) {
        const query = { typed, stage, isEligible, named, limit };
        found = withAllWords(things, query);
        if (asked === true) found.push(...withAllWords(people, query));
        else if (asked === undefined) {
          const strict = { ...stage, fuzzy: false, fields: [...NAME_FIELDS] };
          found.push(...withAllWords(people, { ...query, stage: strict }));
        }
        if (found.length >= FEW) break;
      }
      return best(found, named, limit).flatMap(({ id, score, match }) => {
        const entity = indexed.get(id)?.entity;
        return entity ? { ref: id, kind: entity.kind, title: titleOf(entity), score, matched: fieldsOf(match) } : [];
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
const STAGES = [
  {},
  { prefix: (word) => word.length > 1 },
  { prefix: (word) => word.length > 1, fuzzy: (word) => Math.min(2, typoBound(word.length)) },
] satisfies MiniSearchOptions[];

function fullText(): MiniSearch<StoredEntity> {
  return new MiniSearch<StoredEntity>({
    idField: "ref",
    fields: [...SEARCH_FIELDS],
    // Every entity has a text for every field: only then do the averages that scores are made of not depend on the
    // order of arrival. The casts: the library hands back the names it was given.
    extractField: ({ ref, entity }, field) => (field === "ref" ? ref : fieldText(entity, field as SearchField)),
    tokenize: (text, field) => fieldTokens(text, field as SearchField),
    processTerm: (word) => word,
    searchOptions: { boost: { ...FIELD_BOOSTS }, tokenize: (word) => [word] },
    // Removed entities leave at once; the background cleaning would set timers.
    autoVacuum: false,
    logger: () => {},
  });
}

interface WordQuery {
  readonly typed: readonly string[];
  readonly stage: MiniSearchOptions;
  isEligible(ref: EntityRef): boolean;
  /** Entities that have exactly the name. */
  readonly named: ReadonlySet<EntityRef>;
  readonly limit: number;
}

/**
 * Eligible entities that have all words, or the one word they are when written without separators. Who has them is
 * found before anything is scored: most entities that have one word lack another, and scoring is what takes time.
 */
function withAllWords(index: MiniSearch<StoredEntity>, query: WordQuery): SearchResult[] {
  const { typed, stage, named, limit } = query;
  const whole = typed.join("");
  const all = havingAll(index, query);
  const joined = typed.length > 1 ? havingAll(index, { ...query, typed: [whole] }) : all;
  let refs = new Set([...all, ...joined]);
  if (refs.size === 0) return [];
  if (refs.size > Math.max(MANY, limit)) {
    const inName = havingAll(index, { ...query, stage: { ...stage, fields: [...NAME_FIELDS] } });
    refs = shortlist(inName, refs, Math.max(MANY, limit));
    for (const ref of named) if (query.isEligible(ref)) refs.add(ref);
  }
  const queries = typed.length > 1 ? [{ combineWith: "AND" as const, queries: [...typed] }, whole] : [whole];
  return index.search({ combineWith: "OR", queries }, { ...stage, boostDocument: (ref) => Number(refs.has(ref)) });
}

function havingAll(index: MiniSearch<StoredEntity>, { typed, stage, isEligible }: WordQuery): Set<EntityRef> {
  let left: Set<EntityRef> | undefined;
  for (const word of typed.toSorted((a, b) => b.length - a.length)) {
    // long words are rare
    const before = left;
    const having = new Set<EntityRef>();
    index.search(word, {
      ...stage,
      boostDocument: (ref: EntityRef) => {
        if (before ? before.has(ref) : isEligible(ref)) having.add(ref);
        return 0; // leaves the document out, unscored
      },
    });
    left = having;
    if (left.size === 0) break;
  }
  return left ?? new Set();
}

/** The best hits by score, then ref. Those with exactly the name that was typed are lifted above all others. */
function best(found: readonly SearchResult[], named: ReadonlySet<EntityRef>, limit: number): SearchResult[] {
  const highest = found.reduce((score, hit) => Math.max(score, hit.score), 0);
  const scored = found.map((hit) => ({ ...hit, score: rounded(named.has(hit.id) ? hit.score + highest : hit.score) }));
  return scored.sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1)).slice(0, limit);
}

/** Sums of the same terms in another order differ in the last digits. */
function rounded(score: number): number {
  return Math.round(score * 1e4) / 1e4;
}

function fieldsOf(match: SearchResult["match"]): SearchField[] {
  const fields = new Set(Object.values(match).flat());
  return SEARCH_FIELDS.filter((field) => fields.has(field));
}
