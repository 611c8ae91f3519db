import { resolve } from "node:path";
import { type Catalog, type CatalogView, type EntityStore, openCatalog, openSnapshot } from "@callboard/core";
import { readProgress } from "../output/progress.ts";
import type { Session } from "../session.ts";
import { catalogSettings } from "./catalog-settings.ts";
import { fetchFile } from "./fetch-file.ts";
import type { Place, SourcePlace } from "./places.ts";
import { sourcesAt } from "./sources/sources-at.ts";

/** A catalog for the time of one command. */
export interface OpenedPlaces {
  readonly view: CatalogView;
  /** The catalog that the view is of, with its log; null for a snapshot, which is only a view. */
  readonly catalog: Catalog | null;
  close(): Promise<void>;
}

/** Opens what is at the places: a snapshot as it was written, anything else by reading it now. */
export async function openPlaces(places: readonly Place[], session: Session): Promise<OpenedPlaces> {
  const sources: SourcePlace[] = [];
  for (const place of places) {
    // A snapshot is the only place there is.
    if (place.type === "snapshot") return openSnapshotFile(place.path, session);
    sources.push(place);
  }
  const catalog = await openSources(sources, await storeOf(session), session);
  return { view: catalog, catalog, close: () => catalog.close() };
}

/** Reads the sources, compares them with what the store remembers, and keeps what they say now. */
export async function openSources(
  places: readonly SourcePlace[],
  store: EntityStore | undefined,
  session: Session,
): Promise<Catalog> {
  const progress = readProgress(session.io);
  try {
    const providers = await sourcesAt(places, session.config);
    return await openCatalog({
      ...(await catalogSettings(session, providers)),
      providers,
      start: "fresh",
      schedule: false,
      onProgress: progress.document,
      runtime: { fetchFile, ...(store && { store }) },
    });
  } catch (reason) {
    await store?.close();
    throw reason;
  } finally {
    progress.end();
  }
}

// Most commands run without a store and start faster for it: its code is loaded when it is needed.

/** The file that `--store` names; undefined without one. */
export async function storeOf({ io, options }: Session): Promise<EntityStore | undefined> {
  if (options.store === undefined) return undefined;
  const { fileSnapshotStore } = await import("@callboard/store");
  return fileSnapshotStore(resolve(io.cwd, options.store));
}

async function openSnapshotFile(path: string, session: Session): Promise<OpenedPlaces> {
  const { readSnapshotFile } = await import("@callboard/store");
  const settings = await catalogSettings(session, []);
  return { view: openSnapshot(await readSnapshotFile(path), settings), catalog: null, close: async () => {} };
}
