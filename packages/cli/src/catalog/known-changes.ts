import type { KnownChanges } from "@callboard/answers";
import type { Catalog } from "@callboard/core";

/**
 * The change log of a catalog, for questions about what changed. Undefined without a store: a log that begins with the
 * command holds nothing but what it has just read, and so does one that no longer reaches back to its beginning.
 */
export async function knownChanges(catalog: Catalog): Promise<KnownChanges | undefined> {
  const { changes, complete, durable } = await catalog.history();
  const [oldest] = changes;
  if (!durable || !complete || !oldest) return undefined;
  return { changes, since: oldest.at, durable };
}
