import { describe, expect, it } from "vitest";
import { caseCollidingKeys } from "../../src/lint/case-colliding-keys.ts";
import { findings, messages } from "./linted.ts";

describe("caseCollidingKeys", () => {
  it("finds keys that differ by case only", () => {
    const metadata = { labels: { tier: "1", Tier: "2" } };
    expect(messages(caseCollidingKeys, { "component:default/web": { metadata } })).toEqual([
      'component:default/web metadata.labels.Tier: the keys "tier" and "Tier" differ by case only, and filters match both. Rename one.',
    ]);
  });

  it("finds them in different objects of one list, and below colliding keys", () => {
    const spec = { steps: [{ name: "a" }, [{ Name: "b" }]], flags: { a: 1 }, Flags: { A: 2 } };
    expect(findings(caseCollidingKeys, { "component:default/web": { spec } }).map(({ path }) => path)).toEqual([
      "/spec/Flags",
      "/spec/Flags/A",
      "/spec/steps/1/0/Name",
    ]);
  });

  it("is content with values that collide, and with equal keys in different places", () => {
    const entity = {
      metadata: { name: "x", tags: ["java", "Java"], labels: { Name: "1" } },
      spec: { name: "y", list: [{ a: 1 }, { a: 2 }] },
    };
    expect(findings(caseCollidingKeys, { "component:default/web": entity })).toEqual([]);
  });
});
