import { describe, expect, it } from "vitest";
import { type BlastRadiusOptions, blastRadius } from "../../src/graph/blast-radius.ts";
import { relationGraph } from "../../src/graph/relation-graph.ts";
import { catalogOf } from "../../src/testing/catalog-of.ts";
import { kinds, refOf, stored } from "./stored.ts";

/** The effect on each affected entity, by its ref without the default namespace. */
function effects(
  catalog: ReturnType<typeof catalogOf>,
  roots: string | readonly string[],
  options: BlastRadiusOptions = {},
) {
  const { affected } = catalog.blastRadius(roots, options);
  return Object.fromEntries(affected.map(({ ref, effect }) => [short(ref), effect]));
}

const short = (ref: string) => ref.replace("default/", "");

const shop = catalogOf(
  "component:web dependsOn component:checkout",
  "component:checkout dependsOn resource:db needs=write",
  "component:search dependsOn resource:db needs=read",
  "component:report dependsOn resource:db",
  "component:rates dependsOn resource:db when=fallback",
  "component:mail dependsOn resource:db when=async",
  "component:image dependsOn resource:db when=build",
);

describe("blastRadius", () => {
  it("says what breaks, degrades, is delayed or at risk when a resource is down", () => {
    expect(effects(shop, "resource:db")).toEqual({
      "component:checkout": "breaks",
      "component:report": "breaks",
      "component:search": "breaks",
      "component:web": "breaks",
      "component:rates": "degrades",
      "component:mail": "delayed",
      "component:image": "at-risk",
    });
    expect(effects(shop, "resource:db", { mode: "bad-deploy" })).toEqual(effects(shop, "resource:db"));
  });

  it("tells writers from readers when a resource is read-only", () => {
    expect(effects(shop, "resource:db", { mode: "read-only" })).toEqual({
      "component:checkout": "breaks",
      "component:web": "breaks",
      "component:report": "degrades",
      "component:mail": "delayed",
      "component:rates": "at-risk",
    });
  });

  it("breaks nothing when a resource is slow", () => {
    expect(effects(shop, "resource:db", { mode: "slow" })).toEqual({
      "component:checkout": "degrades",
      "component:report": "degrades",
      "component:search": "degrades",
      "component:web": "degrades",
      "component:mail": "delayed",
      "component:rates": "at-risk",
    });
  });

  it("lists by effect, then tier, then distance, then ref, and explains each", () => {
    const catalog = catalogOf(
      "component:z dependsOn resource:db",
      "component:b dependsOn component:z",
      "component:a dependsOn component:z",
      "component:late dependsOn component:a",
      "component:late tag=tier-1",
      "component:soft dependsOn resource:db when=fallback evidence=observed",
      "component:soft tag=tier-1",
    );
    const { affected } = catalog.blastRadius("resource:db");
    expect(affected.map(({ ref, tier, distance }) => [short(ref), tier, distance])).toEqual([
      ["component:late", 1, 3],
      ["component:z", null, 1],
      ["component:a", null, 2],
      ["component:b", null, 2],
      ["component:soft", 1, 1],
    ]);
    expect(affected[0]).toEqual({
      ref: "component:default/late",
      effect: "breaks",
      distance: 3,
      tier: 1,
      evidence: "declared",
      path: [
        { ref: "component:default/a", relation: "dependsOn" },
        { ref: "component:default/z", relation: "dependsOn" },
        { ref: "resource:default/db", relation: "dependsOn" },
      ],
      because: "needs a, which needs z, which needs db",
    });
    expect(affected[4]).toMatchObject({ evidence: "observed", because: "has a fallback for db" });
  });

  it("gives the path that explains the effect, though the entity is nearer over a weaker edge", () => {
    const catalog = catalogOf(
      "component:web dependsOn resource:db when=async",
      "component:web dependsOn component:api",
      "component:api dependsOn resource:db",
    );
    const web = catalog.blastRadius("resource:db").affected.find(({ ref }) => ref === "component:default/web");
    expect(web).toMatchObject({ effect: "breaks", distance: 1, because: "needs api, which needs db" });
  });

  it("says how each hop needs the next", () => {
    const catalog = catalogOf(
      "component:a dependsOn component:b when=async",
      "component:b consumesApi api:c",
      "component:d providesApi api:c",
      "component:d dependsOn resource:e needs=write",
      "component:x dependsOn component:kit",
      "component:kit spec.type=library",
      "component:kit dependsOn resource:e",
      "component:y dependsOn resource:e anyOf=stores",
      "component:y dependsOn resource:f anyOf=stores needs=read",
    );
    const because = Object.fromEntries(
      catalog.blastRadius("resource:e").affected.map((each) => [short(each.ref), each.because]),
    );
    expect(because).toEqual({
      "component:a": "uses b asynchronously, which needs c, which is provided by d, which writes to e",
      "component:b": "needs c, which is provided by d, which writes to e",
      "api:c": "is provided by d, which writes to e",
      "component:d": "writes to e",
      "component:kit": "needs e",
      "component:x": "only builds with kit, which needs e",
      "component:y": "needs e or a stand-in for it",
    });
    expect(catalog.blastRadius("resource:f").affected.map((each) => each.because)).toEqual([
      "needs f or a stand-in for it",
    ]);
  });

  it("names the first hops of a long chain and the last", () => {
    const chain = Array.from({ length: 8 }, (_, index) => `component:c${index + 1} dependsOn component:c${index}`);
    const { affected } = catalogOf(...chain).blastRadius("component:c0");
    expect(affected.at(-1)?.because).toBe(
      "needs c7, which needs c6, which needs c5, which needs, over 4 more hops, what needs c0",
    );
    expect(affected.at(4)?.because).toBe("needs c4, which needs c3, which needs c2, which needs c1, which needs c0");
    expect(affected.at(3)?.because).toBe("needs c3, which needs c2, which needs c1, which needs c0");
  });

  it("takes the weakest effect of a redundant group, but no less than at-risk", () => {
    const catalog = catalogOf(
      "component:web dependsOn resource:a anyOf=dbs",
      "component:web dependsOn resource:b anyOf=dbs",
      "component:web dependsOn resource:c anyOf=dbs when=async",
    );
    expect(effects(catalog, "resource:a")).toEqual({ "component:web": "at-risk" });
    expect(effects(catalog, ["resource:a", "resource:b"])).toEqual({ "component:web": "at-risk" });
    expect(effects(catalog, ["resource:a", "resource:b", "resource:c"])).toEqual({ "component:web": "delayed" });
  });

  it("leaves members of a group out that are not in the environment", () => {
    const catalog = catalogOf(
      "component:web dependsOn resource:a anyOf=dbs",
      "component:web dependsOn resource:b anyOf=dbs in=staging",
    );
    expect(effects(catalog, "resource:a")).toEqual({ "component:web": "at-risk" });
    expect(effects(catalog, "resource:a", { environment: "prod" })).toEqual({ "component:web": "breaks" });
    expect(effects(catalog, "resource:b", { environment: "prod" })).toEqual({});
  });

  it("keeps an API up while one of its providers is", () => {
    const catalog = catalogOf(
      "component:one providesApi api:pay",
      "component:two providesApi api:pay",
      "component:web consumesApi api:pay",
    );
    expect(effects(catalog, "component:one")).toEqual({ "api:pay": "degrades", "component:web": "degrades" });
    expect(effects(catalog, ["component:one", "component:two"])).toEqual({
      "api:pay": "breaks",
      "component:web": "breaks",
    });
  });

  it("makes an API read-only with all its providers, some of which may be down", () => {
    const catalog = catalogOf(
      "component:one providesApi api:pay",
      "component:two providesApi api:pay",
      "component:two dependsOn component:one needs=write",
      "component:reader consumesApi api:pay needs=read",
      "component:writer consumesApi api:pay needs=write",
    );
    expect(effects(catalog, "component:one", { mode: "read-only" })).toEqual({
      "component:two": "breaks",
      "component:writer": "breaks",
      "api:pay": "degrades",
    });
  });

  it("does not count what does not run in the environment, nor what is needed through it", () => {
    const catalog = catalogOf(
      "component:web dependsOn component:api",
      "component:api dependsOn resource:db",
      "component:api callboard.dev/environments=staging",
      "component:job dependsOn resource:db in=prod",
    );
    expect(effects(catalog, "resource:db", { environment: "prod" })).toEqual({ "component:job": "breaks" });
    expect(effects(catalog, "resource:db", { environment: "staging" })).toEqual({
      "component:api": "breaks",
      "component:web": "breaks",
    });
    expect(effects(catalog, "component:api", { environment: "prod" })).toEqual({});
  });

  it("stands for all parts when a system or domain is the root, and for all it owns when a group is", () => {
    const catalog = catalogOf(
      "system:payments partOf domain:money",
      "component:ledger partOf system:payments",
      "component:ledger-ui partOf component:ledger",
      "component:ledger ownedBy group:core",
      "group:core childOf group:finance",
      "component:web dependsOn component:ledger",
    );
    for (const [root, parts, because] of [
      ["system:payments", 2, "needs ledger, which is part of payments"],
      ["domain:money", 3, "needs ledger, which is part of money"],
      ["group:finance", 2, "needs ledger, which is owned by finance"],
    ] as const) {
      const radius = catalog.blastRadius(root);
      expect([radius.rootParts, radius.total, radius.affected[0]?.because]).toEqual([parts, 1, because]);
    }
  });

  it("adds up by owner, system and domain", () => {
    const catalog = catalogOf(
      "component:a dependsOn resource:db",
      "component:a ownedBy group:one",
      "component:a partOf system:s",
      "component:b dependsOn component:a",
      "component:b ownedBy group:one",
      "component:b-part partOf component:b",
      "component:b partOf system:s",
      "component:b-part dependsOn component:b when=async",
      "system:s partOf domain:d",
      "component:c dependsOn resource:db",
      "component:c dependsOn resource:other",
    );
    const { byOwner, bySystem, byDomain } = catalog.blastRadius("resource:db");
    expect(byOwner).toEqual([
      { owner: "group:default/one", breaks: 2, affected: 2, nearest: "component:default/a" },
      { owner: null, breaks: 1, affected: 2, nearest: "component:default/c" },
    ]);
    expect(bySystem).toEqual([
      { system: "system:default/s", breaks: 2, affected: 3, nearest: "component:default/a" },
      { system: null, breaks: 1, affected: 1, nearest: "component:default/c" },
    ]);
    expect(byDomain.map(({ domain, affected }) => [domain, affected])).toEqual([
      ["domain:default/d", 3],
      [null, 1],
    ]);
  });

  it("adds an entity that names several wholes to the nearest", () => {
    const spec = { dependsOn: ["resource:db"], system: "near", subcomponentOf: "other" };
    const graph = relationGraph(kinds, [
      stored("component:a", { spec }),
      stored("component:other", { spec: { system: "a-far-one" } }),
      stored("component:b", { spec: { dependsOn: ["resource:db"], subcomponentOf: "other" } }),
      stored("system:near"),
      stored("system:a-far-one"),
    ]);
    const { bySystem } = blastRadius(graph, [refOf("resource:db")], {}, { revision: 1, incompleteSources: [] });
    expect(bySystem.map(({ system, affected }) => [system, affected])).toEqual([
      ["system:default/a-far-one", 1],
      ["system:default/near", 1],
    ]);
  });

  it("lists what customers see", () => {
    const catalog = catalogOf(
      "component:site dependsOn component:api",
      "component:site spec.type=website",
      "component:api dependsOn resource:db",
      "component:api providesApi api:public",
      "api:public tag=public",
    );
    const { entryPoints } = catalog.blastRadius("resource:db");
    expect(entryPoints.map(({ ref, because }) => [short(ref), because])).toEqual([
      ["api:public", "is provided by api, which needs db"],
      ["component:site", "needs api, which needs db"],
    ]);
  });

  it("names neighbours of the root that say nothing about what they need", () => {
    const catalog = catalogOf(
      "resource:db partOf system:s",
      "resource:db ownedBy group:g",
      "component:silent partOf system:s",
      "component:mute ownedBy group:g",
      "component:open partOf system:s",
      "component:open dependsOn resource:other",
      "component:hit partOf system:s",
      "component:hit dependsOn resource:db",
      "component:far partOf system:other",
    );
    expect(catalog.blastRadius("resource:db").coverage).toEqual({
      declaring: 2,
      total: 5,
      blindSpots: ["component:default/mute", "component:default/silent"],
      incompleteSources: [],
    });
  });

  it("does not take a root for a blind spot", () => {
    const catalog = catalogOf("component:silent partOf system:s", "component:mute partOf system:s");
    expect(catalog.blastRadius("component:silent").coverage.blindSpots).toEqual(["component:default/mute"]);
    expect(catalog.blastRadius("system:s").coverage.blindSpots).toEqual([]);
  });

  it("passes on which sources are incomplete", () => {
    const graph = relationGraph(kinds, [stored("resource:db")]);
    const radius = blastRadius(graph, [refOf("resource:db")], {}, { revision: 7, incompleteSources: ["files"] });
    expect([radius.revision, radius.coverage.incompleteSources]).toEqual([7, ["files"]]);
  });

  it("counts and lists only what is asked for, and walks through the rest", () => {
    const catalog = catalogOf(
      "component:api dependsOn resource:db",
      "component:api providesApi api:pay",
      "component:web consumesApi api:pay",
      "component:web spec.lifecycle=production",
      "component:old consumesApi api:pay",
    );
    const listed = (options: BlastRadiusOptions) => Object.keys(effects(catalog, "resource:db", options));
    expect(listed({ kinds: ["API"] })).toEqual(["api:pay"]);
    expect(listed({ lifecycles: ["production"] })).toEqual(["component:web"]);
    expect(listed({ maxDistance: 2 })).toEqual(["component:api", "api:pay"]);
    expect(listed({ relations: ["dependencyOf"] })).toEqual(["component:api"]);
    expect(listed({ relations: ["dependsOn", "apiProvidedBy"] })).toEqual(["component:api", "api:pay"]);
    expect(catalog.blastRadius("resource:db").byDistance).toEqual([0, 1, 1, 2]);
  });

  it("counts all and lists the worst when more than the limit is affected", () => {
    const many = Array.from({ length: 300 }, (_, index) => `component:c${index} dependsOn resource:db`);
    const catalog = catalogOf(...many);
    const radius = catalog.blastRadius("resource:db");
    expect([radius.total, radius.affected.length, radius.truncated]).toEqual([300, 200, { reason: "limit" }]);
    expect(catalog.blastRadius("resource:db", { limit: 300 }).truncated).toBeNull();
    expect(catalog.blastRadius("resource:db", { limit: 0 }).affected).toEqual([]);
  });

  it("counts a root that is given twice once, and roots never as affected", () => {
    const catalog = catalogOf("component:a dependsOn component:b", "component:b dependsOn component:a");
    const radius = catalog.blastRadius(["component:a", "component:a", "component:b"]);
    expect(radius).toMatchObject({
      roots: ["component:default/a", "component:default/b"],
      total: 0,
      affected: [],
      byDistance: [],
    });
  });

  it("answers in plain data", () => {
    const radius = shop.blastRadius("resource:db", { environment: "prod" });
    expect(structuredClone(radius)).toEqual(radius);
    expect(radius.environment).toBe("prod");
    expect(shop.blastRadius("resource:db")).not.toHaveProperty("environment");
  });

  it("refuses a mode, relation or number that makes no sense", () => {
    const invalid = expect.objectContaining({ code: "invalid-argument" });
    expect(() => shop.blastRadius("resource:db", { mode: "gone" as "down" })).toThrow(invalid);
    expect(() => shop.blastRadius("resource:db", { relations: ["needs"] })).toThrow(invalid);
    expect(() => shop.blastRadius("resource:db", { limit: -1 })).toThrow(invalid);
    expect(() => shop.blastRadius("resource:db", { maxDistance: Number.NaN })).toThrow(invalid);
  });

  it("answers the next question as if there had been none before", () => {
    const before = shop.blastRadius("resource:db", { mode: "read-only" });
    shop.blastRadius("resource:db", { maxEdges: 1 });
    shop.blastRadius("component:checkout");
    expect(shop.blastRadius("resource:db", { mode: "read-only" })).toEqual(before);
  });
});
