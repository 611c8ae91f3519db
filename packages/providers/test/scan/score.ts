import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ScanResult } from "../../src/scan.ts";

/** What the engineers of a company would write down about their checkout, refs without the default namespace. */
interface Expected {
  /** Type by ref. */
  readonly entities: Readonly<Record<string, string>>;
  /** Owner by ref, of those that have one. */
  readonly owners: Readonly<Record<string, string>>;
  /** `from relation to`. */
  readonly edges: readonly string[];
}

/** How much of what is true was found, and how much of what was found is true, both from 0 to 1. */
interface Score {
  readonly recall: number;
  readonly precision: number;
}

/** Compares what was inferred with the `expected.json` of a checkout. */
export function scoreOf(result: ScanResult, folder: string): Readonly<Record<"entities" | "owners" | "edges", Score>> {
  const expected: Expected = JSON.parse(readFileSync(join(folder, "expected.json"), "utf8"));
  const entities = result.entities.filter(({ entity }) => entity.kind !== "Group" && entity.kind !== "User");
  const asked = new Set(Object.keys(expected.owners).map(lower));
  return {
    entities: score(
      Object.entries(expected.entities).map(([ref, type]) => `${ref} ${type}`),
      entities.map(({ ref, entity }) => `${short(ref)} ${String(entity.spec.type)}`),
    ),
    owners: score(
      Object.entries(expected.owners).map(([ref, owner]) => `${ref} ${owner}`),
      entities.flatMap(({ ref, owner }) =>
        owner && asked.has(short(ref)) ? [`${short(ref)} ${short(owner.ref)}`] : [],
      ),
    ),
    edges: score(expected.edges, result.edges.map(edgeText)),
  };
}

/** An edge as `expected.json` writes it, in lower case. */
export function edgeText({ from, relation, to }: ScanResult["edges"][number]): string {
  return lower(`${short(from)} ${relation} ${short(to)}`);
}

function score(expected: readonly string[], found: readonly string[]): Score {
  const truth = new Set(expected.map(lower));
  const said = new Set(found.map(lower));
  const right = [...said].filter((each) => truth.has(each)).length;
  return { recall: truth.size === 0 ? 1 : right / truth.size, precision: said.size === 0 ? 1 : right / said.size };
}

function short(ref: string): string {
  return ref.replace(":default/", ":");
}

function lower(text: string): string {
  return text.toLowerCase();
}
