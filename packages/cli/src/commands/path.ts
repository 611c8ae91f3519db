import { type EntityRef, type PathStep, shortName } from "@callboard/core";
import { findEntity } from "../catalog/find-entity.ts";
import { withCatalog } from "../catalog/with-catalog.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { plural } from "../output/ago.ts";
import { bold, dim, type Line } from "../output/line.ts";
import { table } from "../output/table.ts";
import type { Session } from "../session.ts";

/** `callboard path A B`. That one does not need the other is a finding. */
export function path(session: Session, fromText: string, toText: string): Promise<ExitCode> {
  return withCatalog(session, (view) => {
    const from = findEntity(view, fromText);
    const to = findEntity(view, toText);
    const steps = view.path(from, to);
    session.output.data(steps, () => (steps ? pathLines(from, to, steps) : [`${from} does not need ${to}.`]));
    if (steps) return EXIT.ok;
    if (view.path(to, from))
      session.output.note(`The other way round it does: ${session.commandLine("path", to, from)}`);
    return EXIT.findings;
  });
}

function pathLines(from: EntityRef, to: EntityRef, steps: readonly PathStep[]): readonly Line[] {
  const hops = steps.map(({ ref, relation }, index) => {
    const needing = steps[index - 1]?.ref ?? from;
    return [`${shortName(needing)} needs ${shortName(ref)}`, dim(relation)];
  });
  return [bold(`${from} needs ${to}, ${plural(steps.length, "hop")} away:`), ...table(hops, { indent: "  " })];
}
