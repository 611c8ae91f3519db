import { openCatalog } from "@callboard/core";
import { catalogOf } from "@callboard/core/testing";
import { describe, expect, it } from "vitest";
import { blastRadiusPicture, type EntityNode, type FoldedNode, type Picture } from "../../src/index.ts";
import { organisation, shop } from "../catalogs.ts";

describe("blastRadiusPicture", () => {
  it("has the roots, what they reach and why", () => {
    const picture = blastRadiusPicture(shop(), "resource:orders-db");
    expect(picture.title).toBe("orders-db is down: 2 break, 1 degrades, 1 is delayed");
    expect(picture.nodes.map((node) => [node.role, node.name])).toEqual([
      ["root", "orders-db"],
      ["affected", "order-service"],
      ["affected", "web-shop"],
      ["affected", "advice"],
      ["affected", "receipts"],
    ]);
    expect(edges(picture)).toEqual([
      "order-service -> orders-db reason always",
      "web-shop -> order-service reason always",
      "advice -> order-service reason fallback",
      "receipts -> order-service reason async",
    ]);
  });

  it("asks as a blast radius does: mode, environment, distance", () => {
    const options = { mode: "read-only", environment: "prod", maxDistance: 1 } as const;
    const picture = blastRadiusPicture(shop(), "resource:orders-db", options);
    expect(picture.title).toBe("orders-db is read-only in prod: 1 breaks");
    expect(picture.nodes).toHaveLength(2);
  });

  it("draws what is between, though it was not asked for", () => {
    const catalog = catalogOf("component:web consumesApi api:pay", "component:pay-service providesApi api:pay");
    const picture = blastRadiusPicture(catalog, "component:pay-service", { kinds: ["component"] });
    expect(picture.title).toContain("1 breaks");
    expect(picture.nodes.map(({ name }) => name)).toEqual(["pay-service", "web", "pay"]);
  });

  it("adds what is needed besides, in a small picture only", () => {
    const catalog = catalogOf(
      "component:a dependsOn resource:db",
      "component:b dependsOn resource:db",
      "component:b dependsOn component:a when=async",
    );
    expect(edges(blastRadiusPicture(catalog, "resource:db"))).toContain("b -> a further async");
    const large = blastRadiusPicture(organisation(60), "resource:main-db");
    expect(large.edges.filter(({ type }) => type === "further")).toEqual([]);
  });

  it("marks edges that others stand in for, and needs that were only seen", () => {
    const catalog = catalogOf(
      "component:a dependsOn resource:db anyOf=replicas",
      "component:a dependsOn resource:db-2 anyOf=replicas evidence=observed",
    );
    const [edge] = blastRadiusPicture(catalog, "resource:db-2").edges;
    expect(edge).toMatchObject({ anyOf: true, evidence: "observed" });
  });

  it("draws the parts that a root stands for where something needs them", () => {
    const catalog = catalogOf(
      "component:ledger partOf system:money",
      "component:unused partOf system:money",
      "component:web dependsOn component:ledger",
    );
    const picture = blastRadiusPicture(catalog, "system:money");
    expect(picture.nodes.map((node) => [node.role, node.name])).toEqual([
      ["root", "money"],
      ["affected", "web"],
      ["part-of-root", "ledger"],
    ]);
    expect(edges(picture)).toEqual(["web -> ledger reason always", "ledger -> money part always"]);
  });

  it("says of what is only mentioned that it is not in the catalog", () => {
    const known = catalogOf("component:web dependsOn component:ghost", "component:real providesApi api:x");
    const catalog = known.with({
      set: [
        {
          apiVersion: "backstage.io/v1alpha1",
          kind: "Component",
          metadata: { name: "caller" },
          spec: { type: "service", lifecycle: "production", owner: "me", consumesApis: ["missing"] },
        },
        {
          apiVersion: "backstage.io/v1alpha1",
          kind: "Component",
          metadata: { name: "server" },
          spec: { type: "service", lifecycle: "production", owner: "me", providesApis: ["missing"] },
        },
      ],
    });
    const picture = blastRadiusPicture(catalog, "component:server");
    expect(picture.nodes.map((node) => [node.role, node.name])).toEqual([
      ["root", "server"],
      ["affected", "caller"],
      ["mentioned", "missing"],
    ]);
  });

  it("draws what a policy redacts as a restricted entity, whose owner is not told", async () => {
    const named = (name: string, needs: readonly string[]) => ({
      apiVersion: "backstage.io/v1alpha1",
      kind: "Component",
      metadata: { name },
      spec: { type: "service", lifecycle: "production", owner: "shop", dependsOn: needs },
    });
    const catalog = await openCatalog({
      providers: [
        {
          name: "test",
          async *provide() {
            yield { location: "db.yaml", entity: named("db", []) };
            yield { location: "vault.yaml", entity: named("vault", ["component:db"]) };
          },
        },
      ],
      schedule: false,
      policy: { authorize: async () => ({ when: { "metadata.name": "db" }, redacted: {} }) },
    });
    const view = await catalog.as({ ref: null, roles: [] });
    const { nodes } = blastRadiusPicture(view, "component:db");
    expect(nodes).toContainEqual(
      expect.objectContaining({
        name: "a restricted entity (1)",
        effect: "breaks",
        owner: "owner not told",
        tier: null,
      }),
    );
    expect(JSON.stringify(nodes)).not.toContain("vault");
    await catalog.close();
  });

  it("folds by owner what does not fit, the least affected and farthest first, and counts everything", () => {
    const catalog = organisation(300);
    const radius = catalog.blastRadius("resource:main-db", { limit: 1000 });
    const picture = blastRadiusPicture(catalog, "resource:main-db");
    const entities = picture.nodes.filter(
      (node): node is EntityNode => node.type === "entity" && node.role === "affected",
    );
    const folded = picture.nodes.filter((node): node is FoldedNode => node.type === "folded");
    expect(picture.nodes.length).toBeLessThanOrEqual(80);
    expect(picture.nodes.length).toBeGreaterThan(70);
    expect(entities.length + folded.reduce((sum, { count }) => sum + count, 0)).toBe(radius.total);
    const breaks = entities.filter(({ effect }) => effect === "breaks").length;
    expect(breaks + folded.reduce((sum, { byEffect }) => sum + (byEffect?.breaks ?? 0), 0)).toBe(
      radius.byEffect.breaks,
    );
    expect(entities.every(({ effect }) => effect === "breaks")).toBe(true);
    expect(folded.at(-1)?.name).toMatch(/^\d+ other owners$/);
    expect(picture.notes[0]).toMatch(/^\d+ of \d+ are not drawn but counted by owner\.$/);
    const ids = new Set(picture.nodes.map(({ id }) => id));
    expect(picture.edges.every(({ from, to }) => ids.has(from as never) && ids.has(to as never))).toBe(true);
  });

  it("folds by system when asked to", () => {
    const picture = blastRadiusPicture(organisation(300), "resource:main-db", { foldBy: "system", maxNodes: 30 });
    const folded = picture.nodes.filter(({ type }) => type === "folded").map(({ name }) => name);
    expect(folded).toContain("no system");
    expect(folded.some((name) => /^system-\d$/.test(name))).toBe(true);
    expect(picture.nodes.length).toBeLessThanOrEqual(30);
  });

  it("S33: leads to the first link that is one", () => {
    const entity = (links: object[]) => ({
      apiVersion: "backstage.io/v1alpha1",
      kind: "Component",
      metadata: { name: "web", links },
      spec: { type: "service", lifecycle: "production", owner: "me", dependsOn: ["resource:db"] },
    });
    const catalog = catalogOf("resource:db").with({
      set: [entity([{ url: "javascript:alert(1)" }, { url: "https://wiki.example/web" }])],
    });
    const urlOf = (picture: Picture) => picture.nodes.map((node) => (node.type === "entity" ? node.url : null))[1];
    expect(urlOf(blastRadiusPicture(catalog, "resource:db"))).toBe("https://wiki.example/web");
    const linkTo = (ref: string) => `javascript:${ref}`;
    expect(urlOf(blastRadiusPicture(catalog, "resource:db", { linkTo }))).toBeNull();
  });

  it("says that nobody declares a need, and what is silent", () => {
    const catalog = catalogOf("resource:db ownedBy group:team", "component:silent ownedBy group:team");
    const picture = blastRadiusPicture(catalog, "resource:db");
    expect(picture.title).toBe("db is down: no declared dependents");
    expect(picture.notes).toEqual(["Close by and silent about what they need: silent."]);
  });

  it("refuses more roots than fit, and a number of nodes that makes no picture", () => {
    const roots = Array.from({ length: 70 }, (_, index) => `component:service-${index}`);
    const catalog = organisation(80);
    expect(() => blastRadiusPicture(catalog, roots)).toThrow(expect.objectContaining({ code: "limit-exceeded" }));
    for (const maxNodes of [5, 1_000, Number.NaN]) {
      expect(() => blastRadiusPicture(catalog, "resource:main-db", { maxNodes })).toThrow(
        expect.objectContaining({ code: "invalid-argument" }),
      );
    }
  });
});

function edges({ nodes, edges }: Picture): string[] {
  const name = new Map<string, string>(nodes.map((node) => [node.id, node.name]));
  return edges.map(({ from, to, type, when }) => `${name.get(from)} -> ${name.get(to)} ${type} ${when}`);
}
