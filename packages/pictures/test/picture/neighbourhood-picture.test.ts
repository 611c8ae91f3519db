import { catalogOf } from "@callboard/core/testing";
import { describe, expect, it } from "vitest";
import { neighbourhoodPicture } from "../../src/index.ts";

const catalog = catalogOf(
  "component:web dependsOn component:api",
  "component:app dependsOn component:web",
  "component:api dependsOn resource:db when=async",
  "component:db-keeper dependsOn resource:db",
  "component:ring dependsOn component:api",
  "component:api dependsOn component:ring",
);

describe("neighbourhoodPicture", () => {
  it("has what an entity needs and what needs it, each once", () => {
    const picture = neighbourhoodPicture(catalog, "component:api");
    expect(picture.title).toBe("api directly needs 2 and is needed by 1");
    expect(picture.nodes.map((node) => [node.role, node.name])).toEqual([
      ["root", "api"],
      ["dependency", "ring"],
      ["dependency", "db"],
      ["dependent", "web"],
    ]);
    expect(picture.edges.map(({ from, to, type, when }) => [from, to, type, when])).toEqual([
      ["component:default/api", "component:default/ring", "reason", "always"],
      ["component:default/api", "resource:default/db", "reason", "async"],
      ["component:default/web", "component:default/api", "reason", "always"],
      ["component:default/ring", "component:default/api", "further", "always"],
    ]);
  });

  it("goes as far as asked", () => {
    const picture = neighbourhoodPicture(catalog, "component:api", { maxDistance: 2 });
    expect(picture.title).toBe("api needs 2 and is needed by 2 within 2 hops");
    expect(picture.nodes.map(({ name }) => name)).toContain("app");
  });

  it("folds what does not fit, separately on each side", () => {
    const many = catalogOf(
      ...Array.from({ length: 40 }, (_, index) => `component:user-${index} dependsOn component:hub`),
      ...Array.from({ length: 20 }, (_, index) => `component:hub dependsOn resource:store-${index}`),
    );
    const { nodes, edges } = neighbourhoodPicture(many, "component:hub", { maxNodes: 20 });
    const folded = nodes.filter((node) => node.type === "folded");
    expect(nodes.length).toBeLessThanOrEqual(20);
    expect(folded.map(({ role }) => role).sort()).toEqual(["dependency", "dependent"]);
    expect(nodes.length - 1 - folded.length + folded.reduce((sum, { count }) => sum + count, 0)).toBe(60);
    for (const { id, role } of folded) {
      const edge = edges.find(({ from, to }) => from === id || to === id);
      expect(role === "dependent" ? edge?.from : edge?.to).toBe(id);
    }
  });

  it("draws what is only mentioned between two entities", () => {
    const around = catalogOf("component:server ownedBy group:x").with({
      set: ["caller", "server"].map((name) => ({
        apiVersion: "backstage.io/v1alpha1",
        kind: "Component",
        metadata: { name },
        spec: {
          type: "service",
          lifecycle: "production",
          owner: "me",
          [name === "caller" ? "consumesApis" : "providesApis"]: ["missing"],
        },
      })),
    });
    const picture = neighbourhoodPicture(around, "component:caller", { maxDistance: 2 });
    expect(picture.nodes.map((node) => [node.role, node.name])).toContainEqual(["mentioned", "missing"]);
    expect(picture.edges.map(({ from, to }) => `${from} ${to}`)).toEqual([
      "api:default/missing component:default/server",
      "component:default/caller api:default/missing",
    ]);
  });
});
