import { entityRef } from "../../src/model/entity-ref.ts";
import type { StoredDocument, StoredEntity } from "../../src/model/stored-entity.ts";
import type { ChangeSet, LoggedChange, StoredCatalog } from "../../src/store/entity-store.ts";

const SOURCE = "test:source";
const AT = "2026-01-01T00:00:00.000Z";

/** A step to a revision that writes each named document. */
export function changeSet(revision: number, ...names: readonly string[]): ChangeSet {
  return {
    revision,
    at: AT,
    changes: names.map((name) => logged(revision, name)),
    documents: names.map((name) => ({ source: SOURCE, document: storedDocument(name, revision) })),
    dropped: [],
    sources: [],
    droppedSources: [],
  };
}

export function logged(revision: number, name = "api"): LoggedChange {
  const { ref, source, location, etag } = storedEntity(name, revision);
  return { revision, at: AT, type: "changed", ref, source, location, etag };
}

export function storedDocument(name: string, version: number): StoredDocument {
  const claims = [storedEntity(name, version)];
  return {
    key: name,
    location: `test:${name}`,
    version: String(version),
    scope: null,
    lastSeen: null,
    problems: [],
    claims,
  };
}

/** A catalog with one source that holds the named documents. */
export function storedCatalog(...names: readonly string[]): StoredCatalog {
  const documents = names.map((name) => storedDocument(name, 1));
  const fields = { lastReadAt: AT, state: "complete", reason: null, held: [], restored: [] } as const;
  const log = names.map((name) => logged(1, name));
  return { revision: 1, sources: [{ name: SOURCE, ...fields, documents }], quarantine: [], log };
}

function storedEntity(name: string, version: number): StoredEntity {
  return {
    ref: entityRef({ kind: "Component", name }),
    uid: `uid-of-${name}`,
    etag: `etag-${version}`,
    entity: { apiVersion: "backstage.io/v1alpha1", kind: "Component", metadata: { name, namespace: "default" } },
    source: SOURCE,
    location: `test:${name}`,
    line: 1,
    viewUrl: null,
    firstSeen: AT,
    changed: AT,
    positions: { "/metadata/name": [3, 9] },
  };
}
