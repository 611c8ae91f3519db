import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseCodeowners } from "../src/codeowners.ts";

/** The owners of a path, section after section. */
const ownersAt = (text: string, path: string, dialect: "github" | "gitlab" = "github") =>
  parseCodeowners(text, dialect)
    .rulesFor(path)
    .flatMap(({ owners }) => owners);

describe("parseCodeowners", () => {
  it("gives the last rule that matches, with its line", () => {
    const file = parseCodeowners("# all of it\n* @acme/platform\n/payments/ @acme/payments @mira # and Mira\n");
    expect(file.rulesFor("payments/catalog-info.yaml")).toEqual([
      { pattern: "/payments/", owners: ["@acme/payments", "@mira"], line: 3, section: null },
    ]);
    expect(file.rulesFor("catalog-info.yaml").map(({ line }) => line)).toEqual([2]);
  });

  it("gives nothing where no rule matches, and no owners where a rule takes them away", () => {
    expect(parseCodeowners("/web/ @ana").rulesFor("api/x")).toEqual([]);
    expect(ownersAt("* @ana\n/web/vendor/", "web/vendor/x.js")).toEqual([]);
  });

  it.each([
    ["*", "a/b/c.js", true],
    ["*.js", "a/b/c.js", true],
    ["*.js", "a/b/c.ts", false],
    ["/*.js", "c.js", true],
    ["/*.js", "a/c.js", false],
    ["/build/logs/", "build/logs/a/b.log", true],
    ["/build/logs/", "x/build/logs/b.log", false],
    ["docs/*", "docs/start.md", true],
    ["docs/*", "docs/app/trouble.md", false],
    ["docs/*", "web/docs/start.md", false],
    ["apps/", "web/apps/a/b.ts", true],
    ["/docs", "docs/a/b.md", true],
    ["**/logs", "deep/logs/a.log", true],
    ["**/logs", "logs", true],
    ["a/**/z.txt", "a/z.txt", true],
    ["a/**/z.txt", "a/b/c/z.txt", true],
    ["README.md", "web/README.md", true],
    ["/we?/x", "web/x", true],
    ["/a\\ b/", "a b/c", true],
  ])("reads %s as GitHub does: %s %s", (pattern, path, isMatch) => {
    expect(parseCodeowners(`${pattern} @ana`).rulesFor(path).length > 0).toBe(isMatch);
  });

  it.each(["!web/ @ana", "[web] @ana", "web/ ana", "\\[web @ana"])("leaves %s out at GitHub", (line) => {
    expect(parseCodeowners(`* @all\n${line}`).rules.map(({ owners }) => owners)).toEqual([["@all"]]);
  });

  it.each([
    ["docs/start.md", "web/docs/start.md", true],
    ["/docs/start.md", "web/docs/start.md", false],
    ["/docs", "docs/a.md", false],
    ["/docs/", "docs/a/b.md", true],
    ["/docs/*.md", "docs/a/b.md", false],
    ["\\#file", "#file", true],
    ["*", "a/b", true],
  ])("reads %s as GitLab does: %s %s", (pattern, path, isMatch) => {
    expect(parseCodeowners(`${pattern} @ana`, "gitlab").rulesFor(path).length > 0).toBe(isMatch);
  });

  it("gives the last match of each section, whose heading stands in for missing owners", () => {
    const text = "* @all\n[Docs][2] @writers\n*.md\n^[Code]\n*.md @coders/sub/team\n[docs]\n/README.md x @ana\n";
    expect(ownersAt(text, "README.md", "gitlab")).toEqual(["@all", "@coders/sub/team", "@ana"]);
    expect(ownersAt(text, "web/a.md", "gitlab")).toEqual(["@all", "@writers", "@coders/sub/team"]);
  });

  it("takes out of a section what GitLab excludes there", () => {
    const text = "* @all\n!*.lock\n[Code]\n*.lock @robots\n";
    expect(ownersAt(text, "a/yarn.lock", "gitlab")).toEqual(["@robots"]);
    expect(parseCodeowners(text, "gitlab").rules.map(({ line }) => line)).toEqual([1, 4]);
  });

  it("reads any line ends", () => {
    expect(parseCodeowners("/a @a\r\n/b @b\r/c @c").rules.map(({ line }) => line)).toEqual([1, 2, 3]);
  });

  it("gives what it was asked to own, whatever the text (S09)", () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom("github", "gitlab"), (text, dialect) => {
        for (const rule of parseCodeowners(text, dialect).rules) expect(rule.line).toBeGreaterThan(0);
      }),
    );
  });

  it.each(["* ".repeat(50_000), "\\".repeat(100_000), `${"**/a".repeat(2_000)} @ana`, "[".repeat(100_000)])(
    "takes time in proportion to hostile text (S09)",
    (text) => {
      const start = process.cpuUsage();
      parseCodeowners(text, "gitlab").rulesFor("a/".repeat(500));
      parseCodeowners(text).rulesFor("a/".repeat(500));
      const { user } = process.cpuUsage(start);
      expect(user / 1_000).toBeLessThan(3_000);
    },
  );

  it("reads nothing of a file over 3 MiB, as GitHub does", () => {
    expect(parseCodeowners(`* @ana\n${"#".repeat(3 * 2 ** 20)}`).rules).toEqual([]);
  });
});
