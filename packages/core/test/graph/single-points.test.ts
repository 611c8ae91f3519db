import { describe, expect, it } from "vitest";
import { catalogOf } from "../../src/testing/catalog-of.ts";

const short = (ref: string) => ref.replace("default/", "");

const shop = catalogOf(
  "component:site dependsOn component:gateway",
  "component:site spec.type=website",
  "component:gateway dependsOn component:orders",
  "component:gateway dependsOn component:search when=fallback",
  "component:orders dependsOn resource:db",
  "component:orders dependsOn resource:queue",
  "component:search dependsOn resource:db",
  "component:search dependsOn resource:index",
  "component:orders dependsOn resource:one anyOf=caches",
  "component:orders dependsOn resource:two anyOf=caches",
  "component:orders tag=tier-1",
);

function points(...args: Parameters<typeof shop.singlePoints>) {
  return shop.singlePoints(...args).points.map(({ ref, breaks }) => [short(ref), breaks]);
}

describe("singlePoints", () => {
  it("ranks by entry points, then tier 1, then all that breaks; what one thing alone needs stands behind it", () => {
    const { points: found } = shop.singlePoints();
    expect(found.map(({ ref, breaks, entryPoints, tierOne }) => [short(ref), breaks, entryPoints, tierOne])).toEqual([
      ["resource:db", 4, 1, 1],
      ["component:gateway", 1, 1, 0],
      ["resource:index", 1, 0, 0],
    ]);
    expect(found[1]?.behind.map(short)).toEqual(["component:orders", "resource:queue"]);
    expect(found.map(({ because }) => because)).toEqual([
      "4 entities break with it, 2 of them need it directly; nothing stands in for it",
      "1 entity breaks with it, each needs it directly; nothing stands in for it",
      "1 entity breaks with it, each needs it directly; nothing stands in for it",
    ]);
  });

  it("says how much customers reach through it only", () => {
    const dominates = shop.singlePoints().points.map(({ ref, dominates: count }) => [short(ref), count]);
    expect(dominates).toEqual([
      ["resource:db", 0],
      ["component:gateway", 2],
      ["resource:index", 0],
    ]);
  });

  it("leaves out what has a stand-in, unless one thing takes all of them down", () => {
    expect(points({ kinds: ["Resource"] })).toEqual([
      ["resource:db", 4],
      ["resource:queue", 3],
      ["resource:index", 1],
    ]);
    const catalog = catalogOf(
      "component:web dependsOn resource:one anyOf=caches",
      "component:web dependsOn resource:two anyOf=caches",
      "resource:one dependsOn resource:disk",
      "resource:two dependsOn resource:disk",
    );
    const [disk, ...others] = catalog.singlePoints().points;
    expect([disk?.ref, disk?.breaks, others]).toEqual(["resource:default/disk", 3, []]);
  });

  it("counts an API with several providers as replicated", () => {
    const catalog = catalogOf(
      "component:one providesApi api:pay",
      "component:two providesApi api:pay",
      "component:web consumesApi api:pay",
    );
    expect(catalog.singlePoints().points.map(({ ref }) => short(ref))).toEqual(["api:pay"]);
  });

  it("counts only what is there in the environment", () => {
    const catalog = catalogOf(
      "component:web dependsOn resource:one anyOf=caches",
      "component:web dependsOn resource:two anyOf=caches in=staging",
    );
    expect(catalog.singlePoints().total).toBe(0);
    expect(
      catalog
        .in("prod")
        .singlePoints()
        .points.map(({ ref }) => short(ref)),
    ).toEqual(["resource:one"]);
  });

  it("lists each of a circle, since each takes all others down", () => {
    const catalog = catalogOf("component:a dependsOn component:b", "component:b dependsOn component:a");
    expect(catalog.singlePoints().points.map(({ ref, breaks }) => [short(ref), breaks])).toEqual([
      ["component:a", 1],
      ["component:b", 1],
    ]);
  });

  it("answers in plain data, and says that the list was cut", () => {
    const found = shop.singlePoints({ limit: 1 });
    expect(structuredClone(found)).toEqual(found);
    expect([found.points.length, found.total, found.truncated]).toEqual([1, 3, { reason: "limit" }]);
    expect(catalogOf("component:alone").singlePoints()).toMatchObject({ total: 0, points: [], truncated: null });
    expect(() => shop.singlePoints({ limit: Number.NaN })).toThrow(
      expect.objectContaining({ code: "invalid-argument" }),
    );
  });

  it("S12: counts a chain of 3,000 and a ring of 3,000", () => {
    const chain = Array.from({ length: 3000 }, (_, index) => `component:c${index} dependsOn component:c${index + 1}`);
    const [end] = catalogOf(...chain).singlePoints({ limit: 1 }).points;
    expect(end).toMatchObject({ ref: "component:default/c1", breaks: 1, dominates: 2999, behind: { length: 10 } });
    const ring = Array.from(
      { length: 3000 },
      (_, index) => `component:c${index} dependsOn component:c${(index + 1) % 3000}`,
    );
    expect(catalogOf(...ring).singlePoints({ limit: 1 })).toMatchObject({ total: 3000, points: [{ breaks: 2999 }] });
  });
});
