import { readFileSync } from "node:fs";
import { openCatalog } from "@callboard/core";
import { beforeAll, describe, expect, it } from "vitest";
import { askRecorded } from "../../../../scripts/conformance/questions/ask-recorded.ts";
import { compareReply } from "../../../../scripts/conformance/questions/compare-reply.ts";
import type { RecordedQuestion } from "../../../../scripts/conformance/questions/recorded.ts";
import type { Reply } from "../../src/index.ts";

/** Companies with questions that were written by somebody who did not know the grammar, and the share that is met. */
const COMPANIES = [
  { company: "hospital", file: "questions", floor: 0.98 },
  { company: "hospital", file: "held-out", floor: 0.98 },
  { company: "games", file: "questions", floor: 1 },
  { company: "games", file: "held-out", floor: 0.98 },
  { company: "opera", file: "questions", floor: 0.98 },
  { company: "dairy", file: "questions", floor: 0.98 },
  { company: "observatory", file: "questions", floor: 0.95 },
  { company: "bike-sharing", file: "questions", floor: 0.98 },
  { company: "ground-station", file: "questions", floor: 0.98 },
  { company: "library", file: "questions", floor: 0.98 },
  { company: "ski-resort", file: "questions", floor: 0.98 },
  { company: "ski-resort", file: "further", floor: 0.95 },
  { company: "coin-dealer", file: "questions", floor: 0.98 },
  { company: "coin-dealer", file: "further", floor: 0.97 },
] as const;

const REFUSALS: ReadonlySet<string> = new Set(["clarify", "not_found", "not_understood"]);

describe.each(COMPANIES)("ask, at a company nobody knew: $company, $file", ({ company, file, floor }) => {
  let asked: readonly { readonly row: RecordedQuestion; readonly reply: Reply; readonly differs: readonly string[] }[];

  beforeAll(async () => {
    const catalog = await catalogOf(company);
    asked = rowsOf(company, file).map((row) => {
      const reply = askRecorded(catalog, row);
      return { row, reply, differs: compareReply(row, reply) };
    });
    await catalog.close();
  });

  /** The rows that a condition holds for, one line each. */
  const lines = (isWrong: (each: (typeof asked)[number]) => boolean) =>
    asked
      .filter(isWrong)
      .map(({ row, reply, differs }) => `${row.id} ${row.text}: ${[reply.outcome, ...differs].join("; ")}`);

  it("is understood, but for a few", () => {
    const wrong = lines(({ differs }) => differs.length > 0);
    expect(1 - wrong.length / asked.length, wrong.join("\n")).toBeGreaterThanOrEqual(floor);
  });

  it("gives no answer where none is right", () => {
    expect(
      lines(
        ({ row, reply, differs }) =>
          REFUSALS.has(row.expect.outcome ?? "") && reply.outcome === "answer" && differs.length > 0,
      ),
    ).toEqual([]);
  });

  it("is silent where nothing was asked", () => {
    expect(lines(({ row, reply }) => row.expect.outcome === "ignore" && reply.text !== "")).toEqual([]);
  });

  it("mentions nobody", () => {
    expect(lines(({ reply }) => /<[!@#]/.test(reply.text))).toEqual([]);
  });

  it("asks which one only where it must", () => {
    const needless = lines(
      ({ row, reply, differs }) => row.expect.outcome === "answer" && reply.outcome === "clarify" && differs.length > 0,
    );
    expect(needless.length / asked.length, needless.join("\n")).toBeLessThanOrEqual(0.03);
  });
});

function rowsOf(company: string, file: string): RecordedQuestion[] {
  const text = readFileSync(new URL(`${company}/${file}.jsonl`, import.meta.url), "utf8");
  return text.split("\n").flatMap((line) => (line === "" ? [] : [JSON.parse(line)]));
}

function catalogOf(company: string) {
  return openCatalog({
    schedule: false,
    providers: [
      {
        name: company,
        async *provide() {
          const content = readFileSync(new URL(`${company}/catalog.yaml`, import.meta.url), "utf8");
          yield { location: "file:catalog.yaml", content };
        },
      },
    ],
  });
}
