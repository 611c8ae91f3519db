import type { CatalogWriter } from "./catalog-writer.ts";
import { reasonText } from "./ingest/reason-text.ts";
import { isUsed } from "./ingest/source-record.ts";
import type { EntityProvider, SourceChange } from "./provider/entity-provider.ts";
import type { Runtime } from "./runtime.ts";

/** What following a source between its reads needs. */
export interface Watching {
  readonly writer: CatalogWriter;
  readonly runtime: Runtime;
  /** Reads a source whole. */
  refresh(source: string): Promise<unknown>;
  /** Aborts when the catalog is closed. */
  readonly signal: AbortSignal;
}

/** Follows the hints of a source that can be watched, until it tells no more or the catalog is closed. Never rejects. */
export async function watchSource(provider: EntityProvider, watching: Watching): Promise<void> {
  const { writer, runtime, signal } = watching;
  const { logger, clock, fetch } = runtime;
  const { name } = provider;
  const record = writer.records.get(name);
  const uses = (location: string) => record !== undefined && isUsed(record, location);
  const patterns = () => record?.awaited.patterns ?? new Set<string>();
  try {
    for await (const change of provider.watch?.({ signal, fetch, logger, clock, uses, patterns }) ?? []) {
      if (signal.aborted) return;
      await followHint(name, change, watching);
    }
  } catch (reason) {
    if (!signal.aborted) logger.warn("A source can no longer be watched", { source: name, reason: reasonText(reason) });
  }
}

async function followHint(source: string, change: SourceChange, watching: Watching): Promise<void> {
  const { writer, runtime, refresh, signal } = watching;
  if (change.type === "refresh") return void (await refresh(source));
  try {
    if (!(await writer.hint(source, change, signal))) await refresh(source);
  } catch (reason) {
    if (!signal.aborted) runtime.logger.warn("A change could not be kept", { source, reason: reasonText(reason) });
  }
}
