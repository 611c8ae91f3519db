import { resolve } from "node:path";
import type { CatalogView, Problem, Severity } from "@callboard/core";
import { catalogPlaces, isWithin, type Place, placesBesideCatalog } from "../catalog/places.ts";
import { withCatalog } from "../catalog/with-catalog.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { plural } from "../output/ago.ts";
import { bold, dim, type Line, red, type Span, yellow } from "../output/line.ts";
import { place } from "../output/place.ts";
import { table } from "../output/table.ts";
import type { Session } from "../session.ts";

interface ValidateOptions {
  readonly maxWarnings?: number;
}

interface Validation {
  readonly files: number;
  readonly entities: number;
  readonly problems: readonly Problem[];
}

/**
 * `callboard validate [PATH…]`: every problem of the catalog; with paths the problems there, their refs looked for in
 * the catalog too. Errors are findings, warnings are not.
 */
export function validate(session: Session, paths: readonly string[], options: ValidateOptions): Promise<ExitCode> {
  const { io, output } = session;
  const places = paths.length > 0 ? placesBesideCatalog(paths, session) : catalogPlaces(session);
  const folders = paths.map((path) => resolve(io.cwd, path));
  const isAsked = (path: string) =>
    paths.length === 0 || folders.some((folder) => isWithin(resolve(io.cwd, path), folder));
  const act = (view: CatalogView) => {
    const validation = validationOf(view, places, isAsked);
    output.data(validation, () => validationLines(validation));
    const warnings = validation.problems.filter(({ severity }) => severity === "warning").length;
    const isTooMany = options.maxWarnings !== undefined && warnings > options.maxWarnings;
    if (isTooMany) output.note(`There are more warnings than --max-warnings ${options.maxWarnings} allows.`);
    return isTooMany || validation.problems.some(({ severity }) => severity === "error") ? EXIT.findings : EXIT.ok;
  };
  // What is checked beside the catalog is no part of what --store remembers.
  const { store: _, ...withoutStore } = session.options;
  return withCatalog(paths.length > 0 ? { ...session, options: withoutStore } : session, act, places);
}

function validationOf(view: CatalogView, places: readonly Place[], isAsked: (path: string) => boolean): Validation {
  const elsewhere = new Set(
    places.flatMap((each) => (each.type === "snapshot" || isAsked(each.path) ? [] : [`file:${each.name}`])),
  );
  const sources = view.sources().filter(({ name }) => !elsewhere.has(name));
  return {
    files: sources.reduce((sum, { documents }) => sum + documents, 0),
    entities: sources.reduce((sum, { entities }) => sum + entities, 0),
    problems: view.problems().filter(({ location }) => elsewhere.size === 0 || isAsked(place(location))),
  };
}

function validationLines(validation: Validation): readonly Line[] {
  const byFile = new Map<string, Problem[]>();
  for (const problem of validation.problems) {
    const sameFile = byFile.get(problem.location);
    if (sameFile) sameFile.push(problem);
    else byFile.set(problem.location, [problem]);
  }
  const groups = [...byFile].flatMap(([location, problems]) => [
    bold(place(location)),
    ...table(
      problems.map(({ severity, rule, message, line, column }) => [
        dim(line === null ? "-" : `${line}:${column ?? 1}`),
        painted(severity),
        dim(rule),
        message,
      ]),
      "  ",
    ),
    "",
  ]);
  return [...groups, summary(validation)];
}

function painted(severity: Severity): Span {
  switch (severity) {
    case "error":
      return red(severity);
    case "warning":
      return yellow(severity);
    case "info":
      return dim(severity);
    default:
      return severity satisfies never;
  }
}

function summary({ files, entities, problems }: Validation): string {
  const count = (severity: Severity) => problems.filter((problem) => problem.severity === severity).length;
  const found = [plural(count("error"), "error"), plural(count("warning"), "warning")];
  if (count("info") > 0) found.push(plural(count("info"), "note"));
  return `${plural(files, "file")}, ${plural(entities, "entity", "entities")}: ${found.join(", ")}`;
}
