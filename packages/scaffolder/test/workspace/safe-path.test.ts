import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pathParts, writableParts } from "../../src/workspace/safe-path.ts";

describe("pathParts", () => {
  it.each([
    ["", []],
    [".", []],
    ["./src//main.ts", ["src", "main.ts"]],
    ["a/./b/", ["a", "b"]],
    ["..a/b..", ["..a", "b.."]],
    ["a/~", ["a", "~"]],
    ["--upload-pack=x;rm -rf", ["--upload-pack=x;rm -rf"]],
  ])("reads %j", (path, parts) => {
    expect(pathParts(path)).toEqual(parts);
  });

  it.each(["../x", "a/../../x", "a/../x", "/etc/passwd", "~/x", "~", "..\\x", "a\\b", "C:/x", "c:x", "a\0b", "a/.."])(
    "S19: refuses %j",
    (path) => {
      expect(() => pathParts(path)).toThrow(expect.objectContaining({ code: "outside-workspace" }));
    },
  );

  it("shows a long path cut short", () => {
    expect(() => pathParts(`../${"x".repeat(5_000)}`)).toThrow(/^.{1,400}$/);
  });

  it("gives parts that lead nowhere else, or refuses", () => {
    const part = fc.oneof(fc.constantFrom("..", ".", "", "~", "C:", "\\", "a"), fc.string({ maxLength: 5 }));
    fc.assert(
      fc.property(fc.array(part, { maxLength: 6 }), (written) => {
        try {
          for (const one of pathParts(written.join("/"))) expect(one).not.toMatch(/^\.{0,2}$|[/\\\0]/);
        } catch (reason) {
          expect(reason).toMatchObject({ code: "outside-workspace" });
        }
      }),
    );
  });
});

describe("writableParts", () => {
  it.each([
    ".git/config",
    ".git/hooks/pre-commit",
    "a/.git",
    ".GIT/config",
    ".git./config",
    ".git /config",
    "git~1/config",
    ".g\u200cit/config",
    "．git/config",
  ])("S24: refuses %j", (path) => {
    expect(() => writableParts(path)).toThrow(expect.objectContaining({ code: "not-allowed" }));
  });

  it.each([".github/workflows/ci.yml", ".gitignore", ".gitmodules", "git/config", "x.git/config"])(
    "takes %j",
    (path) => {
      expect(writableParts(path).join("/")).toBe(path);
    },
  );

  it("refuses a name that is too long for file systems", () => {
    expect(() => writableParts(`a/${"ü".repeat(128)}`)).toThrow(expect.objectContaining({ code: "invalid-values" }));
  });

  it.each(["", ".", "./"])("refuses %j, which names no file", (path) => {
    expect(() => writableParts(path)).toThrow(expect.objectContaining({ code: "outside-workspace" }));
  });
});
