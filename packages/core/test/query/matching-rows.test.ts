import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compilePredicate } from "../../src/query/compile-predicate.ts";
import { matchingRows } from "../../src/query/matching-rows.ts";
import type { Predicate } from "../../src/query/predicate.ts";
import { entityOf, sourceOf } from "./query-source.ts";

const fields = fc.constantFrom("kind", "spec.a", "spec.b", "SPEC.c", "spec.list", "spec.list.x", "relations.dependsOn");
const values = fc.constantFrom("x", "Y", "component", "resource:default/r1", "2");
const conditions = fc.oneof(
  values,
  fc.record({ $exists: fc.boolean() }),
  fc.record({ $in: fc.array(values, { maxLength: 2 }) }),
  fc.record({ $hasPrefix: values }),
  fc.record({ $includes: values }),
);
const { predicate } = fc.letrec<{ predicate: Predicate }>((tie) => ({
  predicate: fc.oneof(
    { maxDepth: 3 },
    fc.dictionary(fields, conditions, { maxKeys: 3 }),
    fc.record({ $all: fc.array(tie("predicate"), { maxLength: 3 }) }),
    fc.record({ $any: fc.array(tie("predicate"), { maxLength: 3 }) }),
    fc.record({ $not: tie("predicate") }),
  ),
}));
const specs = fc.record(
  { a: values, b: fc.constantFrom(2, true, null, "x"), C: values, list: fc.array(values, { maxLength: 3 }) },
  { requiredKeys: [] },
);

describe("matchingRows", () => {
  it("finds the entities that the predicate matches one by one", () => {
    fc.assert(
      fc.property(fc.array(specs, { maxLength: 6 }), predicate, (written, predicate) => {
        const catalog = Object.fromEntries(
          written.map((spec, index) => [
            `component:default/c${index}`,
            { spec: { ...spec }, relations: index % 2 === 0 ? [`dependsOn resource:default/r${index}`] : [] },
          ]),
        );
        const source = sourceOf(catalog);
        const matches = compilePredicate(predicate);
        const expected = Object.entries(catalog).flatMap(([ref, one], row) =>
          matches(entityOf(ref, one)) ? [row] : [],
        );
        expect(matchingRows(source, predicate)).toEqual(expected);
      }),
    );
  });

  it("S10: keeps few columns at once, whatever number of fields is asked for", () => {
    const source = sourceOf({ "component:default/a": { spec: { f19: "x" } } });
    let made = 0;
    const rows = {
      ...source.rows,
      column(field: string) {
        made++;
        return source.rows.column(field);
      },
    };
    const predicate = { $any: Array.from({ length: 20 }, (_, index) => ({ [`spec.f${index}`]: "x" })) };
    expect(matchingRows({ ...source, rows }, predicate)).toEqual([0]);
    expect(made).toBe(8);
  });
});
