import type { EntityRef } from "./model/entity-ref.ts";
import type { EntityChange, QuarantinedEntity } from "./model/stored-entity.ts";

/** How long a removed entity can be put back: 7 days. */
export const QUARANTINE_MS = 7 * 24 * 3_600_000;
/** How many removed entities are kept at most; the oldest go first. */
const QUARANTINE_LIMIT = 10_000;

type Quarantine = ReadonlyMap<EntityRef, QuarantinedEntity>;

/** The quarantine after some changes, oldest first: removed entities enter, returned and expired ones leave. */
export function keepQuarantine(before: Quarantine, changes: readonly EntityChange[], now: number): Quarantine {
  const removedAt = new Date(now).toISOString();
  const after = new Map(before);
  for (const change of changes) {
    after.delete(change.stored.ref); // deleted first, so that a new removal goes to the end
    if (change.type === "removed")
      after.set(change.stored.ref, { stored: change.stored, removedAt, reason: change.reason });
  }
  for (const [ref, entry] of after) {
    const isOver = now - Date.parse(entry.removedAt) > QUARANTINE_MS || after.size > QUARANTINE_LIMIT;
    if (!isOver) break;
    after.delete(ref);
  }
  const same =
    after.size === before.size && changes.every(({ stored }) => before.get(stored.ref) === after.get(stored.ref));
  return same ? before : after;
}
