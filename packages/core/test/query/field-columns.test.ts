import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { StoredEntity } from "../../src/model/stored-entity.ts";
import { fieldReader } from "../../src/query/field.ts";
import { type EntityRows, fieldColumns } from "../../src/query/field-columns.ts";
import { rowsOf, storedOf } from "./query-source.ts";

const FIELDS = ["metadata.name", "spec.tags", "spec.type"];

describe("fieldColumns", () => {
  it("has the values of each field, by row", () => {
    const rows = rowsOf([
      storedOf("component:default/a", { spec: { type: "Service", tags: ["x", "y"] } }),
      storedOf("component:default/b", { spec: { type: null } }),
    ]);
    expect(valuesByRef(rows, "spec.type")).toEqual({
      "component:default/a": ["Service"],
      "component:default/b": [null],
    });
    expect(valuesByRef(rows, "SPEC.tags")).toEqual({ "component:default/a": ["x", "y"], "component:default/b": [] });
  });

  it("tells a value from a list that is written alike", () => {
    const rows = rowsOf([
      storedOf("component:default/a", { spec: { type: ["x", "y"] } }),
      storedOf("component:default/b", { spec: { type: '["x","y"]' } }),
    ]);
    expect(Object.values(valuesByRef(rows, "spec.type"))).toEqual([["x", "y"], ['["x","y"]']]);
  });

  it("has no column of relations, which change with other entities", () => {
    expect(rowsOf([]).column("Relations.ownedBy")).toBeUndefined();
  });

  it("reads an entity again only when it has changed", () => {
    const columns = fieldColumns();
    const counted = Array.from({ length: 20 }, (_, index) => countingReads(`component:default/c${index}`));
    for (const { stored } of counted) columns.set(stored);
    for (let time = 0; time < 3; time++) columns.rows().column("spec.type");
    columns.set(storedOf("component:default/c0", { spec: { type: "library" } }));
    expect(valuesByRef(columns.rows(), "spec.type")["component:default/c0"]).toEqual(["library"]);
    expect(counted.map(({ reads }) => reads())).toEqual(counted.map(() => 1));
  });

  it("keeps an order while the field stays as it is", () => {
    const columns = fieldColumns();
    const described = (description: string) =>
      storedOf("component:default/a", { metadata: { description }, spec: { type: "service" } });
    columns.set(described("old"));
    for (const name of "bcdefgh") columns.set(storedOf(`component:default/${name}`));
    const order = columns.rows().column("spec.type")?.order("asc");
    columns.set(described("new"));
    expect(columns.rows().column("spec.type")?.order("asc")).toBe(order);
  });

  it("forgets the column that was asked for longest ago", () => {
    const { stored, reads } = countingReads("component:default/a");
    const rows = rowsOf([stored]);
    for (let field = 0; field < 12; field++) rows.column(`spec.f${field}`);
    rows.column("spec.f0");
    rows.column("spec.f12");
    expect(reads()).toBe(13);
    rows.column("spec.f0");
    expect(reads()).toBe(13);
    rows.column("spec.f1");
    expect(reads()).toBe(14);
  });

  it("has after any edits what columns made anew have", () => {
    fc.assert(
      fc.property(fc.array(fc.array(edits, { maxLength: 4 }), { maxLength: 6 }), (steps) => {
        const columns = fieldColumns();
        const entities = new Map<string, StoredEntity>();
        for (let index = 0; index < 8; index++) add(storedOf(`component:default/first-${index}`));
        for (const step of steps) {
          for (const { name, spec } of step) {
            const stored = storedOf(`component:default/${name}`, { spec: spec ?? {} });
            if (spec !== null) add(stored);
            else if (entities.delete(stored.ref)) columns.remove(stored.ref);
          }
          const anew = rowsOf([...entities.values()]);
          for (const field of FIELDS) {
            expect(valuesByRef(columns.rows(), field)).toEqual(valuesByRef(anew, field));
            expect(refsInOrder(columns.rows(), field)).toEqual(refsInOrder(anew, field));
          }
        }

        function add(stored: StoredEntity): void {
          entities.set(stored.ref, stored);
          columns.set(stored);
        }
      }),
    );
  });
});

const letters = fc.constantFrom("a", "B", "c");
const edits = fc.record({
  name: fc.constantFrom("first-0", "first-1", "x", "y", "z"),
  spec: fc.option(fc.record({ type: letters, tags: fc.array(letters, { maxLength: 2 }) }, { requiredKeys: [] })),
});

function valuesByRef({ entities, column }: EntityRows, field: string) {
  const found = column(field);
  const byRef = entities.map((stored, row) => stored && [stored.ref, found?.values(found.codes[row] ?? 0)]);
  return Object.fromEntries(byRef.filter((entry) => entry !== undefined).sort());
}

/** By what the field counts by, then by ref. */
function refsInOrder({ entities, column, refs }: EntityRows, field: string) {
  const found = column(field);
  const order = found?.order("desc");
  const rank = (row: number) => order?.ranks[found?.codes[row] ?? 0] ?? 0;
  const refRank = (row: number) => refs().ranks[row] ?? 0;
  const rows = [...entities.keys()].filter((row) => entities[row]);
  return rows.sort((a, b) => rank(a) - rank(b) || refRank(a) - refRank(b)).map((row) => entities[row]?.ref);
}

/** An entity that tells how often its spec was read. */
function countingReads(ref: string) {
  const plain = storedOf(ref, { spec: { type: "service" } });
  let reads = 0;
  const entity = {
    ...plain.entity,
    get spec() {
      reads++;
      return plain.entity.spec ?? {};
    },
  };
  expect(fieldReader("kind")(entity)).toEqual(["Component"]);
  return { stored: { ...plain, entity }, reads: () => reads };
}
