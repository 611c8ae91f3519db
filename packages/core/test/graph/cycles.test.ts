import { describe, expect, it } from "vitest";
import { catalogOf } from "../../src/testing/catalog-of.ts";

const short = (ref: string) => ref.replace("default/", "");

describe("cycles", () => {
  const catalog = catalogOf(
    "component:a dependsOn component:b",
    "component:b dependsOn component:c",
    "component:c dependsOn component:a",
    "component:c dependsOn component:b when=async",
    "component:self dependsOn component:self",
    "component:web consumesApi api:rates",
    "component:rates providesApi api:rates",
    "component:rates dependsOn component:web in=staging",
    "component:outside dependsOn component:a",
  );

  it("lists each group once, the largest first, with a shortest way round", () => {
    const { cycles, total } = catalog.cycles();
    expect(total).toBe(3);
    expect(cycles.map(({ members, path }) => [members.map(short), path.map(({ ref }) => short(ref))])).toEqual([
      [
        ["api:rates", "component:rates", "component:web"],
        ["component:rates", "component:web", "api:rates"],
      ],
      [
        ["component:a", "component:b", "component:c"],
        ["component:c", "component:b"],
      ],
      [["component:self"], ["component:self"]],
    ]);
    expect(cycles[0]?.path.map(({ relation }) => relation)).toEqual(["apiProvidedBy", "dependsOn", "consumesApi"]);
  });

  it("follows only the edges that exist in an environment, and the relations asked for", () => {
    const groups = (options: Parameters<typeof catalog.cycles>[0]) =>
      catalog.cycles(options).cycles.map(({ members }) => members.length);
    expect(groups({ environment: "prod" })).toEqual([3, 1]);
    expect(groups({ relations: ["dependsOn"] })).toEqual([3, 1]);
    expect(groups({ relations: ["consumesApi"] })).toEqual([]);
  });

  it("answers in plain data, and says that the list was cut", () => {
    const found = catalog.cycles({ limit: 1 });
    expect(structuredClone(found)).toEqual(found);
    expect([found.cycles.length, found.total, found.truncated]).toEqual([1, 3, { reason: "limit" }]);
    expect(() => catalog.cycles({ limit: -1 })).toThrow(expect.objectContaining({ code: "invalid-argument" }));
  });

  it("S12: reports a ring of 10,000 once", () => {
    const ring = Array.from(
      { length: 10_000 },
      (_, index) => `component:c${index} dependsOn component:c${(index + 1) % 10_000}`,
    );
    const { cycles, total } = catalogOf(...ring).cycles();
    expect([total, cycles[0]?.members.length, cycles[0]?.path.length]).toEqual([1, 10_000, 10_000]);
  });
});
