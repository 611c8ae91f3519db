import type { Problem } from "../model/problem.ts";
import type { StoredDocument } from "../model/stored-entity.ts";
import type { EntityProvider, ProvideContext, ReadContext, SourceDocument } from "../provider/entity-provider.ts";
import { type IngestContext, ingestDocument } from "./ingest-document.ts";
import { lastSeen, type SourceRecord } from "./source-record.ts";

/** What one run, or one hint, says about a source's documents. */
export interface SourceReading {
  /** Documents to put in place of those with their key. */
  readonly documents: ReadonlyMap<string, StoredDocument>;
  /** Keys of documents that are gone. */
  readonly dropped: ReadonlySet<string>;
  /** How many documents the source yielded; null for a hint, which does not tell. */
  readonly documentsRead: number | null;
  /** Why the run was not complete, in a sentence; null when it was. */
  readonly incomplete: string | null;
}

/** Called now and then while a source is read. */
export type ReadProgress = (progress: { readonly source: string; readonly documents: number }) => void;

/**
 * Reads everything a source holds now. What was skipped, and what belongs to a scope that was not completed, keeps its
 * last documents with a problem attached.
 *
 * @throws whatever the provider throws; nothing is lost by it
 */
export async function readSource(
  provider: EntityProvider,
  record: SourceRecord,
  read: ReadContext,
  ingest: IngestContext,
  onProgress?: ReadProgress,
): Promise<SourceReading> {
  const documents = new Map<string, StoredDocument>();
  const skipped = new Map<string, string>();
  const scopes = new Set<string | null>([null]); // a run that ends is complete for all that names no scope
  const context: ProvideContext = {
    ...read,
    known: (key) => record.documents.get(key)?.version ?? undefined,
    skip: (location, reason) => void skipped.set(location.replace(/\/$/, ""), reasonText(reason)),
    complete: (scope) => void scopes.add(scope),
  };
  let documentsRead = 0;
  for await (const document of provider.provide(context)) {
    read.signal.throwIfAborted();
    const ingested = ingestOrReuse(document, record, ingest);
    if (ingested === undefined) skipped.set(document.location, "it was said to be unchanged, but was never read");
    else documents.set(freeKey(documents, ingested.key), ingested);
    documentsRead += 1;
    onProgress?.({ source: provider.name, documents: documentsRead });
  }
  const { dropped, unfinished } = carryOver(record, documents, skipped, scopes, ingest.now);
  return { documents, dropped, documentsRead, incomplete: whyIncomplete(skipped, unfinished) };
}

/** What one hint of a watching provider says; undefined when it asks for a full read. */
export function readHint(
  hint: { readonly document: SourceDocument } | { readonly location: string },
  record: SourceRecord,
  ingest: IngestContext,
): SourceReading {
  const documents = new Map<string, StoredDocument>();
  const dropped = new Set<string>();
  if ("document" in hint) {
    const document = ingestOrReuse(hint.document, record, ingest);
    if (document) documents.set(document.key, document);
  } else {
    const isGone = within(hint.location);
    for (const { key, location } of record.documents.values()) if (isGone(location)) dropped.add(key);
  }
  return { documents, dropped, documentsRead: null, incomplete: null };
}

function ingestOrReuse(
  document: SourceDocument,
  record: SourceRecord,
  ingest: IngestContext,
): StoredDocument | undefined {
  const key = document.key ?? document.location;
  const previous = record.documents.get(key);
  const unchanged = previous !== undefined && document.version !== undefined && previous.version === document.version;
  if (unchanged && previous.location === document.location)
    return { ...previous, lastSeen: null, problems: withoutSkip(previous.problems) };
  return "unchanged" in document ? undefined : ingestDocument(document, previous, ingest);
}

/** Two documents may not share a key: the second keeps its entities under a key of its own. */
function freeKey(documents: ReadonlyMap<string, StoredDocument>, key: string): string {
  let free = key;
  for (let count = 2; documents.has(free); count += 1) free = `${key}#${count}`;
  return free;
}

/** Keeps what this run could not see; what it could have seen and did not is dropped. */
function carryOver(
  record: SourceRecord,
  documents: Map<string, StoredDocument>,
  skipped: ReadonlyMap<string, string>,
  scopes: ReadonlySet<string | null>,
  now: string,
): { readonly dropped: ReadonlySet<string>; readonly unfinished: ReadonlySet<string> } {
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
    const problems = [...withoutSkip(previous.problems), skipProblem(previous.location, reason)];
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

function whyIncomplete(skipped: ReadonlyMap<string, string>, unfinished: ReadonlySet<string>): string | null {
  const [first] = skipped;
  if (first) {
    const more = skipped.size > 1 ? ` (and ${skipped.size - 1} more)` : "";
    return `${first[0]} could not be read: ${first[1]}${more}`;
  }
  const [scope] = unfinished;
  return scope === undefined ? null : `the scope "${scope}" was not read to its end`;
}

const SKIP_RULE = "source/skipped";

function skipProblem(location: string, reason: string): Problem {
  const message = `Could not be read: ${reason}. What was last read from here is kept.`;
  return { severity: "error", rule: SKIP_RULE, message, location, line: null, column: null, entity: null, path: null };
}

function withoutSkip(problems: readonly Problem[]): readonly Problem[] {
  return problems.some((problem) => problem.rule === SKIP_RULE)
    ? problems.filter((problem) => problem.rule !== SKIP_RULE)
    : problems;
}

/** The skipped location that a location is, or lies below. */
function skipOf(location: string, skipped: ReadonlyMap<string, string>): string | undefined {
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

/** True for the location itself and everything below it. */
function within(location: string): (other: string) => boolean {
  const folder = location.endsWith("/") ? location : `${location}/`;
  return (other) => other === location || other.startsWith(folder);
}

/** A reason in a sentence; never a stack. */
export function reasonText(reason: unknown): string {
  return (reason instanceof Error ? reason.message : String(reason)).replace(/[.\s]+$/, "");
}
