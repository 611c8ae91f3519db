import { type Cycle, type Cycles, shortName } from "@callboard/core";
import { askedEnvironment, type EnvironmentOption } from "../catalog/asked-environment.ts";
import { withCatalog } from "../catalog/with-catalog.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { plural } from "../output/ago.ts";
import { cutNotes } from "../output/cut-notes.ts";
import { bold, type Line } from "../output/line.ts";
import type { Session } from "../session.ts";

interface CyclesCommandOptions {
  readonly env?: EnvironmentOption;
  readonly limit?: number;
}

/** How many steps of a way round are shown. */
const SHOWN_STEPS = 8;

/** `callboard cycles`: entities that need one another. That there are some is a finding. */
export function cycles(session: Session, { env, ...options }: CyclesCommandOptions): Promise<ExitCode> {
  return withCatalog(session, (view) => {
    const found = view.cycles({ ...options, ...askedEnvironment(session, env) });
    session.output.data(found, () => cyclesLines(found));
    return found.total > 0 ? EXIT.findings : EXIT.ok;
  });
}

function cyclesLines(found: Cycles): readonly Line[] {
  if (found.total === 0) return ["No entities need one another in a circle."];
  return [
    ...found.cycles.flatMap(cycleLines),
    ...cutNotes(found, `${plural(found.total, "group")} of entities that need one another in all`),
  ];
}

function cycleLines({ members, path }: Cycle): readonly Line[] {
  const names = path.map(({ ref }) => shortName(ref));
  const start = names.at(-1) ?? "";
  const steps = names.slice(0, SHOWN_STEPS).map((name) => `needs ${name}`);
  if (names.length > SHOWN_STEPS) steps.push(`… needs ${start}`);
  const [only] = members;
  const title =
    members.length === 1 && path.length === 1 ? `${only} needs itself` : `${members.length} need one another`;
  return [bold(title), `  ${start} ${steps.join(", which ")}`];
}
