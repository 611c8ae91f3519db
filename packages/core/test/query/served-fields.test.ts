import { describe, expect, it } from "vitest";
import { countFacets } from "../../src/query/facets.ts";
import type { ServedFields } from "../../src/query/field.ts";
import { queryEntities } from "../../src/query/query.ts";
import { sourceOf } from "./query-source.ts";

const source = sourceOf({
  "component:cart": { metadata: { uid: "written" } },
  "component:api": { metadata: { labels: { many: "a" } } },
});
const served: ServedFields = new Map([
  ["metadata.uid", ({ uid }) => uid],
  ["metadata.long", ({ ref }) => (ref.endsWith("api") ? "x".repeat(201) : undefined)],
]);
const namesOf = (filter: string, fields?: ServedFields) =>
  queryEntities(source, { filter, ...(fields && { served: fields }) }).items.map(({ metadata }) => metadata.name);

describe("served fields", () => {
  it("stand in place of what is written, in any case of their path, in filters, orders and facets", () => {
    expect(namesOf("metadata.UID=uid of component:cart", served)).toEqual(["cart"]);
    expect(namesOf("metadata.uid=written", served)).toEqual([]);
    expect(namesOf("metadata.uid=written")).toEqual(["cart"]);
    const { items } = queryEntities(source, { order: [{ field: "metadata.uid", order: "desc" }], served });
    expect(items.map(({ metadata }) => metadata.name)).toEqual(["cart", "api"]);
    expect(countFacets({ ...source, served }, ["metadata.uid"])["metadata.uid"]).toEqual([
      { value: "uid of component:api", count: 1 },
      { value: "uid of component:cart", count: 1 },
    ]);
  });

  it("are there, and compare with nothing, where they are longer than what is searchable", () => {
    expect(namesOf("metadata.long", served)).toEqual(["api"]);
    expect(namesOf(`metadata.long=${"x".repeat(201)}`, served)).toEqual([]);
  });

  it("are read of each entity where a predicate asks for more fields than are kept", () => {
    const many = Array.from({ length: 9 }, (_, index) => ({ [`metadata.labels.none${index}`]: { $exists: false } }));
    const filter = { $all: [...many, { "metadata.uid": "uid of component:api" }] };
    expect(queryEntities(source, { filter, served }).items.map(({ metadata }) => metadata.name)).toEqual(["api"]);
  });
});
