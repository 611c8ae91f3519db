import { answerBlastRadius } from "@callboard/answers";
import { CatalogError, type Mode } from "@callboard/core";
import { askedEnvironment, type EnvironmentOption } from "../catalog/asked-environment.ts";
import { findEntity } from "../catalog/find-entity.ts";
import { withCatalog } from "../catalog/with-catalog.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { plural } from "../output/ago.ts";
import { answerLines } from "../output/answer-lines.ts";
import { dim } from "../output/line.ts";
import { isPictureFormat } from "../output/picture-format.ts";
import type { Session } from "../session.ts";

interface BlastRadiusCommandOptions {
  readonly mode: Mode;
  readonly env?: EnvironmentOption;
  readonly maxDistance?: number;
  readonly limit?: number;
  readonly out?: string;
  readonly theme: "light" | "dark";
}

/** `callboard blast-radius REF…`: everything as JSON, what an incident needs on one screen, or a picture. */
export function blastRadius(
  session: Session,
  refs: readonly string[],
  { env, out, theme, ...options }: BlastRadiusCommandOptions,
): Promise<ExitCode> {
  const { format } = session.options;
  if (out !== undefined && !isPictureFormat(format)) {
    throw new CatalogError("invalid-argument", "--out is for pictures. Add --format svg, png, dot or mermaid.");
  }
  return withCatalog(session, async (view) => {
    const roots = refs.map((text) => findEntity(view, text));
    const how = { ...options, ...askedEnvironment(session, env) };
    if (isPictureFormat(format)) {
      const { drawBlastRadius } = await import("./draw-blast-radius.ts");
      await drawBlastRadius(session, view, roots, how, format, { theme, ...(out !== undefined && { out }) });
      return EXIT.ok;
    }
    session.output.data(view.blastRadius(roots, how), () => [
      ...answerLines(answerBlastRadius(view, roots, how), session.io),
      ...(how.maxDistance === undefined
        ? []
        : [dim(`Counts only what is at most ${plural(how.maxDistance, "hop")} away.`)]),
    ]);
    return EXIT.ok;
  });
}
