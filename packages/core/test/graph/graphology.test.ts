import { describe, expect, it } from "vitest";
import { toGraphology, walkGraphology } from "../../src/graph/graphology.ts";
import { catalogOf } from "../../src/testing/catalog-of.ts";

const catalog = catalogOf(
  "component:web consumesApi api:pay",
  "component:web dependsOn api:pay",
  "component:web ownedBy group:shop",
  "component:ledger providesApi api:pay",
  "component:ledger spec.type=service",
);
const entities = catalog.query().items;

describe("toGraphology", () => {
  it("names the relations of an edge and the parts of a node", () => {
    const graph = toGraphology(entities);
    expect(graph.getEdgeAttribute("component:default/web", "api:default/pay", "relations")).toEqual([
      "consumesApi",
      "dependsOn",
    ]);
    expect(graph.getEdgeAttribute("api:default/pay", "component:default/ledger", "relations")).toEqual([
      "apiProvidedBy",
    ]);
    expect(graph.getNodeAttributes("component:default/ledger")).toEqual({
      kind: "Component",
      namespace: "default",
      name: "ledger",
      type: "service",
    });
    expect(graph.hasEdge("component:default/web", "group:default/shop")).toBe(false);
  });

  it("exports every relation by its forward name when asked to", () => {
    const graph = toGraphology(entities, { edges: "relations" });
    expect(graph.hasEdge("component:default/web", "group:default/shop")).toBe(true);
    expect(graph.getEdgeAttribute("component:default/ledger", "api:default/pay", "relations")).toEqual(["providesApi"]);
    expect(graph.hasEdge("api:default/pay", "component:default/ledger")).toBe(false);
  });

  it("leaves out edges to what is not selected", () => {
    const graph = toGraphology(entities.filter(({ kind }) => kind === "Component"));
    expect([graph.order, graph.size]).toEqual([2, 0]);
  });
});

describe("walkGraphology", () => {
  const walked = (ref: string, options?: Parameters<typeof walkGraphology>[3]) => {
    const reached: [string, number][] = [];
    walkGraphology(toGraphology(entities), ref, (each, _, distance) => void reached.push([each, distance]), options);
    return reached;
  };

  it("visits what needs an entity, nearest first", () => {
    expect(walked("component:ledger")).toEqual([
      ["api:default/pay", 1],
      ["component:default/web", 2],
    ]);
  });

  it("visits what an entity needs, as far as asked", () => {
    expect(walked("component:web", { towards: "dependencies", maxDistance: 1 })).toEqual([["api:default/pay", 1]]);
  });

  it("reaches what the catalog's own walk reaches, at the same distances", () => {
    const expected = catalog.dependents("component:ledger").map(({ ref, distance }) => [ref, distance]);
    expect(walked("component:ledger")).toEqual(expected);
  });
});
