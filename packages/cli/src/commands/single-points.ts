import { type SinglePoint, type SinglePoints, shortName } from "@callboard/core";
import { askedEnvironment, type EnvironmentOption } from "../catalog/asked-environment.ts";
import { withCatalog } from "../catalog/with-catalog.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { plural } from "../output/ago.ts";
import { cutNotes } from "../output/cut-notes.ts";
import { bold, dim, type Line } from "../output/line.ts";
import type { Session } from "../session.ts";

interface SinglePointsCommandOptions {
  readonly env?: EnvironmentOption;
  readonly kind?: readonly string[];
  readonly limit?: number;
}

/** `callboard single-points`: what takes most down when it alone fails. */
export function singlePoints(
  session: Session,
  { env, kind, ...options }: SinglePointsCommandOptions,
): Promise<ExitCode> {
  return withCatalog(session, (view) => {
    const found = view.singlePoints({
      ...options,
      ...askedEnvironment(session, env),
      ...(kind !== undefined && { kinds: kind }),
    });
    session.output.data(found, () => pointsLines(found));
    return EXIT.ok;
  });
}

function pointsLines(found: SinglePoints): readonly Line[] {
  if (found.total === 0) return ["Nothing breaks anything else when it alone fails, as far as is declared."];
  return [
    ...found.points.flatMap(pointLines),
    ...cutNotes(found, `${plural(found.total, "single point")} of failure in all`),
  ];
}

function pointLines({ ref, entryPoints, tierOne, because, behind, dominates }: SinglePoint): readonly Line[] {
  const among = [
    ...(entryPoints > 0 ? [plural(entryPoints, "entry point")] : []),
    ...(tierOne > 0 ? [`${tierOne} of tier 1`] : []),
  ];
  return [
    [bold(ref), among.length > 0 ? `  breaks ${among.join(" and ")}` : ""],
    ["  ", because],
    ...(behind.length > 0 ? [["  ", dim(`behind it: ${behind.map(shortName).join(", ")}`)]] : []),
    ...(dominates > behind.length ? [["  ", dim(`${plural(dominates, "thing")} can be reached through it only`)]] : []),
  ];
}
