import { describe, expect, it } from "vitest";
import { matchesPattern } from "../../src/ingest/location-pattern.ts";

describe("matchesPattern", () => {
  it.each([
    ["a/b.yaml", "a/b.yaml"],
    ["a/*.yaml", "a/b.yaml"],
    ["a/*", "a/"],
    ["*/b.yaml", "a/b.yaml"],
    ["**", "a/b/c.yaml"],
    ["**/c.yaml", "c.yaml"],
    ["**/c.yaml", "a/b/c.yaml"],
    ["a/**/c.yaml", "a/c.yaml"],
    ["a/**/c.yaml", "a/b/b/c.yaml"],
    ["a/**", "a/b/c.yaml"],
    ["a?c", "abc"],
    ["**/*.yaml", "a/b.yaml"],
    ["https://git.example.com/acme/**", "https://git.example.com/acme/web/blob/main/catalog-info.yaml"],
    ["", ""],
  ])("%s fits %s", (pattern, text) => {
    expect(matchesPattern(text, pattern)).toBe(true);
  });

  it.each([
    ["a/*.yaml", "a/b/c.yaml"],
    ["a/*.yaml", "a/b.yml"],
    ["*.yaml", "a/b.yaml"],
    ["**/c.yaml", "xc.yaml"],
    ["a/**/c.yaml", "a/xc.yaml"],
    ["a?c", "a/c"],
    ["a?c", "ac"],
    ["a.c", "abc"],
    ["https://git.example.com/acme/**", "https://git.example.com/acme"],
    ["https://git.example.com/acme/**", "https://git.example.com.evil.example/acme/x"],
    ["", "a"],
    ["a", ""],
    ["a", "aa"],
    ["A", "a"],
  ])("%s does not fit %s", (pattern, text) => {
    expect(matchesPattern(text, pattern)).toBe(false);
  });

  it("S09: takes time in proportion to its input", () => {
    const before = process.cpuUsage();
    expect(matchesPattern(`${"a".repeat(10_000)}!`, `${"*a".repeat(20)}${"**a".repeat(20)}b`)).toBe(false);
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1_000).toBeLessThan(1_000);
  });
});
