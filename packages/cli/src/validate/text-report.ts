import type { Problem, Severity } from "@callboard/core";
import { plural } from "../output/ago.ts";
import { bold, dim, green, type Line, red, type Span, yellow } from "../output/line.ts";
import { place } from "../output/place.ts";
import { table } from "../output/table.ts";
import type { Change } from "./changes.ts";
import { countOf, type Validation } from "./validation.ts";

/**
 * A validation for a person: what the change does, the problems by file, and a last line that counts.
 *
 * @param options.notes whether to list notes; else they are only counted
 */
export function* textReport(validation: Validation, { notes }: { readonly notes: boolean }): Generator<Line> {
  if (validation.changes) yield* changeLines(validation.changes);
  const byFile = new Map<string, Problem[]>();
  for (const problem of validation.problems) {
    if (problem.severity === "info" && !notes) continue;
    const sameFile = byFile.get(problem.location);
    if (sameFile) sameFile.push(problem);
    else byFile.set(problem.location, [problem]);
  }
  for (const [location, problems] of byFile) yield* fileLines(location, problems);
  yield summary(validation, notes);
}

const SHOWN_CHANGES = 100;

function* changeLines(changes: NonNullable<Validation["changes"]>): Generator<Line> {
  if (changes.length === 0) return yield* ["No entity changed.", ""];
  yield bold("What the change does:");
  const lines = changes.flatMap(({ type, sentences }) =>
    sentences.map((sentence): Line => ["  ", sign(type), " ", sentence]),
  );
  yield* lines.slice(0, SHOWN_CHANGES);
  if (lines.length > SHOWN_CHANGES) {
    yield dim(`  … and ${(lines.length - SHOWN_CHANGES).toLocaleString("en-GB")} more; --format json lists all.`);
  }
  yield "";
}

function sign(type: Change["type"]): Span {
  switch (type) {
    case "added":
      return green("+");
    case "removed":
      return red("-");
    case "changed":
      return yellow("~");
    case "dependents":
      return dim("·");
    default:
      return type satisfies never;
  }
}

function* fileLines(location: string, problems: readonly Problem[]): Generator<Line> {
  yield bold(place(location));
  yield* table(
    problems.map(({ severity, rule, message, line, column }) => [
      dim(line === null ? "-" : `${line}:${column ?? 1}`),
      painted(severity),
      dim(rule),
      message,
    ]),
    { indent: "  " },
  );
  yield "";
}

function painted(severity: Severity): Span {
  switch (severity) {
    case "error":
      return red(severity);
    case "warning":
      return yellow(severity);
    case "info":
      return dim("note");
    default:
      return severity satisfies never;
  }
}

function summary(validation: Validation, notes: boolean): string {
  const { files, entities, baseline } = validation;
  const infos = countOf(validation, "info");
  const found = [
    plural(countOf(validation, "error"), "error"),
    plural(countOf(validation, "warning"), "warning"),
    ...(infos > 0 ? [`${plural(infos, "note")}${notes ? "" : " (--notes lists them)"}`] : []),
    ...(baseline ? [`${plural(baseline.known, "known problem")} in ${baseline.file}`] : []),
  ];
  return `${plural(files, "file")}, ${plural(entities, "entity", "entities")}: ${found.join(", ")}`;
}
