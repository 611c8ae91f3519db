import type { AskOptions } from "@callboard/answers";
import type { Catalog, Clock } from "@callboard/core";

type KnownChanges = NonNullable<AskOptions["changes"]>;

/** What changed in a catalog, for questions about that. */
export type ChangeLog = () => Promise<KnownChanges>;

/**
 * The change log of a catalog. Where that does not outlive the process, or no longer reaches back to its beginning, it
 * holds what has changed since now: before that, everything was only read for the first time.
 */
export async function changeLog(catalog: Catalog, clock: Clock): Promise<ChangeLog> {
  const started = { revision: catalog.revision, at: new Date(clock.now()).toISOString() };
  return async () => {
    const whole = await catalog.history();
    const [oldest] = whole.changes;
    if (whole.durable && whole.complete && oldest) return { changes: whole.changes, since: oldest.at, durable: true };
    const { changes, complete } = await catalog.history(started.revision);
    const since = complete ? started.at : (changes[0]?.at ?? new Date(clock.now()).toISOString());
    return { changes, since, durable: whole.durable };
  };
}
