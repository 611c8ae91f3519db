import { describe, expect, it } from "vitest";
import { compareBlastRadius } from "../src/compare-blast-radius.ts";
import { catalogOf } from "../src/testing/catalog-of.ts";

const before = catalogOf(
  "component:web dependsOn resource:db when=fallback",
  "component:mail dependsOn resource:db",
  "component:old dependsOn resource:db",
  "component:site dependsOn component:web",
  "component:same dependsOn resource:db",
);
const after = catalogOf(
  "component:web dependsOn resource:db",
  "component:mail dependsOn resource:db when=async",
  "component:site dependsOn component:web",
  "component:same dependsOn resource:db",
  "component:new dependsOn component:same",
);

const lines = (changes: ReturnType<typeof compareBlastRadius>["newly"]) =>
  changes.map(({ ref, before: was, after: is, entity }) => `${ref.replace("default/", "")} ${was} ${is} ${entity}`);

describe("compareBlastRadius", () => {
  it("says what is affected newly, no longer, worse and better, and whether it changed itself", () => {
    const change = compareBlastRadius(before, after, "resource:db");
    expect(lines(change.newly)).toEqual(["component:new null breaks added"]);
    expect(lines(change.noLonger)).toEqual(["component:old breaks null removed"]);
    expect(lines(change.worse)).toEqual([
      "component:web degrades breaks changed",
      "component:site degrades breaks null",
    ]);
    expect(lines(change.better)).toEqual(["component:mail breaks delayed changed"]);
    expect(change.worse[1]?.because).toEqual({
      before: "needs web, which has a fallback for db",
      after: "needs web, which needs db",
    });
    expect([change.before.total, change.after.total, change.truncated]).toEqual([5, 5, null]);
    expect(structuredClone(change)).toEqual(change);
  });

  it("finds nothing between a view and itself, and the reverse in reverse", () => {
    const none = compareBlastRadius(before, before, "resource:db");
    expect([none.newly, none.noLonger, none.worse, none.better]).toEqual([[], [], [], []]);
    const back = compareBlastRadius(after, before, "resource:db");
    const there = compareBlastRadius(before, after, "resource:db");
    expect([back.newly.length, back.worse.length]).toEqual([there.noLonger.length, there.better.length]);
  });

  it("says which roots one of the views does not have, and refuses one that neither has", () => {
    const change = compareBlastRadius(before, after, ["resource:db", "component:new", "component:old"]);
    expect(change.before.missingRoots).toEqual(["component:default/new"]);
    expect(change.after.missingRoots).toEqual(["component:default/old"]);
    expect(() => compareBlastRadius(before, after, "component:nowhere")).toThrow(
      expect.objectContaining({ code: "entity-not-found" }),
    );
  });

  it("compares a view with what it would be after a change", () => {
    const tried = after.with({ remove: ["component:same"] });
    expect(lines(compareBlastRadius(after, tried, "resource:db").noLonger)).toEqual([
      "component:same breaks null removed",
      "component:new breaks null null",
    ]);
  });

  it("compares in the mode and environment asked", () => {
    const change = compareBlastRadius(before, after, "resource:db", { mode: "slow", environment: "prod" });
    expect(lines(change.worse)).toEqual([
      "component:web at-risk degrades changed",
      "component:site at-risk degrades null",
    ]);
  });
});
