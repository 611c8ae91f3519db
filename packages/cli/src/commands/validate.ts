import { createHash } from "node:crypto";
import { relative, resolve } from "node:path";
import { CatalogError, type CatalogView } from "@callboard/core";
import { withCatalog } from "../catalog/with-catalog.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { openApiRule } from "../openapi/openapi-rule.ts";
import { plural } from "../output/ago.ts";
import { formatLine } from "../output/line.ts";
import type { Session } from "../session.ts";
import { type Check, catalogCheck } from "../validate/find-problems.ts";
import { githubReport } from "../validate/github-report.ts";
import { knownProblem, problemKey } from "../validate/known-problem.ts";
import { pathFrom } from "../validate/path-from.ts";
import { repositoryRoot } from "../validate/repository-root.ts";
import { sarifReport } from "../validate/sarif-report.ts";
import { type Scope, scopeOf } from "../validate/scope.ts";
import { textReport } from "../validate/text-report.ts";
import { countOf, type Validation } from "../validate/validation.ts";
import { type Comparison, validationOf } from "../validate/validation-of.ts";
import { version } from "../version.ts";

interface ValidateOptions extends Comparison {
  readonly maxWarnings?: number;
  readonly notes?: boolean;
}

/**
 * `callboard validate [PATH…]`: every problem of the catalog; with paths the problems there, their refs looked for in
 * the catalog too. Errors are findings, warnings are not unless there are more than allowed.
 */
export function validate(session: Session, paths: readonly string[], options: ValidateOptions): Promise<ExitCode> {
  if (options.baseline !== undefined && options.writeBaseline !== undefined) {
    throw new CatalogError(
      "invalid-argument",
      "--baseline and --write-baseline exclude each other. Leave one of them out.",
    );
  }
  const compared = withConfiguredBaseline(options, session);
  const scope = scopeOf(session, paths);
  const checks: readonly Check[] = [catalogCheck, ...openApiCheck(scope, session)];
  const act = async (view: CatalogView) => {
    const validation = await validationOf(view, checks, scope, compared, session);
    await print(validation, view, scope, options, session);
    for (const note of notesOn(validation, compared)) session.output.note(note);
    return countOf(validation, "error") > 0 || hasTooManyWarnings(validation, options) ? EXIT.findings : EXIT.ok;
  };
  // What is checked beside the catalog is no part of what --store remembers.
  const { store: _, ...withoutStore } = session.options;
  return withCatalog(paths.length > 0 ? { ...session, options: withoutStore } : session, act, scope.places);
}

/** Loaded when it runs: other commands start faster for it. */
function openApiCheck({ base, isAsked }: Scope, { config }: Session): readonly Check[] {
  const severity = config?.config.lint.rules[openApiRule.id] ?? openApiRule.severity;
  if (severity === "off") return [];
  const check: Check = async (view) => {
    const { checkOpenApi } = await import("../openapi/check-openapi.ts");
    return checkOpenApi(view, { cwd: base, isAsked, severity });
  };
  return [check];
}

/** The baseline that is named, or else the configured one unless one is being written. */
function withConfiguredBaseline(options: ValidateOptions, { io, config }: Session): ValidateOptions {
  const configured = config?.config.lint.baseline;
  if (configured === undefined || options.baseline !== undefined || options.writeBaseline !== undefined) return options;
  return { ...options, baseline: relative(io.cwd, resolve(config?.folder ?? io.cwd, configured)) };
}

async function print(
  validation: Validation,
  view: CatalogView,
  { base }: Scope,
  { notes = false }: ValidateOptions,
  { io, output }: Session,
): Promise<void> {
  const root = repositoryRoot(io.cwd);
  const pathOf = (location: string) => {
    const path = pathFrom(root, location, base);
    return path?.startsWith("../") ? null : path;
  };
  const lines = () => textReport(validation, { notes });
  switch (output.format) {
    case "text":
    case "json":
      return output.stream(validation, lines);
    case "github":
      output.commands(githubReport(validation, pathOf, { notes }));
      for (const line of lines()) output.note(formatLine(line, false));
      return;
    case "sarif": {
      const keyOf = (problem: Validation["problems"][number]) =>
        hashOf(problemKey(knownProblem(problem, view, pathOf(problem.location) ?? problem.location)));
      const { log, omitted } = sarifReport(validation, { version: version(), pathOf, keyOf });
      if (omitted > 0)
        output.note(`${plural(omitted, "problem")} left out, notes first: GitHub takes 25,000 of a run.`);
      return output.stream(log, lines);
    }
    default:
      return output.format satisfies never;
  }
}

function* notesOn(validation: Validation, { maxWarnings, writeBaseline, changed }: ValidateOptions): Generator<string> {
  const { baseline } = validation;
  if (baseline && writeBaseline !== undefined) {
    const known = plural(baseline.known, "known problem");
    yield `Wrote ${known} to ${baseline.file}. From now on: callboard validate … --baseline ${baseline.file}`;
  } else if (baseline && baseline.gone > 0) {
    const gone = plural(baseline.gone, "entry of", "entries of");
    yield `${gone} ${baseline.file} no longer ${baseline.gone === 1 ? "occurs" : "occur"}. Rewrite it with --write-baseline ${baseline.file}`;
  }
  if (changed !== undefined) yield `Only problems of what changed since ${changed} are reported.`;
  if (hasTooManyWarnings(validation, { maxWarnings })) {
    yield `There are more warnings than --max-warnings ${maxWarnings} allows.`;
  }
}

function hasTooManyWarnings(
  validation: Validation,
  { maxWarnings }: { readonly maxWarnings?: number | undefined },
): boolean {
  return maxWarnings !== undefined && countOf(validation, "warning") > maxWarnings;
}

function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}
