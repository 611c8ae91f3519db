import type { StoredDocument } from "../model/stored-entity.ts";
import type { SourceChange } from "../provider/entity-provider.ts";
import { hasTargets } from "./follow-locations.ts";
import { ingested, ingestOrReuse } from "./ingest-or-reuse.ts";
import type { SourceContext, SourceReading } from "./source-reading.ts";
import { documentsUsing } from "./source-record.ts";

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
      if (record.awaited.locations.has(hint.document.location)) return undefined;
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
      // A file that no document holds yet: a Location entity waits for it.
      if (documentsUsing(record, hint.location).length === 0) return undefined;
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

/** True for the location itself and everything below it. */
function within(location: string): (other: string) => boolean {
  const folder = location.endsWith("/") ? location : `${location}/`;
  return (other) => other === location || other.startsWith(folder);
}
