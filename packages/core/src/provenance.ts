import type { SourceStatus } from "./catalog-view.ts";
import type { SourceRecord } from "./ingest/source-record.ts";
import type { Problem } from "./model/problem.ts";
import type { StoredDocument, StoredEntity } from "./model/stored-entity.ts";

/** What is known about the sources at one revision, beside the entities. Never changes once made. */
export interface Provenance {
  readonly sources: readonly SourceStatus[];
  /** By source: what was wrong in the documents themselves, and which descriptions lost to another. */
  readonly problems: ReadonlyMap<string, readonly Problem[]>;
  /** When an entity's document was last there, as an ISO time. */
  lastSeen(stored: StoredEntity): string;
}

/** Provenance of entities that came from no source. */
export const noProvenance: Provenance = { sources: [], problems: new Map(), lastSeen: (stored) => stored.firstSeen };

/** Follows the documents of all sources; its work grows with what changed and with what is wrong, not with the catalog. */
export interface ProvenanceTracker {
  replace(source: string, documents: Iterable<StoredDocument>, dropped: Iterable<string>): void;
  /** @param contested descriptions of one ref, the one in force first */
  current(records: readonly SourceRecord[], contested: Iterable<readonly StoredEntity[]>): Provenance;
}

export function provenanceTracker(): ProvenanceTracker {
  const problems = new Map<string, Map<string, readonly Problem[]>>();
  const stale = new Map<string, Map<string, string>>();
  return {
    replace(source, documents, dropped) {
      const problemsOf = at(problems, source);
      const staleOf = at(stale, source);
      for (const key of dropped) {
        problemsOf.delete(key);
        staleOf.delete(key);
      }
      for (const document of documents) {
        setOrDelete(problemsOf, document.key, document.problems.length > 0 ? document.problems : undefined);
        setOrDelete(staleOf, document.key, document.lastSeen ?? undefined);
      }
    },
    current(records, contested) {
      const sources: SourceStatus[] = [];
      const all = new Map<string, Problem[]>();
      const staleLocations = new Map<string, string>();
      for (const record of records) all.set(record.name, [...at(problems, record.name).values()].flat());
      for (const [winner, ...losers] of contested) {
        if (winner) for (const loser of losers) all.get(loser.source)?.push(conflict(winner, loser));
      }
      for (const record of records) {
        sources.push(sourceStatus(record, all.get(record.name)?.length ?? 0));
        for (const [key, seen] of at(stale, record.name)) {
          staleLocations.set(`${record.name} ${record.documents.get(key)?.location ?? key}`, seen);
        }
      }
      const readAt = new Map(sources.map(({ name, lastReadAt }) => [name, lastReadAt]));
      return {
        sources,
        problems: all,
        lastSeen: (stored) =>
          staleLocations.get(`${stored.source} ${stored.location}`) ?? readAt.get(stored.source) ?? stored.firstSeen,
      };
    },
  };
}

function sourceStatus(record: SourceRecord, problems: number): SourceStatus {
  const { name, state, lastReadAt, reason, documents, claimed, held, restored } = record;
  return {
    name,
    state,
    entities: claimed.size + held.size + restored.size,
    documents: documents.size,
    problems,
    lastReadAt,
    reason,
    refusedRemovals: held.size,
  };
}

function conflict(winner: StoredEntity, loser: StoredEntity): Problem {
  const [line, column] = loser.positions["/metadata/name"] ?? [loser.line, null];
  const from = winner.source === loser.source ? "" : ` (source ${winner.source})`;
  const place = winner.line === null ? winner.location : `${winner.location}:${winner.line}`;
  return {
    severity: "error",
    rule: "ref-conflict",
    message: `${loser.ref} is already described at ${place}${from}; this description is not used until that one is gone. Rename or remove one of them.`,
    location: loser.location,
    line,
    column,
    entity: loser.ref,
    path: "/metadata/name",
  };
}

function at<Value>(maps: Map<string, Map<string, Value>>, key: string): Map<string, Value> {
  const found = maps.get(key) ?? new Map<string, Value>();
  maps.set(key, found);
  return found;
}

function setOrDelete<Value>(map: Map<string, Value>, key: string, value: Value | undefined): void {
  if (value === undefined) map.delete(key);
  else map.set(key, value);
}
