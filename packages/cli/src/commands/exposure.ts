import { type Effect, type Exposure, shortName, type Threat } from "@callboard/core";
import { askedEnvironment, type EnvironmentOption } from "../catalog/asked-environment.ts";
import { findEntity } from "../catalog/find-entity.ts";
import { withCatalog } from "../catalog/with-catalog.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { plural } from "../output/ago.ts";
import { cutNotes } from "../output/cut-notes.ts";
import { bold, dim, type Line } from "../output/line.ts";
import { table } from "../output/table.ts";
import type { Session } from "../session.ts";

interface ExposureCommandOptions {
  readonly mode: "down" | "read-only" | "slow" | "bad-deploy";
  readonly env?: EnvironmentOption;
  readonly kind?: readonly string[];
  readonly limit?: number;
}

const HEADINGS: readonly (readonly [effect: Effect, heading: string])[] = [
  ["breaks", "would break it"],
  ["degrades", "would degrade it"],
  ["delayed", "would delay it"],
  ["at-risk", "would put it at risk"],
];

/** `callboard exposure REF`: what could take something down. */
export function exposure(
  session: Session,
  text: string,
  { env, kind, ...options }: ExposureCommandOptions,
): Promise<ExitCode> {
  return withCatalog(session, (view) => {
    const found = view.exposure(findEntity(view, text), {
      ...options,
      ...askedEnvironment(session, env),
      ...(kind !== undefined && { kinds: kind }),
    });
    session.output.data(found, () => exposureLines(found));
    return EXIT.ok;
  });
}

function exposureLines(found: Exposure): readonly Line[] {
  const { ref, mode, total, byEffect, threats } = found;
  if (total === 0) return [`${ref} has no declared dependencies whose failure (${mode}) would touch it.`];
  return [
    bold(`${plural(total, "dependency", "dependencies")} of ${ref} could touch it, if one alone is ${inMode(mode)}:`),
    ...HEADINGS.flatMap(([effect, heading]): readonly Line[] => {
      const listed = threats.filter((threat) => threat.effect === effect);
      if (listed.length === 0) return [];
      return [
        `${byEffect[effect]} ${heading}`,
        ...table(
          listed.map((threat) => row(threat, found)),
          { indent: "  " },
        ),
      ];
    }),
    ...cutNotes(found, `${plural(total, "dependency", "dependencies")} in all`),
  ];
}

function row({ ref, tier, replicated, hits, because }: Threat, { ref: asked }: Exposure): readonly Line[] {
  const subject = hits === asked ? "" : `${shortName(hits)} `;
  return [
    ref,
    dim(tier === null ? "" : `tier ${tier}`),
    dim(`${subject}${because}${replicated ? "; replicated" : ""}`),
  ];
}

function inMode(mode: Exposure["mode"]): string {
  return mode === "bad-deploy" ? "a bad deploy" : mode;
}
