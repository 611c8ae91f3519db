import { type EntityProvider, memoryStore, openCatalog, type PlanReport, type StoredCatalog } from "@callboard/core";
import { readProgress } from "../output/progress.ts";
import type { Session } from "../session.ts";
import { catalogSettings } from "./catalog-settings.ts";
import { fetchFile } from "./fetch-file.ts";
import { storeOf } from "./open-places.ts";
import type { SourcePlace } from "./places.ts";
import { sourcesAt } from "./sources/sources-at.ts";

/**
 * What reading the sources now would change in what the store remembers; without a store everything is new. Works on
 * a copy in memory: neither the store nor anything else changes.
 */
export async function planSources(places: readonly SourcePlace[], session: Session): Promise<readonly PlanReport[]> {
  const stored = await rememberedBy(session);
  const progress = readProgress(session.io);
  const gate = { isOpen: false };
  const sources = await sourcesAt(places, session.config);
  const providers = sources.map((source) => closedAtFirst(source, hasEntities(stored), gate));
  const catalog = await openCatalog({
    ...(await catalogSettings(session, sources)),
    providers,
    start: "fresh",
    schedule: false,
    onProgress: progress.document,
    runtime: { fetchFile, store: memoryStore(stored) },
  });
  gate.isOpen = true;
  try {
    const reports: PlanReport[] = [];
    for (const { name } of catalog.sources()) reports.push(...(await catalog.plan(name).catch(unread(name))));
    return reports;
  } finally {
    progress.end();
    await catalog.close();
  }
}

async function rememberedBy(session: Session): Promise<StoredCatalog | undefined> {
  const store = await storeOf(session);
  try {
    return await store?.load();
  } finally {
    await store?.close();
  }
}

function hasEntities(stored: StoredCatalog | undefined): boolean {
  return stored?.sources.some(({ documents }) => documents.some(({ claims }) => claims.length > 0)) ?? false;
}

/**
 * Opening a catalog reads its sources, which would leave nothing to plan. So the first read fails where something is
 * remembered, which keeps all of it, and finds nothing where nothing is.
 */
function closedAtFirst(
  provider: EntityProvider,
  hasEntities: boolean,
  gate: { readonly isOpen: boolean },
): EntityProvider {
  return {
    ...provider,
    async *provide(context) {
      if (gate.isOpen) yield* provider.provide(context);
      else if (hasEntities) throw new Error("not read yet");
    },
  };
}

/** The report of a source that failed: the others have theirs all the same. */
function unread(source: string): (reason: unknown) => readonly PlanReport[] {
  return (reason) => {
    const incomplete = reason instanceof Error ? reason.message : String(reason);
    return [{ source, added: [], changed: [], moved: [], removed: [], refused: null, problems: [], incomplete }];
  };
}
