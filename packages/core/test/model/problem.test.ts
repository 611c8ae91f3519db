import { describe, expect, it } from "vitest";
import { fieldName, jsonPointer } from "../../src/model/problem.ts";

describe("fieldName", () => {
  it.each([
    ["", ""],
    ["/spec/dependsOn/2", "spec.dependsOn[2]"],
    ["/metadata/annotations/example.com~1a~0b", "metadata.annotations.example.com/a~b"],
    ["/spec/edges/api:fx/needs", "spec.edges.api:fx.needs"],
  ])("writes %j as people do", (pointer, name) => {
    expect(fieldName(pointer)).toBe(name);
  });

  it("S47: shows no hidden characters and no endless keys", () => {
    expect(fieldName("/a\u001b[31m\n\u202eb")).toBe("a\\u001b[31m\\u000a\\u202eb");
    expect(fieldName(`/${"x".repeat(10_000)}`).length).toBeLessThan(120);
  });
});

describe("jsonPointer", () => {
  it("escapes what a pointer needs", () => {
    expect(jsonPointer(["a", 0, "x/y~z"])).toBe("/a/0/x~1y~0z");
    expect(jsonPointer([])).toBe("");
  });
});
