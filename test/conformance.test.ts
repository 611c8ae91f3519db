import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { descriptorDepartures } from "../scripts/conformance/descriptors/departures.ts";
import { queryDepartures } from "../scripts/conformance/queries/departures.ts";
import { holds, type PartReport, parts, runConformance } from "../scripts/conformance/run-conformance.ts";

const root = join(import.meta.dirname, "..");
const bundled = join(root, "conformance");
const temporary = mkdtempSync(join(tmpdir(), "conformance-"));

afterAll(() => rmSync(temporary, { recursive: true, force: true }));

const DESCRIPTOR = `apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: web
spec:
  type: service
  lifecycle: production
  owner: team
`;

/** What is recorded of {@link DESCRIPTOR}. */
const ACCEPTED = {
  accepted: true,
  ref: "component:default/web",
  relations: ["component:default/web ownedBy group:default/team", "group:default/team ownerOf component:default/web"],
  entity: {
    apiVersion: "backstage.io/v1alpha1",
    kind: "Component",
    metadata: { name: "web", namespace: "default" },
    spec: { type: "service", lifecycle: "production", owner: "team" },
  },
};

/** The same with keys that differ by case. */
const NEVER_APPEARS = {
  ...ACCEPTED,
  entity: { ...ACCEPTED.entity, spec: { ...ACCEPTED.entity.spec, note: 1, Note: 2 } },
  indexable: false,
};

describe("runConformance on the bundled data", () => {
  let reports: readonly PartReport[] = [];

  beforeAll(async () => {
    reports = await runConformance(bundled);
  });

  it.each([
    ["descriptors", 861],
    ["refs", 188],
    ["location refs", 21],
    ["queries", 185],
    ["template expressions", 206],
    ["template trees", 3],
    ["questions", 83],
  ])("finds no disagreement among the %s, all %i of them", (part, count) => {
    const report = reports.find((one) => one.part === part);
    expect(report?.disagree).toEqual([]);
    expect(report && countOf(report)).toBe(count);
  });

  it("keeps every departure below its ceiling", () => {
    const departures = reports.flatMap(({ depart }) => depart);
    expect(departures.filter(({ count, atMost }) => count > atMost)).toEqual([]);
    expect(holds(reports)).toBe(true);
  });

  it("leaves nothing unrun", () => {
    const unrun = reports.flatMap(({ part, notRun }) => Array.from(notRun.keys(), (because) => `${part}: ${because}`));
    expect(unrun).toEqual([]);
  });

  it("counts as docs/compatibility.md says, rule by rule", () => {
    const documented = readFileSync(join(root, "docs/compatibility.md"), "utf8");
    const rows = parts.flatMap(({ name, departures }) =>
      departures.map(({ rule }) => {
        const depart = reports.find(({ part }) => part === name)?.depart ?? [];
        return `| \`${rule}\` | ${depart.find((one) => one.rule === rule)?.count ?? 0} |`;
      }),
    );
    expect(rows.filter((row) => !documented.includes(row))).toEqual([]);
  });
});

describe("a departure", () => {
  it.each(descriptorDepartures)("$rule covers its example, and not what looks alike", ({ covers, examples }) => {
    expect(covers(examples.covered)).toBe(true);
    expect(covers(examples.notCovered)).toBe(false);
  });

  it.each(queryDepartures)("$rule covers its example, and not what looks alike", ({ covers, examples }) => {
    expect(covers(examples.covered)).toBe(true);
    expect(covers(examples.notCovered)).toBe(false);
  });

  it("that covers more than its ceiling does not hold", async () => {
    const rows = Array.from({ length: 11 }, (_, index) => ({ file: `cases/${index}.yaml`, docs: [NEVER_APPEARS] }));
    const reports = await runConformance(folderWith("many-departures", rows, `${DESCRIPTOR}  note: 1\n  Note: 2\n`));
    expect(reports[0]?.depart).toMatchObject([{ rule: "keys-by-case", count: 11, atMost: 10 }]);
    expect(holds(reports)).toBe(false);
  });
});

describe("runConformance on other folders", () => {
  it("finds the cases at any depth", async () => {
    const folder = join(temporary, "deep/er");
    cpSync(join(bundled, "catalog/location-ref-expected.jsonl"), join(folder, "location-ref-expected.jsonl"));
    const reports = await runConformance(join(temporary, "deep"));
    expect(reports.map(({ part, agree }) => [part, agree])).toEqual([["location refs", 21]]);
  });

  it.each([
    ["another ref", { ...ACCEPTED, ref: "component:default/api" }, "is component:default/web"],
    ["another entity", { ...ACCEPTED, entity: { kind: "API", metadata: {} } }, '"kind":"API"'],
    ["a relation more", { ...ACCEPTED, relations: ["component:default/web dependsOn a:b/c"] }, "has the relations"],
    ["a departure that its input does not explain", { ...ACCEPTED, indexable: false }, "never appears"],
    ["a refusal", { accepted: false, error: { stage: "unknown-kind" } }, "is accepted"],
  ])("finds a record with %s", async (_, document, difference) => {
    const reports = await runConformance(folderWith("wrong", [{ file: "cases/0.yaml", docs: [document] }], DESCRIPTOR));
    expect(reports[0]?.disagree[0]?.differences.join("; ")).toContain(difference);
    expect(holds(reports)).toBe(false);
  });

  it("counts a file at whose alias the reader gave up as a departure, and no other such file", async () => {
    const rows = [
      { file: "cases/0.yaml", docs: [{ accepted: false, error: { stage: "yaml", rule: "reader-threw" } }] },
    ];
    const withAlias = await runConformance(folderWith("alias", rows, `${DESCRIPTOR}  note: *nothing\n`));
    expect(withAlias[0]?.depart).toMatchObject([{ rule: "alias-error", count: 1 }]);
    const quoted = await runConformance(folderWith("quoted", rows, `${DESCRIPTOR}  note: "*nothing"\n`));
    expect(quoted[0]?.disagree).toHaveLength(1);
  });

  it("finds a refusal for another reason, or at another place", async () => {
    const error = { stage: "kind", rule: "schema", path: "/spec", keyword: "required", property: "owner" };
    const verdictOf = async (recorded: object) => {
      const rows = [{ file: "cases/0.yaml", docs: [{ accepted: false, error: recorded }] }];
      const reports = await runConformance(folderWith("refused", rows, DESCRIPTOR.replace("  owner: team\n", "")));
      return holds(reports);
    };
    expect(await verdictOf(error)).toBe(true);
    expect(await verdictOf({ ...error, property: "type" })).toBe(false);
    expect(await verdictOf({ ...error, stage: "policy" })).toBe(false);
  });
});

describe("npm run conformance", () => {
  const run = (env: Record<string, string>) =>
    spawnSync(process.execPath, ["--conditions=@callboard/source", "--import", "tsx", "scripts/conformance.ts"], {
      cwd: root,
      env: { ...process.env, ...env },
      encoding: "utf8",
    });

  it("fails on a folder without cases, and says so", () => {
    const empty = join(temporary, "empty");
    mkdirSync(empty);
    const { status, stdout } = run({ CALLBOARD_CONFORMANCE: empty });
    expect(stdout).toContain("is no file of recorded cases");
    expect(status).toBe(1);
  });

  it("fails on a disagreement and writes it to the report", () => {
    const rows = [{ file: "cases/0.yaml", docs: [{ ...ACCEPTED, ref: "component:default/api" }] }];
    const report = join(temporary, "report.jsonl");
    const { status, stdout } = run({
      CALLBOARD_CONFORMANCE: folderWith("reported", rows, DESCRIPTOR),
      CALLBOARD_CONFORMANCE_REPORT: report,
    });
    expect(stdout).toContain("descriptors: agree 0, depart 0, disagree 1");
    expect(status).toBe(1);
    expect(JSON.parse(readFileSync(report, "utf8"))).toEqual({
      part: "descriptors",
      file: "expected.jsonl",
      id: "cases/0.yaml",
      differences: ["is component:default/web, recorded is component:default/api"],
    });
  });
});

interface RecordedRow {
  readonly file: string;
  readonly docs: readonly object[];
}

/** A folder with the given records, each of the same descriptor. */
function folderWith(name: string, rows: readonly RecordedRow[], descriptor: string): string {
  const folder = mkdtempSync(join(temporary, name));
  mkdirSync(join(folder, "cases"));
  for (const { file } of rows) writeFileSync(join(folder, file), descriptor);
  writeFileSync(join(folder, "expected.jsonl"), rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
  return folder;
}

function countOf({ agree, depart, disagree, notRun }: PartReport): number {
  const departed = depart.reduce((sum, { count }) => sum + count, 0);
  return agree + departed + disagree.length + [...notRun.values()].reduce((sum, count) => sum + count, 0);
}
