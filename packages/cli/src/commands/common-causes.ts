import { type CommonCause, type CommonCauses, shortName } from "@callboard/core";
import { askedEnvironment, type EnvironmentOption } from "../catalog/asked-environment.ts";
import { findEntity } from "../catalog/find-entity.ts";
import { withCatalog } from "../catalog/with-catalog.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { plural } from "../output/ago.ts";
import { cutNotes } from "../output/cut-notes.ts";
import { bold, dim, type Line, yellow } from "../output/line.ts";
import type { Session } from "../session.ts";

interface CommonCausesCommandOptions {
  readonly healthy?: readonly string[];
  readonly changedSince?: string;
  readonly mode: "down" | "read-only" | "slow" | "bad-deploy";
  readonly env?: EnvironmentOption;
  readonly limit?: number;
}

/** `callboard common-causes REF…`: what could be behind several symptoms. That nothing is, is a finding. */
export function commonCauses(
  session: Session,
  refs: readonly string[],
  { healthy = [], env, ...options }: CommonCausesCommandOptions,
): Promise<ExitCode> {
  return withCatalog(session, (view) => {
    const symptoms = refs.map((text) => findEntity(view, text));
    const causes = view.commonCauses(symptoms, {
      ...options,
      healthy: healthy.map((text) => findEntity(view, text)),
      ...askedEnvironment(session, env),
    });
    session.output.data(causes, () => causesLines(causes));
    return causes.total > 0 ? EXIT.ok : EXIT.findings;
  });
}

function causesLines(found: CommonCauses): readonly Line[] {
  const { symptoms, causes, unexplained } = found;
  if (causes.length === 0) return [`No declared dependency explains ${symptoms.map(shortName).join(", ")}.`];
  const alone = unexplained.filter((ref) => causes.every((cause) => !cause.isSymptom || cause.ref !== ref));
  return [
    ...causes.flatMap((cause) => causeLines(cause, symptoms.length)),
    ...(alone.length > 0 ? [`Nothing declared explains ${alone.map(shortName).join(", ")}.`] : []),
    ...cutNotes(found, `${plural(found.total, "possible cause")} in all`),
  ];
}

function causeLines(
  { ref, isSymptom, explains, contradictedBy, others, because }: CommonCause,
  symptoms: number,
): readonly Line[] {
  const explained = explains.length + Number(isSymptom);
  return [
    [bold(ref), `  explains ${explained} of ${symptoms}`],
    ["  ", contradictedBy.length > 0 ? yellow(because) : because],
    ...explains.map((symptom): Line => ["  ", dim(`${shortName(symptom.ref)} ${symptom.because}`)]),
    ["  ", dim(otherwise(others))],
  ];
}

function otherwise({ breaks, affected }: CommonCause["others"]): string {
  if (affected === 0) return "beside the symptoms it would touch nothing";
  return `beside the symptoms it would break ${breaks === 0 ? "nothing" : breaks}, and touch ${affected} in all`;
}
