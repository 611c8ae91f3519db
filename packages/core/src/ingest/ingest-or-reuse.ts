import type { Problem } from "../model/problem.ts";
import type { StoredDocument } from "../model/stored-entity.ts";
import type { SourceDocument } from "../provider/entity-provider.ts";
import { SKIP_RULE } from "./carry-over.ts";
import { expandDocument } from "./expand-document.ts";
import { isTargetProblem } from "./follow-locations.ts";
import { type DocumentWithContent, type IngestContext, ingestDocument } from "./ingest-document.ts";
import type { SourceContext } from "./source-reading.ts";
import { isRefusal } from "./source-rules.ts";

/**
 * A document of a source, read only where it is not what it was; undefined for one that is said to be unchanged but was
 * never read.
 */
export async function ingestOrReuse(
  document: SourceDocument,
  source: SourceContext,
): Promise<StoredDocument | undefined> {
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

/** A document with all that it takes from other files. */
export async function ingested(
  document: DocumentWithContent,
  previous: StoredDocument | undefined,
  { files, ingest }: SourceContext,
): Promise<StoredDocument> {
  return ingestDocument(document, previous, ingest, await expandDocument(document, files, ingest.limits));
}

/** The version that a provider may call unchanged; undefined when the document is to be read whatever it says. */
export function knownVersion(previous: StoredDocument | undefined, ingest: IngestContext): string | undefined {
  return isReusable(previous, ingest) ? (previous.version ?? undefined) : undefined;
}

/** False for what may read differently though its own file is the same: other files are in it, or the rules changed. */
function isReusable(previous: StoredDocument | undefined, { allowed }: IngestContext): previous is StoredDocument {
  if (!previous || previous.uses !== undefined || previous.problems.some(isRefusal)) return false;
  return !allowed || previous.claims.every(({ entity, location }) => allowed.allows(entity, location));
}

/** What is wrong with a document itself, whatever became of the run. */
function ownProblems(problems: readonly Problem[]): readonly Problem[] {
  const isOwn = (problem: Problem) => problem.rule !== SKIP_RULE && !isTargetProblem(problem);
  return problems.every(isOwn) ? problems : problems.filter(isOwn);
}
