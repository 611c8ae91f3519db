import { entityRefParts, type PlanReport } from "@callboard/core";
import { sourcePlaces } from "../catalog/places.ts";
import { planSources } from "../catalog/plan-sources.ts";
import { EXIT, type ExitCode, worstOf } from "../exit-code.ts";
import { plural } from "../output/ago.ts";
import type { CommandLine } from "../output/command-line.ts";
import { bold, dim, green, type Line, red, type Span, yellow } from "../output/line.ts";
import { table } from "../output/table.ts";
import type { Session } from "../session.ts";

/** `callboard plan`: what reading the sources would change in what `--store` remembers. */
export async function plan(session: Session): Promise<ExitCode> {
  const { options, output, commandLine } = session;
  const places = sourcePlaces(session);
  if (options.store === undefined) {
    output.note("Nothing is remembered without --store FILE, so everything counts as new.");
  }
  const reports = await planSources(places, session);
  output.data(reports, () =>
    options.store === undefined
      ? reports.flatMap((report) => firstReadLines(report, commandLine))
      : reports.flatMap((report) => reportLines(report, commandLine)),
  );
  return worstOf(
    reports.flatMap(({ refused, incomplete }) => [
      refused ? EXIT.refused : EXIT.ok,
      incomplete === null ? EXIT.ok : EXIT.unreachable,
    ]),
  );
}

/** Where nothing is remembered a list of everything tells little: how much there is of each kind. */
function firstReadLines(report: PlanReport, commandLine: CommandLine): readonly Line[] {
  const kinds = new Map<string, number>();
  for (const ref of report.added) {
    const { kind } = entityRefParts(ref);
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  }
  return [
    bold(report.source),
    ...table(
      Array.from(kinds, ([kind, count]) => [[green("+"), " ", kind], String(count)]),
      { indent: "  " },
    ),
    ...summaryLines(report, commandLine),
    ...(kinds.size > 0 ? [dim("  Every ref is in --format json.")] : []),
  ];
}

function reportLines(report: PlanReport, commandLine: CommandLine): readonly Line[] {
  const { source, added, changed, moved, removed, refused } = report;
  const mark = (sign: Span, refs: readonly string[]) => refs.map((ref): Line => ["  ", sign, " ", ref]);
  return [
    bold(source),
    ...mark(green("+"), added),
    ...mark(yellow("~"), changed),
    ...mark(dim(">"), moved),
    ...mark(red("-"), removed),
    ...mark(red("!"), refused?.refs ?? []),
    ...summaryLines(report, commandLine),
  ];
}

function summaryLines(
  { added, changed, moved, removed, refused, problems, incomplete }: PlanReport,
  commandLine: CommandLine,
): readonly Line[] {
  return [
    `  ${added.length} to add, ${changed.length} to change, ${moved.length} to move, ${removed.length} to remove`,
    ...(problems.length > 0
      ? [`  ${plural(problems.length, "problem")} in its documents, listed by: ${commandLine("validate")}`]
      : []),
    ...(refused
      ? [
          [
            "  ",
            red(`Refused to remove ${plural(refused.refs.length, "entity", "entities")} (!)`),
            `: ${refused.reason}`,
          ],
        ]
      : []),
    ...(incomplete === null ? [] : [["  ", yellow("Not read completely"), `: ${incomplete}`]]),
  ];
}
