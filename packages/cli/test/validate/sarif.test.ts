import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Problem } from "@callboard/core";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { sarifReport } from "../../src/validate/sarif-report.ts";
import { catalogFolder, component, group } from "../catalog-folder.ts";
import { runCommand } from "../run-command.ts";

const Text = z.strictObject({ text: z.string().min(1).max(1024) });
const Level = z.enum(["error", "warning", "note"]);

/** What GitHub code scanning requires of a log, and nothing besides what SARIF 2.1.0 has. */
const Log = z.strictObject({
  $schema: z.literal("https://json.schemastore.org/sarif-2.1.0.json"),
  version: z.literal("2.1.0"),
  runs: z.tuple([
    z.strictObject({
      tool: z.strictObject({
        driver: z.strictObject({
          name: z.literal("Callboard"),
          semanticVersion: z.string().regex(/^\d+\.\d+\.\d+/),
          informationUri: z.url(),
          rules: z.array(
            z.strictObject({
              id: z.string().min(1).max(255),
              shortDescription: Text,
              fullDescription: Text,
              help: Text,
              defaultConfiguration: z.strictObject({ level: Level }),
            }),
          ),
        }),
      }),
      originalUriBaseIds: z.strictObject({ "%SRCROOT%": z.strictObject({ description: Text }) }),
      columnKind: z.literal("utf16CodeUnits"),
      results: z.array(
        z.strictObject({
          ruleId: z.string(),
          ruleIndex: z.int().min(0),
          level: Level,
          message: z.strictObject({ text: z.string().min(1) }),
          locations: z.tuple([
            z.strictObject({
              physicalLocation: z.strictObject({
                artifactLocation: z.strictObject({
                  uri: z.string(),
                  uriBaseId: z.literal("%SRCROOT%").exactOptional(),
                }),
                region: z
                  .strictObject({ startLine: z.int().min(1), startColumn: z.int().min(1).exactOptional() })
                  .exactOptional(),
              }),
            }),
          ]),
          partialFingerprints: z.strictObject({ "callboardProblem/v1": z.string().regex(/^[0-9a-f]{16}:\d+$/) }),
        }),
      ),
    }),
  ]),
});

async function resultsOf(folder: string, ...args: readonly string[]) {
  const { json } = await runCommand(["validate", ...args, "--format", "sarif"], { cwd: folder });
  return Log.parse(json()).runs[0];
}

describe("callboard validate --format sarif", () => {
  it("prints what code scanning requires, each result with its rule and its place", async () => {
    const folder = await catalogFolder({ "c/catalog-info.yaml": component("web", { owner: "nobody" }) });
    const { results, tool } = await resultsOf(folder, "c");
    const [result] = results.filter(({ level }) => level === "error");
    expect(result).toMatchObject({
      ruleId: "owner-not-found",
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: "c/catalog-info.yaml", uriBaseId: "%SRCROOT%" },
            region: { startLine: 1, startColumn: expect.any(Number) },
          },
        },
      ],
    });
    for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
    expect(tool.driver.rules.map(({ shortDescription }) => shortDescription.text)).not.toContain(
      expect.stringContaining("does not hold"),
    );
  });

  it("names files from the root of the repository, wherever it is called", async () => {
    const folder = await catalogFolder({ "a b/c#/catalog-info.yaml": component("web", { owner: "nobody" }) });
    await mkdir(join(folder, ".git"));
    const { results } = await resultsOf(join(folder, "a b"), "c#");
    expect(results[0]?.locations[0].physicalLocation.artifactLocation.uri).toBe("a%20b/c%23/catalog-info.yaml");
  });

  it("gives a problem the same fingerprint after its line moved, and each its own", async () => {
    const content = group("shop") + component("web", { dependsOn: ["component:a", "component:b"], tags: 7 });
    const folder = await catalogFolder({ "catalog-info.yaml": content + component("app", { dependsOn: [7, 7] }) });
    const fingerprints = async () =>
      (await resultsOf(folder, ".")).results.map((result) => result.partialFingerprints["callboardProblem/v1"]).sort();
    const before = await fingerprints();
    expect(before.length).toBeGreaterThanOrEqual(4);
    expect(new Set(before).size).toBe(before.length);
    await writeFile(
      join(folder, "catalog-info.yaml"),
      `# moved\n\n${component("app", { dependsOn: [7, 7] })}${content}`,
    );
    expect(await fingerprints()).toEqual(before);
  });

  it("prints a log without results where nothing is wrong", async () => {
    const folder = await catalogFolder({ "catalog-info.yaml": group("shop") });
    expect(await resultsOf(folder, ".")).toMatchObject({ results: [], tool: { driver: { rules: [] } } });
  });
});

describe("sarifReport", () => {
  const problem: Problem = {
    severity: "info",
    rule: "declares-nothing",
    message: "says nothing",
    location: "file:catalog-info.yaml",
    line: 1,
    column: null,
    entity: null,
    path: null,
  };
  const context = { version: "1.0.0", pathOf: () => "catalog-info.yaml", keyOf: () => "0123456789abcdef" };

  it("keeps the worst where there are more results than GitHub takes, and says how many it left out", () => {
    const problems = [...Array.from({ length: 25_001 }, () => problem), { ...problem, severity: "error" as const }];
    const { log, omitted } = sarifReport({ files: 1, entities: 1, problems }, context);
    const { results } = Log.parse(log).runs[0];
    expect(omitted).toBe(2);
    expect(results).toHaveLength(25_000);
    expect(results[0]?.level).toBe("error");
  });

  it("gives the address of what is no file, and takes half characters", () => {
    const pathOf = (location: string) => (location.startsWith("file:") ? "a\ud800/catalog-info.yaml" : null);
    const problems = [problem, { ...problem, location: "https://example.com/a b.yaml" }];
    const { results } = Log.parse(sarifReport({ files: 1, entities: 1, problems }, { ...context, pathOf }).log).runs[0];
    expect(results.map(({ locations }) => locations[0].physicalLocation.artifactLocation)).toEqual([
      { uri: "a%EF%BF%BD/catalog-info.yaml", uriBaseId: "%SRCROOT%" },
      { uri: "https://example.com/a%20b.yaml" },
    ]);
  });
});
