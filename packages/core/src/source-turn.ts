import type { SourceReading } from "./ingest/source-reading.ts";
import type { SourceRecord } from "./ingest/source-record.ts";
import type { StoredSource } from "./model/stored-entity.ts";

/** How a source's last run ended, and when. */
export type SourceTurn = Pick<SourceRecord, "state" | "reason" | "lastReadAt" | "lastCompleteReadAt" | "skipped">;

export function sourceTurn({ state, reason, lastReadAt, lastCompleteReadAt, skipped }: SourceRecord): SourceTurn {
  return { state, reason, lastReadAt, lastCompleteReadAt, skipped };
}

/** A turn as a store keeps it: without what is not there. */
export function keptTurn({
  skipped,
  ...turn
}: SourceTurn): Omit<StoredSource, "name" | "documents" | "held" | "restored"> {
  return { ...turn, ...(skipped && { skipped }) };
}

/**
 * The turn that ends with a full read.
 *
 * @param refused why its removals are not believed; null when they are
 * @param at when it ended, as an ISO time
 */
export function turnAfterRead(
  record: SourceRecord,
  refused: string | null,
  reading: SourceReading,
  at: string,
): SourceTurn {
  const after = stateAfter(refused, reading.incomplete);
  const lastCompleteReadAt = after.state === "complete" ? at : record.lastCompleteReadAt;
  return { ...after, lastReadAt: at, lastCompleteReadAt, skipped: reading.skipped };
}

/** The turn after a hint, which tells of one file only. */
export function turnAfterHint(record: SourceRecord, refused: string | null): SourceTurn {
  const isRefusal = refused !== null || record.state === "refused";
  return isRefusal ? { ...sourceTurn(record), ...stateAfter(refused, whyPartly(record)) } : sourceTurn(record);
}

/** The turn after a person has said that what the last read found is right. */
export function confirmedTurn(record: SourceRecord): SourceTurn {
  const after = stateAfter(null, whyPartly(record));
  const lastCompleteReadAt = after.state === "complete" ? record.lastReadAt : record.lastCompleteReadAt;
  return { ...sourceTurn(record), ...after, lastCompleteReadAt };
}

/** What the last run could not read, in a sentence; null when there was nothing. */
function whyPartly({ skipped }: SourceRecord): string | null {
  const [first] = skipped?.first ?? [];
  return first ? `${first.location} could not be read: ${first.reason}` : null;
}

function stateAfter(refused: string | null, incomplete: string | null): Pick<SourceTurn, "state" | "reason"> {
  if (refused !== null) return { state: "refused", reason: refused };
  return { state: incomplete === null ? "complete" : "incomplete", reason: incomplete };
}
