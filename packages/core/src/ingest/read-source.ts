import type { StoredDocument } from "../model/stored-entity.ts";
import type { EntityProvider, ProvideContext, ReadContext } from "../provider/entity-provider.ts";
import { carryOver, skipOf, skippedLocations, whyIncomplete } from "./carry-over.ts";
import { type FollowedLocations, followLocations } from "./follow-locations.ts";
import { ingested, ingestOrReuse, knownVersion } from "./ingest-or-reuse.ts";
import { reasonText } from "./reason-text.ts";
import type { SourceContext, SourceReading } from "./source-reading.ts";
import type { SourceRecord } from "./source-record.ts";
import { type Pause, timeSlices } from "./time-slices.ts";

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
  const yielded = new Set<string>();
  const pause = timeSlices(reading.clock);
  const context: ProvideContext = {
    ...reading,
    known: (key) => knownVersion(record.documents.get(key), ingest),
    skip: (location, reason) => void skipped.set(location.replace(/\/$/, ""), reasonText(reason)),
    complete: (scope) => void scopes.add(scope),
    scopes: () => new Set([...record.documents.values()].flatMap(({ scope }) => scope ?? [])),
    rateLimit: (budget) => {
      record.rateLimit = budget;
    },
  };
  let documentsRead = 0;
  for await (const document of provider.provide(context)) {
    reading.signal.throwIfAborted();
    const read = await ingestOrReuse(document, source);
    if (read === undefined) skipped.set(document.location, "it was said to be unchanged, but was never read");
    else documents.set(freeKey(documents, read.key), read);
    if (document.scope !== undefined) yielded.add(document.scope);
    documentsRead += 1;
    onProgress?.({ source: provider.name, documents: documentsRead });
    const turn = pause();
    if (turn) await turn;
  }
  const isKept = ({ location, scope }: StoredDocument) => skipOf(location, skipped) !== undefined || !scopes.has(scope);
  const unseen = [...record.documents.values()].filter((previous) => !documents.has(previous.key) && isKept(previous));
  const { unreadable, awaited } = await addTargets(documents, unseen, source, pause);
  for (const [location, reason] of unreadable) skipped.set(location, reasonText(reason));
  const { dropped, unfinished } = carryOver(record, documents, skipped, scopes, ingest.now);
  for (const scope of yielded) if (!scopes.has(scope)) unfinished.add(scope);
  return {
    documents,
    dropped,
    documentsRead,
    incomplete: whyIncomplete(skipped, unfinished),
    ...(skipped.size > 0 && { skipped: skippedLocations(skipped) }),
    awaited,
  };
}

/**
 * Adds what the Location entities in documents point to.
 *
 * @param unseen documents that stay as they were last read
 */
async function addTargets(
  documents: Map<string, StoredDocument>,
  unseen: readonly StoredDocument[],
  source: SourceContext,
  pause: Pause,
): Promise<FollowedLocations> {
  const { record, files, ingest } = source;
  const followed = await followLocations([...documents.values(), ...unseen], {
    files,
    kinds: ingest.kinds,
    pause,
    previous: (location) => documentsBelow(record, location),
    ingestTarget: (location, content, scope) =>
      ingested({ location, content, ...(scope !== null && { scope }) }, record.documents.get(location), source),
  });
  for (const document of followed.documents) documents.set(freeKey(documents, document.key), document);
  for (const [key, document] of documents) {
    const problems = followed.problems.get(document.location);
    if (problems) documents.set(key, { ...document, problems: [...document.problems, ...problems] });
  }
  return followed;
}

/** The documents that are kept when a location is skipped. */
function documentsBelow(record: SourceRecord, location: string): readonly StoredDocument[] {
  const one = record.documents.get(location);
  const skipped = new Map([[location, ""]]);
  return one ? [one] : [...record.documents.values()].filter((other) => skipOf(other.location, skipped) !== undefined);
}

/** Two documents may not share a key: the second keeps its entities under a key of its own. */
function freeKey(documents: ReadonlyMap<string, StoredDocument>, key: string): string {
  let free = key;
  for (let count = 2; documents.has(free); count += 1) free = `${key}#${count}`;
  return free;
}
