import { describe, expect, it } from "vitest";
import { catalogOf } from "../../src/testing/catalog-of.ts";

const catalog = catalogOf(
  "component:web dependsOn component:api needs=read evidence=inferred",
  "component:web dependsOn component:kit",
  "component:kit spec.type=library",
  "component:kit dependsOn component:api",
  "component:api consumesApi api:pay when=async",
  "component:ledger providesApi api:pay",
  "component:job dependsOn component:api in=staging",
);

const refs = (reached: readonly { readonly ref: string; readonly distance: number }[]) =>
  reached.map(({ ref, distance }) => `${distance} ${ref.replace("default/", "")}`);

describe("dependencies", () => {
  it("lists what is needed, nearest first, with the edge that leads there", () => {
    expect(catalog.dependencies("component:web")).toEqual([
      {
        ref: "component:default/api",
        distance: 1,
        via: "component:default/web",
        relation: "dependsOn",
        when: "always",
        needs: "read",
        anyOf: false,
        evidence: "inferred",
      },
      {
        ref: "component:default/kit",
        distance: 1,
        via: "component:default/web",
        relation: "dependsOn",
        when: "build",
        needs: "both",
        anyOf: false,
        evidence: "declared",
      },
      {
        ref: "api:default/pay",
        distance: 2,
        via: "component:default/api",
        relation: "consumesApi",
        when: "async",
        needs: "both",
        anyOf: false,
        evidence: "declared",
      },
      {
        ref: "component:default/ledger",
        distance: 3,
        via: "api:default/pay",
        relation: "apiProvidedBy",
        when: "always",
        needs: "both",
        anyOf: false,
        evidence: "declared",
      },
    ]);
  });

  it("says which edges have others that stand in for them", () => {
    const view = catalogOf(
      "component:reports dependsOn resource:db-a anyOf=replicas",
      "component:reports dependsOn resource:db-b anyOf=replicas",
      "component:reports dependsOn resource:queue",
    );
    const needs = view.dependencies("component:reports").map(({ ref, anyOf }) => [ref, anyOf]);
    expect(needs).toEqual([
      ["resource:default/db-a", true],
      ["resource:default/db-b", true],
      ["resource:default/queue", false],
    ]);
  });
});

describe("dependents", () => {
  it("lists what needs an entity, nearest first and by ref among equals", () => {
    expect(refs(catalog.dependents("api:pay"))).toEqual([
      "1 component:api",
      "2 component:job",
      "2 component:kit",
      "2 component:web",
    ]);
  });

  it("follows only as far, only those relations and only in that environment", () => {
    expect(refs(catalog.dependents("component:ledger", { maxDistance: 1 }))).toEqual(["1 api:pay"]);
    expect(refs(catalog.dependents("component:ledger", { limit: 2 }))).toEqual(["1 api:pay", "2 component:api"]);
    expect(refs(catalog.dependents("component:api", { relations: ["consumesApi"] }))).toEqual([]);
    expect(refs(catalog.dependents("component:api", { environment: "prod" }))).toEqual([
      "1 component:kit",
      "1 component:web",
    ]);
    expect(catalog.dependents("component:api", { limit: 0 })).toEqual([]);
  });

  it("reaches nothing from what does not run in the environment", () => {
    const elsewhere = catalogOf(
      "component:web dependsOn resource:db",
      "resource:db callboard.dev/environments=staging",
    );
    expect(refs(elsewhere.dependents("resource:db", { environment: "prod" }))).toEqual([]);
    expect(refs(elsewhere.dependents("resource:db", { environment: "staging" }))).toEqual(["1 component:web"]);
  });

  it("tells of the edge from the entity whose ref comes first, whatever the order of documents", () => {
    const edges = ["component:b dependsOn resource:db", "component:a dependsOn resource:db"];
    const web = ["component:web dependsOn component:b", "component:web dependsOn component:a"];
    for (const sentences of [
      [...edges, ...web],
      [...web, ...edges],
      [...edges.toReversed(), ...web.toReversed()],
    ]) {
      expect(
        catalogOf(...sentences)
          .dependents("resource:db")
          .at(-1)?.via,
      ).toBe("component:default/a");
    }
  });

  it("refuses numbers and relations that make no sense", () => {
    const invalid = expect.objectContaining({ code: "invalid-argument" });
    expect(() => catalog.dependents("component:api", { maxDistance: -1 })).toThrow(invalid);
    expect(() => catalog.dependents("component:api", { limit: Number.NaN })).toThrow(invalid);
    expect(() => catalog.dependents("component:api", { relations: ["uses"] })).toThrow(invalid);
  });
});

describe("path", () => {
  it("gives the fewest hops from an entity to what it needs", () => {
    expect(catalog.path("component:web", "component:ledger")).toEqual([
      { ref: "component:default/api", relation: "dependsOn" },
      { ref: "api:default/pay", relation: "consumesApi" },
      { ref: "component:default/ledger", relation: "apiProvidedBy" },
    ]);
    expect(catalog.path("component:web", "component:web")).toEqual([]);
    expect(catalog.path("component:ledger", "component:web")).toBeNull();
  });
});
