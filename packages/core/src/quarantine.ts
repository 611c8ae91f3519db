import { eachInTurns, type Pause } from "./ingest/time-slices.ts";
import type { EntityRef } from "./model/entity-ref.ts";
import type { EntityChange, QuarantinedEntity } from "./model/stored-entity.ts";

/** How long a removed entity can be put back: 7 days. */
export const QUARANTINE_MS = 7 * 24 * 3_600_000;
/** How many removed entities are kept at most; the oldest go first. */
const QUARANTINE_LIMIT = 10_000;

type Quarantine = ReadonlyMap<EntityRef, QuarantinedEntity>;

/** The quarantine after some changes, oldest first: removed entities enter, returned and expired ones leave. */
export async function keepQuarantine(
  before: Quarantine,
  changes: readonly EntityChange[],
  now: number,
  pause: Pause,
): Promise<Quarantine> {
  const removedAt = new Date(now).toISOString();
  const after = new Map(before);
  let isSame = true;
  await eachInTurns(changes, pause, (change) => {
    const { ref } = change.stored;
    if (after.delete(ref)) isSame = false; // deleted first, so that a new removal goes to the end
    if (change.type !== "removed") return;
    after.set(ref, { stored: change.stored, removedAt, reason: change.reason });
    isSame = false;
  });
  for (const [ref, entry] of after) {
    const isOver = now - Date.parse(entry.removedAt) > QUARANTINE_MS || after.size > QUARANTINE_LIMIT;
    if (!isOver) break;
    after.delete(ref);
    isSame = false;
  }
  return isSame ? before : after;
}
