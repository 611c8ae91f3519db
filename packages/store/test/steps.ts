import type { ChangeSet, StoredCatalog } from "@callboard/core";
import { entityRef } from "@callboard/core";

const SOURCE = "test:source";
const AT = "2026-01-01T00:00:00.000Z";

/** A step to a revision that writes one document of about `bytes` bytes. */
export function step(revision: number, name = "api", bytes = 100): ChangeSet {
  const ref = entityRef({ kind: "Component", name });
  const etag = `etag-${revision}`;
  const location = `test:${name}`;
  const metadata = { name, namespace: "default", description: "x".repeat(bytes) };
  const stored = {
    ref,
    uid: `uid-of-${name}`,
    etag,
    entity: { apiVersion: "backstage.io/v1alpha1", kind: "Component", metadata },
    source: SOURCE,
    location,
    line: 1,
    viewUrl: null,
    firstSeen: AT,
    changed: AT,
    positions: {},
  };
  const document = {
    key: name,
    location,
    version: String(revision),
    scope: null,
    lastSeen: null,
    problems: [],
    claims: [stored],
  };
  return {
    revision,
    at: AT,
    changes: [{ revision, at: AT, type: "changed", ref, source: SOURCE, location, etag }],
    documents: [{ source: SOURCE, document }],
    dropped: [],
    sources: [],
    droppedSources: [],
  };
}

/** `key version` of every document, sorted; undefined for a store that holds nothing. */
export function versionsIn(stored: StoredCatalog | undefined): readonly string[] | undefined {
  const documents = stored?.sources.flatMap((source) => source.documents);
  return documents?.map(({ key, version }) => `${key} ${version}`).sort();
}
