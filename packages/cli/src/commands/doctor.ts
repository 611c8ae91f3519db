import type { SourceStatus } from "@callboard/core";
import { sourceCodes } from "../catalog/source-state.ts";
import type { CatalogHealth } from "../doctor/catalog-findings.ts";
import { type Diagnosis, diagnose } from "../doctor/diagnose.ts";
import type { Finding } from "../doctor/finding.ts";
import { EXIT, type ExitCode, worstOf } from "../exit-code.ts";
import type { Io } from "../io.ts";
import { ago, plural } from "../output/ago.ts";
import { fittingLines } from "../output/fitting-lines.ts";
import { healthSpan } from "../output/health-span.ts";
import { bold, dim, green, type Line, red, type Span, yellow } from "../output/line.ts";
import { table } from "../output/table.ts";
import type { Session } from "../session.ts";

/** `callboard doctor`: how the catalog is doing, and what to do about it. */
export async function doctor(session: Session): Promise<ExitCode> {
  const diagnosis = await diagnose(session);
  session.output.data(diagnosis, () => diagnosisLines(diagnosis, session.io));
  const isSick = diagnosis.findings.some(({ severity }) => severity !== "info");
  return worstOf([
    ...sourceCodes(diagnosis.sources),
    diagnosis.health === "down" ? EXIT.unreachable : EXIT.ok,
    isSick ? EXIT.findings : EXIT.ok,
  ]);
}

function diagnosisLines({ sources, store, configuration, catalog, findings }: Diagnosis, io: Io): readonly Line[] {
  return [
    ...(sources.length > 0
      ? [
          bold("Sources"),
          ...table(
            sources.map((source) => sourceRow(source, io.now())),
            { indent: "  " },
          ),
        ]
      : []),
    ...table([
      [bold("Catalog"), catalog ? catalogText(catalog) : "nothing could be read"],
      [bold("Store"), store ? `${store.path} (${store.state})` : dim("none")],
      [bold("Config"), configuration.length > 0 ? configuration.join(", ") : dim("none")],
    ]),
    "",
    ...(findings.length === 0
      ? [green("Nothing is wrong.")]
      : findings.flatMap((finding) => findingLines(finding, io))),
  ];
}

function sourceRow(
  { name, health, entities, lastCompleteReadAt, rateLimit }: SourceStatus,
  now: number,
): readonly Line[] {
  const rate = rateLimit && `${rateLimit.remaining} of ${plural(rateLimit.limit, "request")} left`;
  return [
    name,
    healthSpan(health),
    plural(entities, "entity", "entities"),
    lastCompleteReadAt === null ? "never read completely" : `read completely ${ago(lastCompleteReadAt, now)}`,
    rate ?? "",
  ];
}

function catalogText({ entities, errors, warnings, unowned, owned, declaring, shouldDeclare }: CatalogHealth): string {
  return [
    plural(entities, "entity", "entities"),
    plural(errors, "error"),
    plural(warnings, "warning"),
    `${owned} of ${owned + unowned} have an owner`,
    `${declaring} of ${shouldDeclare} say what they need`,
  ].join(", ");
}

const MARKS: Readonly<Record<Finding["severity"], Span>> = {
  error: red("error"),
  warning: yellow("warning"),
  info: dim("info"),
};

/** A remedy may hold a command to paste, which a line break of ours would cut. */
function findingLines({ severity, message, remedy }: Finding, io: Io): readonly Line[] {
  return [...fittingLines([[MARKS[severity], " ", message]], io), ["  ", dim(remedy)]];
}
