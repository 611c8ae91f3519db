import { describe, expect, it } from "vitest";
import { globMatcher } from "../../src/workspace/glob-matcher.ts";

const PATHS = [
  ".github/workflows/ci.yml",
  ".gitignore",
  "README.md",
  "docs/a b.md",
  "docs/deep/er/x.md",
  "src",
  "src/[x].ts",
  "src/main.test.ts",
  "src/main.ts",
];

function matched(...patterns: string[]): readonly string[] {
  return PATHS.filter(globMatcher(patterns));
}

describe("globMatcher", () => {
  it.each<[string, readonly string[]]>([
    ["**", PATHS],
    ["**/*", PATHS],
    ["*", [".gitignore", "README.md", "src"]],
    ["./README.md", ["README.md"]],
    ["src", ["src", "src/[x].ts", "src/main.test.ts", "src/main.ts"]],
    ["src/", ["src", "src/[x].ts", "src/main.test.ts", "src/main.ts"]],
    ["src/*.ts", ["src/[x].ts", "src/main.test.ts", "src/main.ts"]],
    ["src/**", ["src/[x].ts", "src/main.test.ts", "src/main.ts"]],
    ["**/*.md", ["README.md", "docs/a b.md", "docs/deep/er/x.md"]],
    ["docs/**/x.md", ["docs/deep/er/x.md"]],
    ["**.md", ["README.md"]],
    ["*.{md,ts}", ["README.md"]],
    ["{docs,src}/*", ["docs/a b.md", "src/[x].ts", "src/main.test.ts", "src/main.ts"]],
    ["src/ma?n.ts", ["src/main.ts"]],
    ["src/m[a-c]in.ts", ["src/main.ts"]],
    ["src/m[!b]in.ts", ["src/main.ts"]],
    ["src/\\[x\\].ts", ["src/[x].ts"]],
    ["src/main?(.test).ts", ["src/main.test.ts", "src/main.ts"]],
    ["@(docs|src)/*.md", ["docs/a b.md"]],
    ["*+(.md|.txt)", ["README.md"]],
    [".github/*", []],
    ["nothing", []],
  ])("%s", (pattern, paths) => {
    expect(matched(pattern)).toEqual(paths);
  });

  it("takes away what a pattern with ! means, of those before it", () => {
    expect(matched("src/*.ts", "!src/*.test.ts")).toEqual(["src/[x].ts", "src/main.ts"]);
    expect(matched("!src/*.test.ts")).toEqual([]);
  });

  it("means nothing without patterns", () => {
    expect(matched()).toEqual([]);
  });

  it("S08: takes time in proportion, whatever the pattern", () => {
    const path = `${"a".repeat(200)}!`;
    const before = process.cpuUsage();
    for (const pattern of ["+(+(+(a)))", "*a*a*a*a*a*a*a*a*a*b", "*(a|a|aa)b", "{a,aa,aaa}*{a,aa}*{a,aa}*b"])
      expect(globMatcher([pattern])(path)).toBe(false);
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1000).toBeLessThan(1_000);
  });

  it.each(["{a", "a".repeat(2_000), "@(a"])("refuses %j", (pattern) => {
    expect(() => globMatcher([pattern])).toThrow(expect.objectContaining({ code: "invalid-values" }));
  });
});
