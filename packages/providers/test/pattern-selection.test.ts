import { describe, expect, it } from "vitest";
import { patternSelection } from "../src/file/pattern-selection.ts";

const selects = (pattern: string, path: string) => patternSelection(pattern, []).includes(path);

describe("patternSelection", () => {
  it.each([
    ["./teams/*.yaml", "teams/a.yaml"],
    ["**/catalog-info.{yaml,yml}", "a/b/catalog-info.yml"],
    ["**/catalog-info.{yaml,yml}", "catalog-info.yaml"],
    ["{a,b/{c,d}}/*.yaml", "b/d/x.yaml"],
    ["a**.yaml", "abc.yaml"],
    ["old (2024)/*.yaml", "old (2024)/a.yaml"],
    ["{a}/*.yaml", "{a}/x.yaml"],
    [".hidden/*", ".hidden/.a"],
  ])("%s selects %s", (pattern, path) => {
    expect(selects(pattern, path)).toBe(true);
  });

  it.each([
    ["./teams/*.yaml", "teams/a/b.yaml"],
    ["*.{yaml,yml}", "a.json"],
    ["a**.yaml", "a/b.yaml"],
    ["+(a)/*.yaml", "aa/x.yaml"],
  ])("%s does not select %s", (pattern, path) => {
    expect(selects(pattern, path)).toBe(false);
  });

  it("leaves out what the source leaves out", () => {
    const { excludes } = patternSelection("**/*.yaml", ["drafts/**"]);
    expect(["drafts/a.yaml", "node_modules", "a.yaml"].map(excludes)).toEqual([true, true, false]);
  });

  it.each(["../*.yaml", "a/{b,..}/*.yaml", "/etc/*", "{a,b}".repeat(7), `${"a".repeat(1_000)}*`])(
    "refuses %s",
    (pattern) => {
      expect(() => patternSelection(pattern, [])).toThrow(expect.objectContaining({ code: "invalid-argument" }));
    },
  );

  it("S08, S09: matches in linear time, whatever pattern and names somebody chose", () => {
    const before = process.cpuUsage();
    for (const pattern of [`${"*a".repeat(200)}b`, "+(+(a|aa))*b", `${"**/".repeat(200)}b`, "(a|*a)*(a|*a)*b"]) {
      expect(selects(pattern, "a".repeat(250))).toBe(false);
    }
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1_000).toBeLessThan(1_500);
  });
});
