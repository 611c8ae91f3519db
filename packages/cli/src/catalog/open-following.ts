import { type Catalog, type EntityProvider, openCatalog, type ScheduleOptions } from "@callboard/core";
import type { ReadConfig } from "../config/read-config.ts";
import { readProgress } from "../output/progress.ts";
import type { Session } from "../session.ts";
import { catalogSettings } from "./catalog-settings.ts";
import { fetchFile } from "./fetch-file.ts";
import { storeOf } from "./open-places.ts";
import { sourcePlaces } from "./places.ts";
import { sourcesAt } from "./sources/sources-at.ts";

/**
 * Opens the catalog that the options name for as long as a process runs: its sources are read again as the
 * configuration says, and a store answers before the first read.
 *
 * @throws {CatalogError} `invalid-argument` for a snapshot, which follows nothing
 */
export async function openFollowing(session: Session): Promise<Catalog> {
  const places = sourcePlaces(session);
  const providers = await sourcesAt(places, session.config);
  const settings = await catalogSettings(session, providers);
  const store = await storeOf(session);
  const progress = readProgress(session.io);
  try {
    return await openCatalog({
      ...settings,
      providers,
      ...(session.config && { schedule: scheduleOf(session, session.config, providers) }),
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

/** What the configuration says of all sources, and where they are its own of each. */
function scheduleOf(
  { options }: Session,
  { config }: ReadConfig,
  providers: readonly EntityProvider[],
): ScheduleOptions {
  if (options.catalog !== undefined) return config.schedule;
  const own = config.sources.flatMap(({ schedule }, index) => {
    const name = providers[index]?.name;
    return schedule && name !== undefined ? [[name, schedule] as const] : [];
  });
  return { ...config.schedule, sources: Object.fromEntries(own) };
}
