import { describe, expect, it } from "vitest";
import { commonCauses } from "../../src/graph/common-causes.ts";
import { relationGraph } from "../../src/graph/relation-graph.ts";
import { catalogOf } from "../../src/testing/catalog-of.ts";
import { kinds, refOf, stored } from "./stored.ts";

const short = (ref: string) => ref.replace("default/", "");

const shop = catalogOf(
  "component:web dependsOn component:checkout",
  "component:checkout dependsOn resource:db",
  "component:search dependsOn resource:db",
  "component:search dependsOn resource:index",
  "component:mail dependsOn resource:bus when=async",
  "component:checkout dependsOn resource:bus when=async",
  "component:report dependsOn resource:db",
);

/** The causes with the symptoms they explain. */
function causes(...args: Parameters<typeof shop.commonCauses>) {
  return shop.commonCauses(...args).causes.map(({ ref, explains }) => {
    return [short(ref), ...explains.map((each) => `${short(each.ref)} ${each.effect}`)];
  });
}

describe("commonCauses", () => {
  it("ranks by how many symptoms a failure would explain, with the path from each", () => {
    expect(causes(["component:web", "component:search"])).toEqual([
      ["resource:db", "component:web breaks", "component:search breaks"],
      ["component:checkout", "component:web breaks"],
      ["resource:index", "component:search breaks"],
      ["resource:bus", "component:web delayed"],
    ]);
    const [db] = shop.commonCauses(["component:web", "component:search"]).causes;
    expect(db).toEqual({
      ref: "resource:default/db",
      tier: null,
      isSymptom: false,
      explains: [
        {
          ref: "component:default/web",
          effect: "breaks",
          distance: 2,
          path: [
            { ref: "component:default/checkout", relation: "dependsOn" },
            { ref: "resource:default/db", relation: "dependsOn" },
          ],
          because: "needs checkout, which needs db",
          evidence: "declared",
        },
        expect.objectContaining({ ref: "component:default/search", because: "needs db" }),
      ],
      contradictedBy: [],
      changedAt: null,
      distance: 2,
      others: { breaks: 2, affected: 2 },
      because: "breaks web and search",
    });
  });

  it("takes a delay for a symptom, and a mere risk not", () => {
    expect(causes(["component:mail"])).toEqual([["resource:bus", "component:mail delayed"]]);
    const replicated = catalogOf(
      "component:web dependsOn resource:a anyOf=dbs",
      "component:web dependsOn resource:b anyOf=dbs",
      "component:web dependsOn resource:kit when=build",
      "resource:a dependsOn resource:disk",
      "resource:b dependsOn resource:disk",
    );
    const { causes: found } = replicated.commonCauses("component:web");
    expect(found.map(({ ref }) => short(ref))).toEqual(["resource:disk"]);
  });

  it("takes a symptom for the cause of the others, and says which symptoms nothing explains", () => {
    const { causes: found, unexplained } = shop.commonCauses(["component:web", "component:checkout", "resource:index"]);
    const checkout = found.find(({ ref }) => short(ref) === "component:checkout");
    expect(checkout).toMatchObject({ isSymptom: true, because: "is a symptom itself, and breaks web" });
    expect(found.map(({ ref }) => short(ref)).slice(0, 2)).toEqual(["component:checkout", "resource:db"]);
    expect(unexplained.map(short)).toEqual(["resource:index"]);
  });

  it("puts causes last that would have hit what is known to be healthy, or are healthy themselves", () => {
    const options = { healthy: ["component:report"] };
    const { causes: found } = shop.commonCauses(["component:web", "component:search"], options);
    expect(found.map(({ ref, contradictedBy }) => [short(ref), contradictedBy.map(short)])).toEqual([
      ["component:checkout", []],
      ["resource:index", []],
      ["resource:bus", []],
      ["resource:db", ["component:report"]],
    ]);
    expect(found.at(-1)?.because).toBe("breaks web and search; but would hit report too, known to be healthy");
    const itself = shop.commonCauses(["component:web"], { healthy: ["resource:db"] }).causes.at(-1);
    expect(itself?.because).toBe("breaks web; but is known to be healthy");
  });

  it("is not contradicted by what works without the cause: over a fallback, a queue or a stand-in", () => {
    const catalog = catalogOf(
      "component:web dependsOn resource:db",
      "component:soft dependsOn resource:db when=fallback",
      "component:late dependsOn resource:db when=async",
    );
    const [db] = catalog.commonCauses("component:web", { healthy: ["component:soft", "component:late"] }).causes;
    expect(db?.contradictedBy).toEqual([]);
    const slow = catalog.commonCauses("component:web", { healthy: ["component:soft"], mode: "slow" }).causes;
    expect(slow.map(({ contradictedBy }) => contradictedBy)).toEqual([[]]);
  });

  it("puts what changed since a time first among those that explain as much", () => {
    const changed = (ref: string, day: string, needs: readonly string[] = []) => {
      return { ...stored(ref, { spec: { dependsOn: [...needs] } }), changed: `2026-01-${day}T00:00:00.000Z` };
    };
    const graph = relationGraph(kinds, [
      changed("component:web", "01", ["resource:near", "component:middle"]),
      changed("component:middle", "02", ["resource:far"]),
      changed("resource:near", "03"),
      changed("resource:far", "09"),
    ]);
    const context = { revision: 1, incompleteSources: [] };
    const found = (changedSince?: string) =>
      commonCauses(graph, [refOf("component:web")], changedSince ? { changedSince } : {}, context).causes.map(
        ({ ref, changedAt }) => [short(ref), changedAt],
      );
    expect(found()).toEqual([
      ["component:middle", null],
      ["resource:near", null],
      ["resource:far", null],
    ]);
    expect(found("2026-01-05")).toEqual([
      ["resource:far", "2026-01-09T00:00:00.000Z"],
      ["component:middle", null],
      ["resource:near", null],
    ]);
  });

  it("prefers what is nearer, then what would hit less beside the symptoms", () => {
    const catalog = catalogOf(
      "component:web dependsOn resource:popular",
      "component:web dependsOn resource:rare",
      "component:web dependsOn component:api",
      "component:api dependsOn resource:far",
      "component:other dependsOn resource:popular",
    );
    const { causes: found } = catalog.commonCauses("component:web");
    expect(found.map(({ ref }) => short(ref))).toEqual([
      "component:api",
      "resource:rare",
      "resource:popular",
      "resource:far",
    ]);
  });

  it("takes a system for a symptom when one of its parts is hit", () => {
    const catalog = catalogOf(
      "component:ledger partOf system:money",
      "component:ledger dependsOn resource:db",
      "component:web dependsOn resource:db",
    );
    const [db] = catalog.commonCauses(["system:money", "component:web"]).causes;
    expect(db?.explains.map(({ ref, because }) => [short(ref), because])).toEqual([
      ["system:money", "needs db"],
      ["component:web", "needs db"],
    ]);
  });

  it("answers in plain data for the mode and environment asked", () => {
    const found = shop.commonCauses(["component:web"], { mode: "slow", environment: "prod", limit: 1 });
    expect(structuredClone(found)).toEqual(found);
    expect(found).toMatchObject({ mode: "slow", environment: "prod", total: 3, truncated: { reason: "limit" } });
    expect(found.causes[0]?.because).toBe("degrades web");
  });

  it("refuses a time that is none, a mode that is none and an entity that is not there", () => {
    const invalid = expect.objectContaining({ code: "invalid-argument" });
    expect(() => shop.commonCauses("component:web", { changedSince: "yesterday" })).toThrow(invalid);
    expect(() => shop.commonCauses("component:web", { mode: "gone" as "down" })).toThrow(invalid);
    const missing = expect.objectContaining({ code: "entity-not-found" });
    expect(() => shop.commonCauses("component:nowhere")).toThrow(missing);
    expect(() => shop.commonCauses("component:web", { healthy: ["component:nowhere"] })).toThrow(missing);
  });
});
