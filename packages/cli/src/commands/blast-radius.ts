import { answerBlastRadius } from "@callboard/answers";
import type { Mode } from "@callboard/core";
import { findEntity } from "../catalog/find-entity.ts";
import { withCatalog } from "../catalog/with-catalog.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { plural } from "../output/ago.ts";
import { answerLines } from "../output/answer-lines.ts";
import { dim } from "../output/line.ts";
import type { Session } from "../session.ts";

interface BlastRadiusCommandOptions {
  readonly mode: Mode;
  readonly env?: string;
  readonly maxDistance?: number;
  readonly limit?: number;
}

/** `callboard blast-radius REF…`: everything as JSON, or what an incident needs on one screen. */
export function blastRadius(
  session: Session,
  refs: readonly string[],
  { env, ...options }: BlastRadiusCommandOptions,
): Promise<ExitCode> {
  return withCatalog(session, (view) => {
    const roots = refs.map((text) => findEntity(view, text));
    const how = { ...options, ...(env !== undefined && { environment: env }) };
    session.output.data(view.blastRadius(roots, how), () => [
      ...answerLines(answerBlastRadius(view, roots, how), session.io.now()),
      ...(how.maxDistance === undefined
        ? []
        : [dim(`Counts only what is at most ${plural(how.maxDistance, "hop")} away.`)]),
    ]);
    return EXIT.ok;
  });
}
