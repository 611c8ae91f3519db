import type { OtherClaim, SourceStatus } from "./catalog-view.ts";
import { isUnusedDescription, refConflict } from "./ingest/repeated-ref.ts";
import type { SourceRecord } from "./ingest/source-record.ts";
import type { EntityRef } from "./model/entity-ref.ts";
import type { Problem } from "./model/problem.ts";
import type { StoredDocument, StoredEntity } from "./model/stored-entity.ts";
import { type SourceFacts, type SourceFollowing, sourceFacts, sourceStatus } from "./source-health.ts";

/** What is known about the sources at one revision, beside the entities. But for `statuses` it never changes. */
export interface Provenance {
  readonly sources: readonly SourceFacts[];
  /** The sources as they are seen now: time makes them older. */
  statuses(): readonly SourceStatus[];
  /** By source: what was wrong in the documents themselves, and which descriptions lost to another. */
  readonly problems: ReadonlyMap<string, readonly Problem[]>;
  /** When an entity's document was last there, as an ISO time. */
  lastSeen(stored: StoredEntity): string;
  /** The descriptions of an entity's ref that are not used. */
  otherClaims(stored: StoredEntity): readonly OtherClaim[];
}

/** Provenance of entities that came from no source. */
export const noProvenance: Provenance = {
  sources: [],
  statuses: () => [],
  problems: new Map(),
  lastSeen: (stored) => stored.firstSeen,
  otherClaims: () => [],
};

/** Follows the documents of all sources; its work grows with what changed and with what is wrong, not with the catalog. */
export interface ProvenanceTracker {
  replace(source: string, documents: Iterable<StoredDocument>, dropped: Iterable<string>): void;
  /** @param contested descriptions of one ref, the one in force first */
  current(records: readonly SourceRecord[], contested: Iterable<readonly StoredEntity[]>): Provenance;
}

/** @param following what is known now of a source that is followed */
export function provenanceTracker(following: (source: string) => SourceFollowing): ProvenanceTracker {
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
      const sources: SourceFacts[] = [];
      const all = new Map<string, Problem[]>();
      const staleLocations = new Map<string, string>();
      for (const record of records) all.set(record.name, [...at(problems, record.name).values()].flat());
      for (const [winner, ...losers] of contested) {
        if (winner) for (const loser of losers) all.get(loser.source)?.push(refConflict(winner, loser));
      }
      for (const record of records) {
        sources.push(sourceFacts(record, all.get(record.name)?.length ?? 0));
        for (const [key, seen] of at(stale, record.name)) {
          staleLocations.set(`${record.name} ${record.documents.get(key)?.location ?? key}`, seen);
        }
      }
      const readAt = new Map(sources.map(({ name, lastReadAt }) => [name, lastReadAt]));
      return {
        sources,
        statuses: () => sources.map((facts) => sourceStatus(facts, following(facts.name))),
        problems: all,
        lastSeen: (stored) =>
          staleLocations.get(`${stored.source} ${stored.location}`) ?? readAt.get(stored.source) ?? stored.firstSeen,
        otherClaims: otherClaims(all),
      };
    },
  };
}

/** True when two readings of a source found the same. Problems of documents that were not read again are the same objects. */
export function sameProblems(before: readonly Problem[] = [], after: readonly Problem[] = []): boolean {
  if (before.length !== after.length) return false;
  return before.every((problem, index) => {
    const other = after[index];
    return problem === other || JSON.stringify(problem) === JSON.stringify(other);
  });
}

/** Who lost a ref is said by problems, which snapshots keep, too. They are looked through at the first question. */
function otherClaims(problems: Provenance["problems"]): Provenance["otherClaims"] {
  let byRef: Map<EntityRef, { readonly source: string; readonly problem: Problem }[]> | undefined;
  return (winner) => {
    if (!byRef) {
      byRef = new Map();
      for (const [source, ofSource] of problems) {
        for (const problem of ofSource) {
          if (problem.entity === null || !isUnusedDescription(problem)) continue;
          const others = byRef.get(problem.entity) ?? [];
          others.push({ source, problem });
          byRef.set(problem.entity, others);
        }
      }
    }
    return (byRef.get(winner.ref) ?? []).map(({ source, problem: { location, line } }) => {
      return { source, location, line, reason: whyLost(winner, source, location) };
    });
  };
}

function whyLost(winner: StoredEntity, source: string, location: string): string {
  if (winner.source !== source) return `The source ${winner.source} comes before ${source} in the list of providers.`;
  return winner.location === location
    ? "The same file describes it further up."
    : `In the order of locations ${winner.location} comes before ${location}.`;
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
