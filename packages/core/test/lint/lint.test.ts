import { describe, expect, it } from "vitest";
import { lintCatalog, lintInSteps } from "../../src/lint/lint.ts";
import type { LintRule } from "../../src/lint/lint-rule.ts";
import { lintRules } from "../../src/lint/rules.ts";
import { entityRef } from "../../src/model/entity-ref.ts";
import { lintContext, type Written } from "./linted.ts";

/** Finds one value of every entity. */
const ruleOf = (id: string, path: string): LintRule => ({
  id,
  severity: "info",
  description: "For the test.",
  *check({ entities }) {
    for (const stored of entities) yield { stored, path, message: id };
  },
});

describe("lintCatalog", () => {
  it("orders problems by location, line, column and rule, whatever the order of entities and rules", () => {
    const entities: Record<string, Written> = {
      "component:default/c": { location: "file:b.yaml" },
      "component:default/b": { location: "file:a.yaml", positions: { "/spec/x": [3, 1], "/spec/y": [3, 7] } },
      "component:default/a": { location: "file:a.yaml", positions: { "/spec/x": [20, 1], "/spec/y": [4, 1] } },
    };
    const rules = [ruleOf("two", "/spec/x"), ruleOf("three", "/spec/x"), ruleOf("one", "/spec/y")];
    const reversed = Object.fromEntries(Object.entries(entities).reverse());
    const problems = lintCatalog(lintContext(entities), rules);
    expect(problems.map(({ location, line, column, rule }) => [location, line, column, rule])).toEqual([
      ["file:a.yaml", 3, 1, "three"],
      ["file:a.yaml", 3, 1, "two"],
      ["file:a.yaml", 3, 7, "one"],
      ["file:a.yaml", 4, 1, "one"],
      ["file:a.yaml", 20, 1, "three"],
      ["file:a.yaml", 20, 1, "two"],
      ["file:b.yaml", 1, null, "one"],
      ["file:b.yaml", 1, null, "three"],
      ["file:b.yaml", 1, null, "two"],
    ]);
    expect(lintCatalog(lintContext(reversed), [...rules].reverse())).toEqual(problems);
  });

  it("places a value without a position where what holds it is", () => {
    const entities = { "component:default/web": { positions: { "/spec": [7, 3] } } } as const;
    expect(lintCatalog(lintContext(entities), [ruleOf("one", "/spec/edges/resource:db")])).toMatchObject([
      { line: 7, column: 3 },
    ]);
  });

  it("asks for the names nearest to one name once", () => {
    const asked: string[] = [];
    const nearest = (name: string) => {
      asked.push(name);
      return [entityRef("group:default/pay")];
    };
    const owned = { spec: { owner: "pya" } };
    lintCatalog(lintContext({ "resource:default/a": owned, "resource:default/b": owned }, nearest));
    expect(asked).toEqual(["pya"]);
  });

  it("stops asking for nearest names after 1,000", () => {
    let asked = 0;
    const nearest = () => {
      asked++;
      return [];
    };
    const dependsOn = Array.from({ length: 1_500 }, (_, index) => `resource:gone-${index}`);
    const problems = lintCatalog(lintContext({ "component:default/web": { spec: { dependsOn } } }, nearest));
    expect(problems).toHaveLength(1_500);
    expect(asked).toBe(1_000);
  });

  it("goes step by step: with each entity, and with each finding of a rule that looks at all of them", () => {
    const entities = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`resource:default/r${index}`, {}]));
    const inTurn = lintRules.filter(({ findIn }) => findIn);
    expect(inTurn.length).toBeGreaterThan(0);
    for (const rule of [ruleOf("all", "/spec"), ...inTurn]) {
      expect([rule.id, [...lintInSteps(lintContext(entities), [rule])].length >= 40]).toEqual([rule.id, true]);
    }
  });

  it("finds nothing in an empty catalog, and nothing wrong with a plain one", () => {
    expect(lintCatalog(lintContext({}))).toEqual([]);
    const entities = {
      "component:default/web": { metadata: { title: "Web" }, spec: { owner: "pay", dependsOn: ["resource:db"] } },
      "resource:default/db": { spec: { owner: "pay" } },
      "group:default/pay": { spec: { children: [] } },
    };
    expect(lintCatalog(lintContext(entities))).toEqual([]);
  });
});
