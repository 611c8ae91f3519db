import { describe, expect, it } from "vitest";
import { catalogOf } from "../../src/testing/catalog-of.ts";

const short = (ref: string) => ref.replace("default/", "");

const shop = catalogOf(
  "component:web dependsOn component:api",
  "component:web dependsOn resource:cache when=fallback",
  "component:api dependsOn resource:db",
  "component:api dependsOn resource:bus when=async",
  "component:api dependsOn resource:one anyOf=replicas",
  "component:api dependsOn resource:two anyOf=replicas",
  "component:api dependsOn component:kit",
  "component:kit spec.type=library",
  "resource:db tag=tier-1",
  "component:unrelated dependsOn resource:other",
);

describe("exposure", () => {
  it("lists what would break it, degrade it, delay it and put it at risk, what nothing stands in for first", () => {
    const { threats, total, byEffect } = shop.exposure("component:web");
    expect(threats.map(({ ref, effect, replicated, distance }) => [short(ref), effect, replicated, distance])).toEqual([
      ["resource:db", "breaks", false, 2],
      ["component:api", "breaks", false, 1],
      ["resource:cache", "degrades", false, 1],
      ["resource:bus", "delayed", false, 2],
      ["component:kit", "at-risk", false, 2],
      ["resource:one", "at-risk", true, 2],
      ["resource:two", "at-risk", true, 2],
    ]);
    expect([total, byEffect]).toEqual([7, { breaks: 2, degrades: 1, delayed: 1, "at-risk": 3 }]);
    expect(threats[0]).toEqual({
      ref: "resource:default/db",
      effect: "breaks",
      replicated: false,
      distance: 2,
      tier: 1,
      hits: "component:default/web",
      path: [
        { ref: "component:default/api", relation: "dependsOn" },
        { ref: "resource:default/db", relation: "dependsOn" },
      ],
      because: "needs api, which needs db",
      evidence: "declared",
    });
  });

  it("does not call replicated what takes all stand-ins down", () => {
    const catalog = catalogOf(
      "component:web dependsOn resource:one anyOf=replicas",
      "component:web dependsOn resource:two anyOf=replicas",
      "resource:one dependsOn resource:disk",
      "resource:two dependsOn resource:disk",
    );
    const [disk] = catalog.exposure("component:web").threats;
    expect(disk).toMatchObject({ ref: "resource:default/disk", effect: "breaks", replicated: false });
  });

  it("calls one of several providers of an API replicated", () => {
    const catalog = catalogOf(
      "component:one providesApi api:pay",
      "component:two providesApi api:pay",
      "component:web consumesApi api:pay",
    );
    const { threats } = catalog.exposure("component:web");
    expect(threats.map(({ ref, effect, replicated }) => [short(ref), effect, replicated])).toEqual([
      ["api:pay", "breaks", false],
      ["component:one", "degrades", true],
      ["component:two", "degrades", true],
    ]);
  });

  it("says which part of a system, domain or group is hit, inside and from outside of it", () => {
    const catalog = catalogOf(
      "component:ledger partOf system:money",
      "component:ledger-ui partOf system:money",
      "component:ledger-ui dependsOn component:ledger",
      "component:ledger dependsOn resource:db",
      "component:ledger ownedBy group:core",
    );
    const hits = (ref: string) =>
      catalog.exposure(ref).threats.map((threat) => [short(threat.ref), short(threat.hits)]);
    expect(hits("system:money")).toEqual([
      ["component:ledger", "component:ledger-ui"],
      ["resource:db", "component:ledger"],
    ]);
    expect(hits("group:core")).toEqual([["resource:db", "component:ledger"]]);
  });

  it("counts only what is there in the environment, in the mode and of the kinds asked", () => {
    const catalog = catalogOf(
      "component:web dependsOn resource:db needs=write",
      "component:web dependsOn resource:log in=staging",
      "component:web dependsOn component:api",
    );
    const threats = (options: Parameters<typeof catalog.exposure>[1]) =>
      catalog.exposure("component:web", options).threats.map(({ ref, effect }) => `${short(ref)} ${effect}`);
    expect(threats({ environment: "prod", kinds: ["Resource"] })).toEqual(["resource:db breaks"]);
    expect(threats({ environment: "staging", kinds: ["resource"], mode: "read-only" })).toEqual([
      "resource:db breaks",
      "resource:log degrades",
    ]);
  });

  it("is exact where being read-only is passed on by an API, or comes back to where it began", () => {
    const catalog = catalogOf(
      "component:store providesApi api:store",
      "component:reader consumesApi api:store needs=read",
      "component:loop dependsOn component:loop needs=write",
      "component:user dependsOn component:loop needs=read",
    );
    expect(catalog.exposure("component:reader", { mode: "read-only" }).total).toBe(0);
    expect(catalog.exposure("component:user", { mode: "read-only" }).total).toBe(0);
    expect(catalog.exposure("component:user", { mode: "slow" }).total).toBe(1);
  });

  it("answers in plain data, and says that the list was cut", () => {
    const found = shop.exposure("component:web", { limit: 2 });
    expect(structuredClone(found)).toEqual(found);
    expect([found.threats.length, found.total, found.truncated]).toEqual([2, 7, { reason: "limit" }]);
    expect(shop.exposure("resource:db")).toMatchObject({ total: 0, threats: [], truncated: null });
    expect(() => shop.exposure("component:web", { limit: -1 })).toThrow(
      expect.objectContaining({ code: "invalid-argument" }),
    );
  });

  it("S13: says so when a large circle makes it too much to look at everything", () => {
    const size = 800;
    const ring = Array.from(
      { length: size },
      (_, index) => `component:c${index} dependsOn component:c${(index + 1) % size} needs=write`,
    );
    const found = catalogOf(...ring).exposure("component:c0", { mode: "read-only", limit: 5 });
    expect(found).toMatchObject({ truncated: { reason: "budget" }, threats: { length: 5 } });
  });
});
