import { join } from "node:path";
import { descriptors } from "./descriptors.ts";
import { findFiles } from "./find-files.ts";
import { locationRefs } from "./location-refs.ts";
import { type CaseResult, type Part, SMALLEST_CEILING, type StatedDeparture } from "./part.ts";
import { queries } from "./queries.ts";
import { questions } from "./questions.ts";
import { refs } from "./refs.ts";
import { templateExpressions, templateTrees } from "./templates.ts";

/** Every part, in the order of the report. */
export const parts: readonly Part[] = [
  descriptors,
  refs,
  locationRefs,
  queries,
  templateExpressions,
  templateTrees,
  questions,
];

/** What became of the cases of one part, in all files of the folder that hold some. */
export interface PartReport {
  readonly part: string;
  readonly agree: number;
  readonly depart: readonly DepartureCount[];
  readonly disagree: readonly Disagreement[];
  /** How many cases were not run, by the reason. */
  readonly notRun: ReadonlyMap<string, number>;
}

export interface DepartureCount extends StatedDeparture {
  readonly count: number;
  /** The most that the rule may cover here. */
  readonly atMost: number;
}

export interface Disagreement {
  readonly part: string;
  /** The file that holds the case, from the folder that was run. */
  readonly file: string;
  readonly id: string;
  readonly differences: readonly string[];
}

/** Runs every case below a folder. Parts of which there is no file are left out. */
export async function runConformance(folder: string): Promise<readonly PartReport[]> {
  const files = await findFiles(folder);
  const reports: PartReport[] = [];
  for (const part of parts) {
    const results: (CaseResult & { readonly file: string })[] = [];
    for (const file of files.filter((path) => part.files.test(path))) {
      for (const result of await part.cases(join(folder, file))) results.push({ ...result, file });
    }
    if (results.length > 0) reports.push(partReport(part, results));
  }
  return reports;
}

/** False when there is a disagreement, a departure covers more than it may, or nothing was there to run. */
export function holds(reports: readonly PartReport[]): boolean {
  const hasRun = reports.some(({ agree, depart }) => agree > 0 || depart.length > 0);
  return (
    hasRun &&
    reports.every(
      ({ disagree, depart }) => disagree.length === 0 && depart.every(({ count, atMost }) => count <= atMost),
    )
  );
}

function partReport(
  { name, departures }: Part,
  results: readonly (CaseResult & { readonly file: string })[],
): PartReport {
  let agree = 0;
  const departed = new Map<string, number>();
  const notRun = new Map<string, number>();
  const disagree: Disagreement[] = [];
  for (const { file, id, verdict } of results) {
    if (verdict.type === "agree") agree += 1;
    else if (verdict.type === "depart") departed.set(verdict.rule, (departed.get(verdict.rule) ?? 0) + 1);
    else if (verdict.type === "not-run") notRun.set(verdict.because, (notRun.get(verdict.because) ?? 0) + 1);
    else disagree.push({ part: name, file, id, differences: verdict.differences });
  }
  const depart = departures.flatMap((departure): readonly DepartureCount[] => {
    const count = departed.get(departure.rule) ?? 0;
    const { rule, reason, ceiling } = departure;
    const atMost = Math.max(SMALLEST_CEILING, Math.floor(ceiling * results.length));
    return count > 0 ? [{ rule, reason, ceiling, count, atMost }] : [];
  });
  return { part: name, agree, depart, disagree, notRun };
}
