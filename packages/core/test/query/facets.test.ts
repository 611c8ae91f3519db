import { describe, expect, it } from "vitest";
import { countFacets } from "../../src/query/facets.ts";
import { sourceOf } from "./query-source.ts";

const source = sourceOf({
  "component:default/web": {
    spec: { type: "service", long: "x".repeat(201), note: null },
    metadata: { tags: ["java", "Java", "go"] },
    relations: ["ownedBy group:default/pay"],
  },
  "component:default/api": { spec: { type: "Service", beta: true }, metadata: { tags: ["go"] } },
  "user:default/ada": { relations: ["memberOf group:default/pay"] },
});

describe("countFacets", () => {
  it("counts values in the case they were written in, ordered by value", () => {
    expect(countFacets(source, ["spec.type"])).toEqual({
      "spec.type": [
        { value: "Service", count: 1 },
        { value: "service", count: 1 },
      ],
    });
  });

  it("counts an entity once for values that differ by case only", () => {
    expect(countFacets(source, ["metadata.tags"])["metadata.tags"]).toEqual([
      { value: "go", count: 2 },
      { value: "java", count: 1 },
    ]);
  });

  it("echoes the field as asked", () => {
    expect(countFacets(source, ["KIND"])).toEqual({
      KIND: [
        { value: "Component", count: 2 },
        { value: "User", count: 1 },
      ],
    });
  });

  it("counts relations and items of lists as fields", () => {
    expect(countFacets(source, ["relations.ownedBy", "metadata.tags.java"])).toEqual({
      "relations.ownedBy": [{ value: "group:default/pay", count: 1 }],
      "metadata.tags.java": [{ value: "true", count: 1 }],
    });
  });

  it("leaves out null and long values", () => {
    expect(countFacets(source, ["spec.long", "spec.note"])).toEqual({ "spec.long": [], "spec.note": [] });
  });

  it("counts only what the filter matches", () => {
    expect(countFacets(source, ["kind"], { kind: "user" })).toEqual({ kind: [{ value: "User", count: 1 }] });
    expect(countFacets(source, ["kind"], "spec.beta")).toEqual({ kind: [{ value: "Component", count: 1 }] });
  });

  it("S05: refuses a field that no object has", () => {
    expect(() => countFacets(source, ["__proto__"])).toThrow(expect.objectContaining({ code: "invalid-query" }));
    expect(() => countFacets(source, [""])).toThrow(expect.objectContaining({ code: "invalid-query" }));
  });

  it("S10: refuses more than 100 facets at once", () => {
    const fields = Array.from({ length: 101 }, () => "kind");
    expect(() => countFacets(source, fields)).toThrow(expect.objectContaining({ code: "limit-exceeded" }));
  });
});
