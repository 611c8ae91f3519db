import { holds, type PartReport } from "./run-conformance.ts";

/** Disagreements that are printed of each part; the rest is counted. */
const SHOWN = 10;

/** A report for people: a line for each part, its departures, and the first disagreements. */
export function reportText(reports: readonly PartReport[], folder: string): string {
  if (reports.length === 0)
    return `Below ${folder} is no file of recorded cases. CALLBOARD_CONFORMANCE names the folder.`;
  const lines = reports.flatMap(partLines);
  return [...lines, "", verdict(reports)].join("\n");
}

function verdict(reports: readonly PartReport[]): string {
  if (holds(reports)) return "Every case that was run agrees, or departs by a rule.";
  const disagree = reports.reduce((sum, report) => sum + report.disagree.length, 0);
  if (disagree > 0) return `${disagree} of the cases disagree.`;
  const isOver = reports.some(({ depart }) => depart.some(({ count, atMost }) => count > atMost));
  return isOver ? "A departure covers more than it may." : "No case was run.";
}

function partLines({ part, agree, depart, disagree, notRun }: PartReport): readonly string[] {
  const departed = depart.reduce((sum, { count }) => sum + count, 0);
  const others = Array.from(notRun, ([because, count]) => `, ${because} ${count}`).join("");
  const shown = disagree.slice(0, SHOWN).map(({ id, differences }) => `  disagrees: ${id} ${differences.join("; ")}`);
  const more = disagree.length > SHOWN ? [`  … and ${disagree.length - SHOWN} more`] : [];
  return [
    `${part}: agree ${agree}, depart ${departed}, disagree ${disagree.length}${others}`,
    ...depart.map(({ rule, count, atMost }) =>
      count > atMost ? `  ${rule} ${count}, more than the ${atMost} it may cover` : `  ${rule} ${count}`,
    ),
    ...shown,
    ...more,
  ];
}
