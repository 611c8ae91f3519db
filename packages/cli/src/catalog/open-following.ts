import { type Catalog, openCatalog } from "@callboard/core";
import { readProgress } from "../output/progress.ts";
import type { Session } from "../session.ts";
import { catalogSettings } from "./catalog-settings.ts";
import { fetchFile } from "./fetch-file.ts";
import { providerOf, storeOf } from "./open-places.ts";
import { sourcePlaces } from "./places.ts";

/**
 * Opens the catalog that the options name for as long as a process runs: its sources are read again as the
 * configuration says, and a store answers before the first read.
 *
 * @throws {CatalogError} `invalid-argument` for a snapshot, which follows nothing
 */
export async function openFollowing(session: Session): Promise<Catalog> {
  const places = sourcePlaces(session);
  const settings = await catalogSettings(session, places);
  const store = await storeOf(session);
  const progress = readProgress(session.io);
  try {
    return await openCatalog({
      ...settings,
      providers: places.map(providerOf),
      ...(session.config && { schedule: session.config.config.schedule }),
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
