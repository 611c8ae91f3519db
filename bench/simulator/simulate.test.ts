import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { describeCompany } from "./describe-company.ts";
import { randomCompany } from "./random-company.ts";
import { scoreOf } from "./score.ts";
import { type Scenario, type ScenarioResult, simulate } from "./simulate.ts";
import { simulationText } from "./simulation-text.ts";

const OPTIONS = { seed: 1, companies: [300, 400, 500], failuresPerCompany: 100 };

async function resultsOf(...scenarios: readonly Omit<Scenario, "name">[]): Promise<readonly ScenarioResult[]> {
  return await simulate(
    scenarios.map((scenario, index) => ({ name: `${index}`, ...scenario })),
    OPTIONS,
  );
}

describe("simulate", () => {
  it("finds that a fully declared catalog names all that breaks, and little else", async () => {
    const [full] = await resultsOf({ declaration: {} });
    expect(full?.breaks.total.right).toBeGreaterThan(200);
    expect(full?.breaks.recall.share).toBe(1);
    expect(full?.breaks.precision.share).toBeGreaterThanOrEqual(0.95);
  });

  it("finds that missing notes cost precision, and missing edges recall", async () => {
    const [full, withoutNotes, withoutEdges] = await resultsOf(
      { declaration: {} },
      { declaration: { notes: 0 } },
      { declaration: { edges: 0.8 } },
    );
    expect(withoutNotes?.breaks.precision.share).toBeLessThan(0.7);
    expect(withoutEdges?.breaks.recall.share).toBeLessThan(0.9);
    expect(withoutEdges?.breaks.precision.share).toBeGreaterThan(0.9);
    expect(full?.breaks.total.right).toBeGreaterThan(withoutEdges?.breaks.total.right ?? 0);
  });

  it("says the same for the same seed", async () => {
    expect(await resultsOf({ declaration: { notes: 0.5 } })).toEqual(await resultsOf({ declaration: { notes: 0.5 } }));
  });

  it("shares nothing with what it judges but the catalog that everybody imports", () => {
    const folder = new URL(".", import.meta.url);
    const files = readdirSync(folder).filter((name) => !name.endsWith(".test.ts"));
    const imports = files.flatMap((name) =>
      Array.from(readFileSync(new URL(name, folder), "utf8").matchAll(/ from "([^"]+)"/g), ([, from = ""]) => from),
    );
    const others = new Set(imports.filter((from) => !from.startsWith("./")));
    expect(others).toEqual(new Set(["@callboard/core", "../generator/random.ts"]));
  });
});

describe("describeCompany", () => {
  const company = randomCompany({ entities: 300, seed: 1 });
  const text = (declaration: object) => JSON.stringify(describeCompany(company, declaration));
  const notes = (declaration: object) => (text(declaration).match(/"(when|needs|anyOf|in)":/g) ?? []).length;

  it("says less of the same company", () => {
    expect(notes({})).toBeGreaterThan(200);
    for (const mostNeededFirst of [false, true]) {
      const share = notes({ notes: 0.5, mostNeededFirst }) / notes({});
      expect(share).toBeGreaterThan(0.4);
      expect(share).toBeLessThan(0.6);
    }
    expect(notes({ notes: 0 })).toBe(0);
    expect(text({ without: "when" })).not.toContain('"when":');
    expect(text({ edges: 0.5 }).length).toBeLessThan(text({}).length);
    expect(text({ stale: 0.05 }).length).toBeGreaterThan(text({}).length);
  });
});

describe("scoreOf", () => {
  it("adds up failures, and tells how far chance can move the shares", () => {
    const counts = [
      { right: 9, wrong: 1, missed: 0 },
      { right: 0, wrong: 0, missed: 3 },
      { right: 0, wrong: 0, missed: 0 },
    ];
    const { recall, precision } = scoreOf(counts, 1);
    expect([recall.share, precision.share]).toEqual([0.75, 0.9]);
    expect(recall.low).toBeLessThan(0.75);
    expect(recall.high).toBe(1);
  });
});

describe("simulationText", () => {
  it("shows 100 % only when nothing was missed", () => {
    const almost = { share: 0.9999, low: 0.999, high: 1 };
    const score = {
      recall: almost,
      precision: { share: 1, low: 1, high: 1 },
      total: { right: 1, wrong: 0, missed: 0 },
    };
    const byMode = { down: score, "read-only": score, slow: score, "bad-deploy": score };
    const result = { name: "all", breaks: score, degradesOrWorse: score, breaksByMode: byMode };
    const text = simulationText(OPTIONS, [result]);
    expect(text).toContain("| all | 99.9 % [99.9–100] | 100 % | 99.9 % [99.9–100] | 100 % |");
    expect(text).toContain("300 failures, 100 in each of 3 random companies of 300 to 500 entities; seed 1.");
  });
});
