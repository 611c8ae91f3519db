import { describe, expect, it } from "vitest";
import { defineFacts } from "../src/fact-source.ts";
import { componentWith } from "./describe-facts.ts";

describe("defineFacts", () => {
  const base = { id: "board", types: ["status"], read: async () => [] } as const;

  it("applies to the kinds it names, whatever their case, and to any unless given", () => {
    const system = { ...componentWith({}), kind: "System" };
    const source = defineFacts({ ...base, kinds: ["component"] });
    expect([source.appliesTo(componentWith({})), source.appliesTo(system)]).toEqual([true, false]);
    expect(defineFacts(base).appliesTo(system)).toBe(true);
  });

  it("applies to entities that carry one of its annotations, and that it follows", () => {
    const source = defineFacts({ ...base, annotations: ["a", "b"], follows: ({ kind }) => kind === "Component" });
    expect(source.appliesTo(componentWith({ b: "x" }))).toBe(true);
    expect(source.appliesTo(componentWith({ c: "x" }))).toBe(false);
    expect(source.appliesTo({ ...componentWith({ a: "x" }), kind: "API" })).toBe(false);
    expect(defineFacts({ ...base, annotations: ["constructor"] }).appliesTo(componentWith({}))).toBe(false);
  });

  it.each([{ id: "Board" }, { id: "" }, { id: "a\nb" }, { types: [] }, { annotations: [] }])("refuses %j", (wrong) => {
    expect(() => defineFacts({ ...base, ...wrong })).toThrow(expect.objectContaining({ code: "invalid-argument" }));
  });
});
