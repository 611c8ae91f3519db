import type { SourceHealth, SourceStatus } from "./catalog-view.ts";
import type { SourceRecord } from "./ingest/source-record.ts";
import type { RateBudget } from "./provider/entity-provider.ts";

/** What a source has to do with the present, beside what was read from it. */
export interface SourceFollowing {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** How often it is read; null when nobody has said so. */
  readonly everyMs: number | null;
  /** When it is read next, in milliseconds since 1970; null when nothing is planned. */
  readonly nextAt: number | null;
  readonly rateLimit: RateBudget | null;
}

/** What was read from a source, and how that went; as long as it is not read again, this stays. */
export type SourceFacts = Omit<SourceStatus, "health" | "ageMs" | "rateLimit" | "nextReadAt">;

/** What is known of a source after its last turn. */
export function sourceFacts(record: SourceRecord, problems: number): SourceFacts {
  const { name, state, lastReadAt, lastCompleteReadAt, reason, documents, claimed, held, restored, skipped } = record;
  return {
    name,
    state,
    entities: claimed.size + held.size + restored.size,
    documents: documents.size,
    problems,
    lastReadAt,
    lastCompleteReadAt,
    reason,
    skipped: skipped ?? NOTHING_SKIPPED,
    refusedRemovals: held.size,
  };
}

/** The same with what changes as time passes. A clock that was set back makes nothing younger than new. */
export function sourceStatus(facts: SourceFacts, { now, everyMs, nextAt, rateLimit }: SourceFollowing): SourceStatus {
  const { lastCompleteReadAt } = facts;
  const ageMs = lastCompleteReadAt === null ? null : Math.max(0, now - Date.parse(lastCompleteReadAt));
  return {
    ...facts,
    health: healthOf(facts, ageMs, everyMs),
    ageMs,
    rateLimit,
    nextReadAt: nextAt === null ? null : new Date(nextAt).toISOString(),
  };
}

const NOTHING_SKIPPED = { count: 0, first: [] };

/** After this many intervals without a complete read, a source is stale. */
const STALE_AFTER = 2;

function healthOf({ state }: SourceFacts, ageMs: number | null, everyMs: number | null): SourceHealth {
  switch (state) {
    case "failed":
      return "failing";
    case "incomplete":
    case "refused":
      return "degraded";
    case "pending":
    case "complete":
      return ageMs === null || (everyMs !== null && ageMs > STALE_AFTER * everyMs) ? "stale" : "fresh";
    default:
      return state satisfies never;
  }
}
