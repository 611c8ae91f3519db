import fc from "fast-check";
import MiniSearch from "minisearch";
import { describe, expect, it } from "vitest";
import type { StoredEntity } from "../../src/model/stored-entity.ts";
import { type FullText, fullText, type Stage } from "../../src/search/full-text.ts";
import { FIELD_BOOSTS, fieldText, fieldTokens, NAME_FIELDS, SEARCH_FIELDS } from "../../src/search/search-field.ts";
import { stored } from "./stored.ts";

const word = fc.stringMatching(/^[ab]{1,4}$/);
const texts = fc.array(word, { minLength: 1, maxLength: 5 });
const entities = fc.uniqueArray(
  fc.record({ name: texts, description: texts, tags: texts, replaced: fc.boolean(), removed: fc.boolean() }),
  { maxLength: 12, selector: ({ name }) => name.join("-") },
);
const stages = fc.record({ prefix: fc.boolean(), fuzzy: fc.integer({ min: 0, max: 2 }), isInNames: fc.boolean() });

describe("fullText", () => {
  it("finds and scores as minisearch does, after any edits", () => {
    fc.assert(
      fc.property(entities, texts, stages, (edits, typed, { prefix, fuzzy, isInNames }) => {
        const index = fullText();
        const peer = minisearch();
        for (const { name, description, tags, replaced, removed } of edits) {
          const before = stored(`component:${name.join("-")}`, { description: "aa ab" });
          const entity = stored(before.ref, { description: description.join(" "), tags });
          if (replaced) index.add(before);
          if (replaced) index.remove(before);
          index.add(entity);
          if (removed) index.remove(entity);
          else peer.add(entity);
        }
        const fields = isInNames ? NAME_FIELDS : SEARCH_FIELDS;
        const stage: Stage = { prefix: () => prefix, fuzzy: () => fuzzy, fields };
        const queries = typed.length > 1 ? [{ combineWith: "AND" as const, queries: [...new Set(typed)] }] : [];
        const expected = peer
          .search({ combineWith: "OR", queries: [...queries, typed.join("")] }, { prefix, fuzzy, fields: [...fields] })
          .map(({ id, score, match }) => [id, score.toFixed(6), new Set(Object.values(match).flat())] as const);
        expect(scoresIn(index, stage, typed)).toEqual(new Map(expected.map(([id, ...rest]) => [id, rest])));
      }),
      { numRuns: 500 },
    );
  });

  it("takes the row of what is gone for what comes", () => {
    const index = fullText();
    const gone = stored("component:gone");
    index.add(gone);
    index.add(stored("component:stays"));
    index.remove(gone);
    index.add(stored("component:comes"));
    expect(index.at({}).havingAll(["gone"])).toEqual([]);
    expect(
      index
        .at({})
        .havingAll(["comes"])
        .map((row) => index.entityAt(row)?.ref),
    ).toEqual(["component:default/comes"]);
    expect(index.entityAt(2)).toBeUndefined();
  });
});

function scoresIn(index: FullText, stage: Stage, typed: readonly string[]) {
  const words = index.at(stage);
  const rows = new Set([...words.havingAll(typed), ...words.havingAll([typed.join("")])]);
  const scores = words.scores(rows, typed);
  expect(scores).toHaveLength(rows.size);
  return new Map(
    scores.map(({ row, score, fields }) => [index.entityAt(row)?.ref, [score.toFixed(6), new Set(fields)]]),
  );
}

function minisearch(): MiniSearch<StoredEntity> {
  return new MiniSearch<StoredEntity>({
    idField: "ref",
    fields: [...SEARCH_FIELDS],
    extractField: ({ ref, entity }, name) => {
      const field = SEARCH_FIELDS.find((each) => each === name);
      return field ? fieldText(entity, field) : ref;
    },
    tokenize: (text, name) => fieldTokens(text, SEARCH_FIELDS.find((each) => each === name) ?? "name"),
    processTerm: (term) => term,
    searchOptions: { boost: { ...FIELD_BOOSTS }, tokenize: (term) => [term] },
  });
}
