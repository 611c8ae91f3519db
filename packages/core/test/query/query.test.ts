import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { StoredEntity } from "../../src/model/stored-entity.ts";
import type { QuerySource } from "../../src/query/matching-rows.ts";
import type { Order } from "../../src/query/order.ts";
import { type QueryOptions, type QueryResult, queryEntities } from "../../src/query/query.ts";
import { type EntityFields, rowsOf, sourceOf, storedOf } from "./query-source.ts";

const names = ({ items }: QueryResult) => items.map(({ metadata }) => metadata.name);

describe("queryEntities", () => {
  const source = sourceOf({
    "component:default/web": { spec: { type: "website", rank: 10 }, relations: ["dependsOn component:default/api"] },
    "component:default/api": { spec: { type: "Service", rank: 9 }, metadata: { title: "b" } },
    "component:default/job": { spec: { type: "service" }, metadata: { title: "A", tags: ["z", "b"] } },
    "user:default/ada": { metadata: { tags: ["c"] } },
  });

  it("lists everything by ref, with relations", () => {
    const result = queryEntities(source);
    expect(names(result)).toEqual(["api", "job", "web", "ada"]);
    expect(result.items[2]?.relations).toEqual([{ type: "dependsOn", targetRef: "component:default/api" }]);
    expect(result).toMatchObject({ total: 4, next: null, previous: null });
  });

  it("leaves relations out where they are not wanted", () => {
    const { items } = queryEntities(source, { relations: false });
    expect(items.map(({ relations }) => relations)).toEqual([undefined, undefined, undefined, undefined]);
  });

  it("matches a filter text and a predicate alike", () => {
    expect(names(queryEntities(source, { filter: "spec.type=service" }))).toEqual(["api", "job"]);
    expect(names(queryEntities(source, { filter: { "spec.type": "service" } }))).toEqual(["api", "job"]);
    expect(names(queryEntities(source, { filter: ["kind=user", "relations.dependsOn"] }))).toEqual(["web", "ada"]);
  });

  it("orders by text without regard to case, and what lacks the field last in both directions", () => {
    expect(names(queryEntities(source, { order: ["metadata.title"] }))).toEqual(["job", "api", "web", "ada"]);
    expect(names(queryEntities(source, { order: ["metadata.title,desc"] }))).toEqual(["api", "job", "ada", "web"]);
  });

  it("orders numbers as text", () => {
    expect(names(queryEntities(source, { order: ["spec.rank"], limit: 2 }))).toEqual(["web", "api"]);
  });

  it("orders by several fields", () => {
    const order = ["spec.type", { field: "metadata.name", order: "desc" }] as const;
    expect(names(queryEntities(source, { order }))).toEqual(["job", "api", "web", "ada"]);
  });

  it("orders from the first up where the direction is undefined", () => {
    // As programs write it that are compiled without exactOptionalPropertyTypes.
    const unsaid: Order = { field: "spec.rank" };
    Object.assign(unsaid, { order: undefined });
    const order = [unsaid, "metadata.name"];
    expect(names(queryEntities(source, { order }))).toEqual(["web", "api", "ada", "job"]);
  });

  it("orders a list by the item that comes first, and lists its entity once", () => {
    expect(names(queryEntities(source, { order: ["metadata.tags"] }))).toEqual(["job", "ada", "api", "web"]);
    expect(names(queryEntities(source, { order: ["metadata.tags,desc"] }))).toEqual(["job", "ada", "web", "api"]);
  });

  it("reverses ties with the direction, so that the opposite order is the exact reverse", () => {
    const kinds = queryEntities(source, { filter: "kind=component", order: ["kind"] });
    const reversed = queryEntities(source, { filter: "kind=component", order: ["kind,desc"] });
    expect(names(reversed)).toEqual(names(kinds).reverse());
  });

  it("gives a page, how many there are, and cursors both ways", () => {
    const first = queryEntities(source, { limit: 3 });
    expect(first).toMatchObject({ total: 4, previous: null, next: expect.any(String) });
    const second = queryEntities(source, cursorOf(first.next, { limit: 3 }));
    expect(names(second)).toEqual(["ada"]);
    expect(second).toMatchObject({ total: 4, next: null, previous: expect.any(String) });
    expect(names(queryEntities(source, cursorOf(second.previous, { limit: 3 })))).toEqual(["api", "job", "web"]);
  });

  it("keeps the filter and the order of its cursor, whatever else is given", () => {
    const first = queryEntities(source, { filter: "kind=component", order: ["metadata.name,desc"], limit: 1 });
    const second = queryEntities(source, {
      ...cursorOf(first.next),
      filter: "kind=user",
      order: ["spec.rank"],
      limit: 5,
    });
    expect(names(second)).toEqual(["job", "api"]);
  });

  it("leaves out as many as offset says, and pages back to them", () => {
    const page = queryEntities(source, { offset: 2, limit: 1 });
    expect(names(page)).toEqual(["web"]);
    expect(names(queryEntities(source, cursorOf(page.previous, { limit: 1 })))).toEqual(["job"]);
  });

  it.each([{ limit: 0 }, { offset: 200 }])("gives the total alone with %j", (options) => {
    expect(queryEntities(source, options)).toEqual({ items: [], total: 4, next: null, previous: null });
  });

  it("gives everything at once with an infinite limit", () => {
    expect(queryEntities(source, { limit: Number.POSITIVE_INFINITY }).items).toHaveLength(4);
  });

  it.each<[string, QueryOptions]>([
    ["a negative limit", { limit: -2 }],
    ["a limit that is no number", { limit: Number.NaN }],
    ["half an offset", { offset: 0.5 }],
    ["an unknown direction", { order: ["metadata.name,up"] }],
    ["an order without a field", { order: [""] }],
    ["an order by a field that no object has", { order: ["__proto__"] }],
  ])("refuses %s", (_, options) => {
    expect(() => queryEntities(source, options)).toThrow(expect.objectContaining({ code: "invalid-query" }));
  });

  it("refuses to order by more than 20 fields", () => {
    const order = Array.from({ length: 21 }, () => "kind");
    expect(() => queryEntities(source, { order })).toThrow(expect.objectContaining({ code: "limit-exceeded" }));
  });

  it("gives each entity once over all pages, in order", () => {
    fc.assert(
      fc.property(catalogs, orders, fc.integer({ min: 1, max: 4 }), (catalog, order, limit) => {
        const whole = queryEntities(listed(catalog), { order, limit: Number.POSITIVE_INFINITY });
        const { pages, backwards } = walk(() => listed(catalog), { order, limit });
        expect(pages.flatMap(names)).toEqual(names(whole));
        expect(backwards).toEqual(pages.slice(0, -1).map(names).reverse());
      }),
    );
  });

  it("gives nothing twice and loses nothing that stays, whatever is added or removed between pages", () => {
    fc.assert(
      fc.property(catalogs, catalogs, orders, fc.integer({ min: 1, max: 3 }), (before, changes, order, limit) => {
        const catalog = new Map(before);
        const pending = [...changes];
        const { pages } = walk(
          () => listed(catalog),
          { order, limit },
          () => {
            const [name, fields] = pending.pop() ?? [];
            if (name === undefined || fields === undefined) return;
            if (catalog.has(name)) catalog.delete(name);
            else catalog.set(name, fields);
          },
        );
        const seen = pages.flatMap(names);
        expect(new Set(seen).size).toBe(seen.length);
        const stayed = [...before.keys()].filter((name) => catalog.has(name) && !changes.has(name));
        expect(seen).toEqual(expect.arrayContaining(stayed));
      }),
    );
  });
});

const letters = fc.constantFrom("a", "B", "c");
const fields = fc.record({ rank: letters, tags: fc.array(letters, { maxLength: 2 }) }, { requiredKeys: [] });
const catalogs = fc
  .dictionary(fc.stringMatching(/^[a-z]{1,2}$/), fields, { maxKeys: 12 })
  .map((specs) => new Map(Object.entries(specs).map(([name, spec]) => [name, { spec: { ...spec } }])));
const orders = fc.subarray(["spec.rank", "spec.tags,desc", "spec.rank,desc"]);

function listed(catalog: ReadonlyMap<string, EntityFields>): QuerySource {
  const entities: StoredEntity[] = Array.from(catalog, ([name, entity]) =>
    storedOf(`component:default/${name}`, entity),
  );
  return { rows: rowsOf(entities), relations: () => [] };
}

/** Every page to the end, and the pages on the way back from there. */
function walk(source: () => QuerySource, options: QueryOptions, between: () => void = () => undefined) {
  const pages = [queryEntities(source(), options)];
  for (let next = pages[0]?.next; next; next = pages.at(-1)?.next) {
    if (pages.length > 50) throw new Error("the pages do not end");
    between();
    pages.push(queryEntities(source(), { ...options, cursor: next }));
  }
  const backwards: string[][] = [];
  for (let previous = pages.at(-1)?.previous; previous; ) {
    if (backwards.length > 50) throw new Error("the pages do not end");
    const page = queryEntities(source(), { ...options, cursor: previous });
    backwards.push(names(page));
    previous = page.previous;
  }
  return { pages, backwards };
}

function cursorOf(cursor: string | null, options: QueryOptions = {}): QueryOptions {
  if (cursor === null) throw new Error("expected a cursor");
  return { ...options, cursor };
}
