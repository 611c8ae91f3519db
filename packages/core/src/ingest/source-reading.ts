import type { SkippedLocations, StoredDocument } from "../model/stored-entity.ts";
import type { FurtherFiles } from "./further-files.ts";
import type { IngestContext } from "./ingest-document.ts";
import type { AwaitedFiles, SourceRecord } from "./source-record.ts";

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
  /** What could not be read; absent when there was nothing. */
  readonly skipped?: SkippedLocations;
  /** What Location entities wait for; absent for a hint, which does not tell. */
  readonly awaited?: AwaitedFiles;
}

/** A source to read, with what is known of it. */
export interface SourceContext {
  readonly record: SourceRecord;
  readonly files: FurtherFiles;
  readonly ingest: IngestContext;
}
