import type { Problem } from "../model/problem.ts";
import type { SkippedLocations, StoredDocument } from "../model/stored-entity.ts";
import { lastSeen, type SourceRecord } from "./source-record.ts";

/** Keeps what this run could not see; what it could have seen and did not is dropped. */
export function carryOver(
  record: SourceRecord,
  documents: Map<string, StoredDocument>,
  skipped: ReadonlyMap<string, string>,
  scopes: ReadonlySet<string | null>,
  now: string,
): { readonly dropped: ReadonlySet<string>; readonly unfinished: Set<string> } {
  const dropped = new Set<string>();
  const unfinished = new Set<string>();
  const unseen = new Map(skipped);
  for (const previous of record.documents.values()) {
    if (documents.has(previous.key)) continue;
    const skip = skipOf(previous.location, skipped);
    if (skip !== undefined) unseen.delete(skip);
    else if (scopes.has(previous.scope)) {
      dropped.add(previous.key);
      continue;
    } else if (previous.scope !== null) unfinished.add(previous.scope);
    const reason = skipped.get(skip ?? "") ?? `the scope "${previous.scope}" was not read to its end`;
    const problems = [
      ...previous.problems.filter(({ rule }) => rule !== SKIP_RULE),
      skipProblem(previous.location, reason),
    ];
    documents.set(previous.key, { ...previous, lastSeen: lastSeen(record, previous) ?? now, problems });
  }
  for (const [location, reason] of unseen) {
    if (documents.has(location)) continue;
    const problems = [skipProblem(location, reason)];
    documents.set(location, {
      key: location,
      location,
      version: null,
      scope: null,
      lastSeen: now,
      problems,
      claims: [],
    });
  }
  return { dropped, unfinished };
}

/** Why a run was not complete, in a sentence; null when it was. */
export function whyIncomplete(skipped: ReadonlyMap<string, string>, unfinished: ReadonlySet<string>): string | null {
  const [first] = skipped;
  if (first) {
    const more = skipped.size > 1 ? ` (and ${skipped.size - 1} more)` : "";
    return `${first[0]} could not be read: ${first[1]}${more}`;
  }
  const [scope] = unfinished;
  return scope === undefined ? null : `the scope "${scope}" was not read to its end`;
}

/** How many skipped locations are named. */
const NAMED_SKIPS = 5;

/** What could not be read, with the first few by name. */
export function skippedLocations(skipped: ReadonlyMap<string, string>): SkippedLocations {
  const first = [...skipped].slice(0, NAMED_SKIPS).map(([location, reason]) => ({ location, reason }));
  return { count: skipped.size, first };
}

/** The rule of problems that stand for what could not be read. */
export const SKIP_RULE = "source/skipped";

function skipProblem(location: string, reason: string): Problem {
  const message = `Could not be read: ${reason}. What was last read from here is kept.`;
  return { severity: "error", rule: SKIP_RULE, message, location, line: null, column: null, entity: null, path: null };
}

/** The skipped location that a location is, or lies below. */
export function skipOf(location: string, skipped: ReadonlyMap<string, string>): string | undefined {
  if (skipped.size === 0) return undefined;
  let at = location;
  while (!skipped.has(at)) {
    const slash = at.lastIndexOf("/");
    if (slash < 0) {
      const root = at.slice(0, at.indexOf(":") + 1); // a skipped root folder is written `file:`
      return skipped.has(root) ? root : undefined;
    }
    at = at.slice(0, slash);
  }
  return at;
}
