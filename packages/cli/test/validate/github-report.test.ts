import type { Problem } from "@callboard/core";
import { describe, expect, it } from "vitest";
import { githubReport } from "../../src/validate/github-report.ts";

const problem = (fields: Partial<Problem> = {}): Problem => ({
  severity: "error",
  rule: "owner-not-found",
  message: "no owner",
  location: "file:a/catalog-info.yaml",
  line: 3,
  column: 7,
  entity: null,
  path: null,
  ...fields,
});
const report = (problems: readonly Problem[], notes = false) =>
  githubReport({ files: 1, entities: 1, problems }, pathOf, { notes });
const pathOf = (location: string) => (location.startsWith("file:") ? location.slice(5) : null);

describe("githubReport", () => {
  it("annotates the line and the column of a file", () => {
    expect(report([problem()])).toEqual([
      "::error file=a/catalog-info.yaml,line=3,col=7,title=owner-not-found::no owner",
    ]);
  });

  it("leaves out what is not known, and names in the message what is no file", () => {
    expect(report([problem({ line: null, column: null })])).toEqual([
      "::error file=a/catalog-info.yaml,title=owner-not-found::no owner",
    ]);
    expect(report([problem({ location: "https://example.com/a.yaml" })])).toEqual([
      "::error title=owner-not-found::https://example.com/a.yaml:3:7: no owner",
    ]);
  });

  it("escapes what would end a command or begin another", () => {
    const hostile = problem({
      location: "file:a,b:c\n::error::x%/catalog-info.yaml",
      message: "100%\r\n::set-output::x",
    });
    expect(report([hostile])).toEqual([
      "::error file=a%2Cb%3Ac%0A%3A%3Aerror%3A%3Ax%25/catalog-info.yaml,line=3,col=7,title=owner-not-found::100%25%0D%0A::set-output::x",
    ]);
  });

  it("puts errors before warnings, and notes last where they are asked for", () => {
    const mixed = [problem({ severity: "info" }), problem({ severity: "warning" }), problem()];
    const names = (lines: readonly string[]) => lines.map((line) => line.split(" ")[0]);
    expect(names(report(mixed))).toEqual(["::error", "::warning"]);
    expect(names(report(mixed, true))).toEqual(["::error", "::warning", "::notice"]);
  });

  it("shows as many of each type as GitHub does, and counts the others in a last notice", () => {
    const many = (severity: Problem["severity"], count: number) =>
      Array.from({ length: count }, () => problem({ severity }));
    const lines = report([...many("error", 12), ...many("warning", 11), ...many("info", 10)], true);
    const count = (name: string) => lines.filter((line) => line.startsWith(`::${name} `)).length;
    expect([count("error"), count("warning"), count("notice")]).toEqual([10, 10, 10]);
    expect(lines.at(-1)).toContain("2 errors, 1 warning, 1 note more");
    expect(report(many("error", 10))).toHaveLength(10);
  });
});
