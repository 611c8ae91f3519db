import { describe, expect, it } from "vitest";
import { caseCollidingKeys } from "../../src/lint/case-colliding-keys.ts";
import { findings, messages } from "./linted.ts";

describe("caseCollidingKeys", () => {
  it("finds keys of different objects in one list, which filters read as one", () => {
    const spec = { steps: [{ name: "a" }, [{ Name: "b" }]] };
    expect(messages(caseCollidingKeys, { "component:default/web": { spec } })).toEqual([
      'component:default/web spec.steps[1][0].Name: the keys "name" and "Name" differ by case only, and filters match both. Rename one.',
    ]);
  });

  it("finds them at any depth", () => {
    const spec = { deep: [{ on: { a: 1 } }, { on: { A: 2 } }] };
    expect(findings(caseCollidingKeys, { "component:default/web": { spec } }).map(({ path }) => path)).toEqual([
      "/spec/deep/1/on/A",
    ]);
  });

  it("leaves keys of one object to the reader, who knows the line", () => {
    const metadata = { labels: { tier: "1", Tier: "2" } };
    expect(findings(caseCollidingKeys, { "component:default/web": { metadata } })).toEqual([]);
  });

  it("is content with values that collide, and with equal keys in different places", () => {
    const entity = {
      metadata: { name: "x", tags: ["java", "Java"], labels: { Name: "1" } },
      spec: { name: "y", list: [{ a: 1 }, { a: 2 }] },
    };
    expect(findings(caseCollidingKeys, { "component:default/web": entity })).toEqual([]);
  });
});
