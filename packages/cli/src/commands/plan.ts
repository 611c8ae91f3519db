import type { PlanReport } from "@callboard/core";
import { sourcePlaces } from "../catalog/places.ts";
import { planSources } from "../catalog/plan-sources.ts";
import { EXIT, type ExitCode, worstOf } from "../exit-code.ts";
import { plural } from "../output/ago.ts";
import { bold, dim, green, type Line, red, type Span, yellow } from "../output/line.ts";
import type { Session } from "../session.ts";

/** `callboard plan`: what reading the sources would change in what `--store` remembers. */
export async function plan(session: Session): Promise<ExitCode> {
  const { options, output } = session;
  const places = sourcePlaces(session);
  if (options.store === undefined) {
    output.note("Nothing is remembered without --store FILE, so everything counts as new.");
  }
  const reports = await planSources(places, session);
  output.data(reports, () => reports.flatMap(reportLines));
  return worstOf(
    reports.flatMap(({ refused, incomplete }) => [
      refused ? EXIT.refused : EXIT.ok,
      incomplete === null ? EXIT.ok : EXIT.unreachable,
    ]),
  );
}

function reportLines({
  source,
  added,
  changed,
  moved,
  removed,
  refused,
  problems,
  incomplete,
}: PlanReport): readonly Line[] {
  const mark = (sign: Span, refs: readonly string[]) => refs.map((ref): Line => ["  ", sign, " ", ref]);
  return [
    bold(source),
    ...mark(green("+"), added),
    ...mark(yellow("~"), changed),
    ...mark(dim(">"), moved),
    ...mark(red("-"), removed),
    ...mark(red("!"), refused?.refs ?? []),
    `  ${added.length} to add, ${changed.length} to change, ${moved.length} to move, ${removed.length} to remove`,
    ...(problems.length > 0
      ? [`  ${plural(problems.length, "problem")} in its documents: see callboard validate`]
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
