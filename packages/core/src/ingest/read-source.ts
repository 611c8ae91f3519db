import type { Problem } from "../model/problem.ts";
import type { StoredDocument } from "../model/stored-entity.ts";
import type {
  EntityProvider,
  ProvideContext,
  ReadContext,
  SourceChange,
  SourceDocument,
} from "../provider/entity-provider.ts";
import { expandDocument } from "./expand-document.ts";
import { followLocations, hasTargets, isTargetProblem } from "./follow-locations.ts";
import type { FurtherFiles } from "./further-files.ts";
import { type DocumentWithContent, type IngestContext, ingestDocument } from "./ingest-document.ts";
import { reasonText } from "./reason-text.ts";
import { documentsUsing, lastSeen, type SourceRecord } from "./source-record.ts";
import { isKindRefusal } from "./source-rules.ts";

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

/** A source to read, with what is known of it. */
export interface SourceContext {
  readonly record: SourceRecord;
  readonly files: FurtherFiles;
  readonly ingest: IngestContext;
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
  reading: ReadContext,
  source: SourceContext,
  onProgress?: ReadProgress,
): Promise<SourceReading> {
  const { record, ingest } = source;
  const documents = new Map<string, StoredDocument>();
  const skipped = new Map<string, string>();
  const scopes = new Set<string | null>([null]); // a run that ends is complete for all that names no scope
  const context: ProvideContext = {
    ...reading,
    known: (key) => knownVersion(record.documents.get(key), ingest),
    skip: (location, reason) => void skipped.set(location.replace(/\/$/, ""), reasonText(reason)),
    complete: (scope) => void scopes.add(scope),
  };
  let documentsRead = 0;
  for await (const document of provider.provide(context)) {
    reading.signal.throwIfAborted();
    const read = await ingestOrReuse(document, source);
    if (read === undefined) skipped.set(document.location, "it was said to be unchanged, but was never read");
    else documents.set(freeKey(documents, read.key), read);
    documentsRead += 1;
    onProgress?.({ source: provider.name, documents: documentsRead });
  }
  const isKept = ({ location, scope }: StoredDocument) => skipOf(location, skipped) !== undefined || !scopes.has(scope);
  const unseen = [...record.documents.values()].filter((previous) => !documents.has(previous.key) && isKept(previous));
  for (const [location, reason] of await addTargets(documents, unseen, source)) skipped.set(location, reason);
  const { dropped, unfinished } = carryOver(record, documents, skipped, scopes, ingest.now);
  return { documents, dropped, documentsRead, incomplete: whyIncomplete(skipped, unfinished) };
}

/**
 * Adds what the Location entities in documents point to.
 *
 * @param unseen documents that stay as they were last read
 * @returns targets that could not be read, with the reason in a sentence
 */
async function addTargets(
  documents: Map<string, StoredDocument>,
  unseen: readonly StoredDocument[],
  source: SourceContext,
): Promise<ReadonlyMap<string, string>> {
  const { record, files, ingest } = source;
  const followed = await followLocations([...documents.values(), ...unseen], {
    files,
    kinds: ingest.kinds,
    previous: (location) => documentsBelow(record, location),
    ingestTarget: (location, content, scope) =>
      ingested({ location, content, ...(scope !== null && { scope }) }, record.documents.get(location), source),
  });
  for (const document of followed.documents) documents.set(freeKey(documents, document.key), document);
  for (const [key, document] of documents) {
    const problems = followed.problems.get(document.location);
    if (problems) documents.set(key, { ...document, problems: [...document.problems, ...problems] });
  }
  return new Map(Array.from(followed.unreadable, ([location, reason]) => [location, reasonText(reason)]));
}

/** The documents that are kept when a location is skipped. */
function documentsBelow(record: SourceRecord, location: string): readonly StoredDocument[] {
  const one = record.documents.get(location);
  const skipped = new Map([[location, ""]]);
  return one ? [one] : [...record.documents.values()].filter((other) => skipOf(other.location, skipped) !== undefined);
}

/** What a watching provider says of single files. */
export type SourceHint = Exclude<SourceChange, { readonly type: "refresh" }>;

/** What one hint of a watching provider says; undefined when only a full read can tell. */
export async function readHint(hint: SourceHint, source: SourceContext): Promise<SourceReading | undefined> {
  const { record, ingest } = source;
  const documents = new Map<string, StoredDocument>();
  const dropped = new Set<string>();

  /** Reads the documents again that use a file; false when one of them cannot be read. */
  async function addUsers(location: string): Promise<boolean> {
    for (const previous of documentsUsing(record, location)) {
      if (documents.has(previous.key)) continue;
      const document = await readAgain(previous, source);
      if (!document) return false;
      documents.set(document.key, document);
    }
    return true;
  }

  switch (hint.type) {
    case "changed": {
      const document = await ingestOrReuse(hint.document, source);
      if (document) documents.set(document.key, document);
      if (!(await addUsers(hint.document.location))) return undefined;
      break;
    }
    case "removed": {
      const isGone = within(hint.location);
      for (const { key, location } of record.documents.values()) if (isGone(location)) dropped.add(key);
      for (const location of record.users.keys()) if (isGone(location)) return undefined;
      break;
    }
    case "touched":
      if (!(await addUsers(hint.location))) return undefined;
      break;
    default:
      return hint satisfies never;
  }
  const before = [...documents.keys(), ...dropped].flatMap((key) => record.documents.get(key) ?? []);
  // What Location entities point to comes and goes with them.
  const isAboutTargets = [...before, ...documents.values()].some((document) => hasTargets(document, ingest.kinds));
  return isAboutTargets ? undefined : { documents, dropped, documentsRead: null, incomplete: null };
}

/** A document from its file as it is now; undefined when that cannot be read. */
async function readAgain(previous: StoredDocument, source: SourceContext): Promise<StoredDocument | undefined> {
  const { key, location, version, scope, claims } = previous;
  const content = await source.files.read(location, location).catch(() => undefined);
  if (content === undefined) return undefined;
  const viewUrl = claims[0]?.viewUrl ?? null;
  const fields = {
    ...(version !== null && { version }),
    ...(scope !== null && { scope }),
    ...(viewUrl !== null && { viewUrl }),
  };
  return ingested({ key, location, content, ...fields }, previous, source);
}

async function ingestOrReuse(document: SourceDocument, source: SourceContext): Promise<StoredDocument | undefined> {
  const { record } = source;
  const key = document.key ?? document.location;
  const previous = record.documents.get(key);
  const unchanged =
    isReusable(previous, source.ingest) && document.version !== undefined && previous.version === document.version;
  if (unchanged && previous.location === document.location)
    return { ...previous, lastSeen: null, problems: ownProblems(previous.problems) };
  if ("unchanged" in document) return undefined;
  return ingested(document, previous, source);
}

async function ingested(
  document: DocumentWithContent,
  previous: StoredDocument | undefined,
  { files, ingest }: SourceContext,
): Promise<StoredDocument> {
  return ingestDocument(document, previous, ingest, await expandDocument(document, files, ingest.limits));
}

function knownVersion(previous: StoredDocument | undefined, ingest: IngestContext): string | undefined {
  return isReusable(previous, ingest) ? (previous.version ?? undefined) : undefined;
}

/** False for what may read differently though its own file is the same: other files are in it, or the rules changed. */
function isReusable(previous: StoredDocument | undefined, { allowed }: IngestContext): previous is StoredDocument {
  if (!previous || previous.uses !== undefined || previous.problems.some(isKindRefusal)) return false;
  return !allowed || previous.claims.every(({ entity }) => allowed.allows(entity.kind));
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

/** What is wrong with a document itself, whatever became of the run. */
function ownProblems(problems: readonly Problem[]): readonly Problem[] {
  const isOwn = (problem: Problem) => problem.rule !== SKIP_RULE && !isTargetProblem(problem);
  return problems.every(isOwn) ? problems : problems.filter(isOwn);
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
