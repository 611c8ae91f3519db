import { dirname, resolve } from "node:path";
import type { CatalogView, Problem } from "@callboard/core";
import type { Session } from "../session.ts";
import { readBaseline, writeBaseline } from "./baseline.ts";
import { changeSince } from "./change-since.ts";
import { extentOf } from "./extent-of.ts";
import { type Check, findProblems } from "./find-problems.ts";
import { type KnownProblem, knownProblem, problemKey } from "./known-problem.ts";
import { pathFrom } from "./path-from.ts";
import type { Scope } from "./scope.ts";
import { beyond } from "./tally.ts";
import type { Validation } from "./validation.ts";

/** What to compare the problems with. Paths are as the user wrote them. */
export interface Comparison {
  /** A file of problems that are known; they are counted only. */
  readonly baseline?: string;
  /** Such a file, to be made of the problems there are. */
  readonly writeBaseline?: string;
  /** A snapshot; only problems that have to do with what changed since are reported. */
  readonly changed?: string;
}

/**
 * The problems that are asked for, less those that are known or have nothing to do with the change.
 *
 * @throws {CatalogError} `invalid-argument` for a baseline or a snapshot that does not fit
 */
export async function validationOf(
  view: CatalogView,
  checks: readonly Check[],
  scope: Scope,
  { baseline, writeBaseline: written, changed }: Comparison,
  session: Session,
): Promise<Validation> {
  const { problems: all, notes } = await findProblems(view, checks);
  for (const note of notes) session.output.note(note);
  const since =
    changed === undefined ? null : await changeSince(changed, { view, problems: all, checks, scope, session });
  const asked = all.filter((problem) => since?.problems.has(problem) ?? scope.isAsked(problem.location));
  const validation: Validation = {
    ...extentOf(view, scope.isAskedSource),
    problems: asked,
    ...(since && { changes: since.changes }),
  };
  const file = baseline ?? written;
  if (file === undefined) return validation;

  const path = resolve(session.io.cwd, file);
  const known = (problem: Problem) =>
    knownProblem(problem, view, pathFrom(dirname(path), problem.location, scope.base) ?? problem.location);
  if (written !== undefined) await writeBaseline(path, asked.filter(isFinding).map(known));
  const entries = await readBaseline(path, file);
  const counts = new Map(entries.map(({ problem, count }) => [problemKey(problem), count]));
  // All are counted, also those of other files: which of several equal ones is the new one does not depend on the paths.
  const { fresh, missing } = beyond(all.filter(isFinding), counts, (problem) => problemKey(known(problem)));
  const isFresh = new Set(fresh);
  const problems = asked.filter((problem) => !isFinding(problem) || isFresh.has(problem));
  const gone = entries
    .filter(({ problem }) => scope.isAsked(locationOf(problem, dirname(path))))
    .reduce((sum, { problem }) => sum + (missing.get(problemKey(problem)) ?? 0), 0);
  return { ...validation, problems, baseline: { file, known: asked.length - problems.length, gone } };
}

/** Notes ask for nothing, so that they are never known: they would only fill a baseline. */
function isFinding({ severity }: Problem): boolean {
  return severity !== "info";
}

function locationOf({ file }: KnownProblem, folder: string): string {
  return /^[a-z][a-z0-9+.-]+:/i.test(file) ? file : `file:${resolve(folder, file)}`;
}
