import { describe, expect, it } from "vitest";
import { dependencyCycle } from "../../src/lint/dependency-cycle.ts";
import { findings, messages, type Written } from "./linted.ts";

const needing = (...names: string[]): Written => ({ spec: { dependsOn: names.map((name) => `component:${name}`) } });

describe("dependencyCycle", () => {
  it("finds a circle once, with the way around it", () => {
    const entities = {
      "component:default/c": needing("a"),
      "component:default/b": needing("x", "c"),
      "component:default/a": needing("b"),
      "component:default/x": needing("y"),
      "component:default/y": {},
    };
    expect(messages(dependencyCycle, entities)).toEqual([
      "component:default/a spec.dependsOn[0]: 3 entities need one another in a circle: component:default/a needs component:default/b, " +
        "which needs component:default/c, which needs component:default/a. " +
        "Take one of these dependencies out, or mark it in spec.edges.",
    ]);
  });

  it("finds an entity that needs itself", () => {
    expect(messages(dependencyCycle, { "component:default/a": needing("a") })).toEqual([
      expect.stringContaining("an entity needs itself: component:default/a needs component:default/a."),
    ]);
  });

  it("finds a circle through an API", () => {
    const entities = {
      "component:default/web": { spec: { consumesApis: ["rates"] } },
      "component:default/api": { spec: { providesApis: ["rates"], dependsOn: ["component:web"] } },
      "api:default/rates": {},
    };
    expect(messages(dependencyCycle, entities)).toEqual([expect.stringContaining("3 entities need one another")]);
  });

  it("finds each of two circles, and one for circles that share a member", () => {
    const entities = {
      "component:default/a": needing("b", "c"),
      "component:default/b": needing("a"),
      "component:default/c": needing("a"),
      "component:default/d": needing("e"),
      "component:default/e": needing("d"),
    };
    expect(messages(dependencyCycle, entities)).toEqual([
      expect.stringContaining("3 entities"),
      expect.stringContaining("2 entities"),
    ]);
  });

  it("does not count what a circle needs besides itself", () => {
    const entities = {
      "component:default/a": needing("b", "z"),
      "component:default/b": needing("x", "a"),
      "component:default/z": needing("x"),
      "component:default/x": {},
    };
    expect(messages(dependencyCycle, entities)).toEqual([expect.stringContaining("2 entities need one another")]);
  });

  it("is content with several ways to one entity, and with parts of each other", () => {
    const entities = {
      "component:default/a": needing("b", "c"),
      "component:default/b": needing("d"),
      "component:default/c": { spec: { dependsOn: ["component:d"], subcomponentOf: "a" } },
      "component:default/d": {},
    };
    expect(findings(dependencyCycle, entities)).toEqual([]);
  });

  it("S12: ends on a ring of 10,000 entities and shows a part of it", () => {
    const ring = Array.from({ length: 10_000 }, (_, index) => [
      `component:default/c${index}`,
      needing(`c${(index + 1) % 10_000}`),
    ]);
    const [message, ...others] = messages(dependencyCycle, Object.fromEntries(ring));
    expect(others).toEqual([]);
    expect(message).toContain(
      "10000 entities need one another in a circle: component:default/c0 needs component:default/c1",
    );
    expect(message?.length).toBeLessThan(1_000);
  });
});
