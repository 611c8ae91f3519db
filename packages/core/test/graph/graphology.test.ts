import { bfsFromNode } from "graphology-traversal";
import { describe, expect, it } from "vitest";
import { toGraphology } from "../../src/graph/graphology.ts";
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
  it("leads from who needs to what is needed, so that walking inbound finds who fails", () => {
    const reached: [string, number][] = [];
    bfsFromNode(
      toGraphology(entities),
      "component:default/ledger",
      (ref, _, depth) => void reached.push([ref, depth]),
      {
        mode: "inbound",
      },
    );
    expect(reached).toEqual([
      ["component:default/ledger", 0],
      ["api:default/pay", 1],
      ["component:default/web", 2],
    ]);
  });

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
