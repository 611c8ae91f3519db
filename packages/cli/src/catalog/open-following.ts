import {
  type Catalog,
  type EntityProvider,
  type KindDefinition,
  type OpenCatalogOptions,
  openCatalog,
  type ScheduleOptions,
} from "@callboard/core";
import type { ReadConfig } from "../config/read-config.ts";
import { readProgress } from "../output/progress.ts";
import type { Session } from "../session.ts";
import { catalogSettings } from "./catalog-settings.ts";
import { fetchFile } from "./fetch-file.ts";
import { storeOf } from "./open-places.ts";
import { sourcePlaces } from "./places.ts";
import { sourcesAt } from "./sources/sources-at.ts";

/** What a command adds to the configuration. */
export interface FurtherSettings extends Pick<OpenCatalogOptions<readonly KindDefinition[]>, "policy" | "rules"> {
  /** Sources after those of the configuration. */
  readonly providers?: readonly EntityProvider[];
  /** Is told of all sources, before they are read. */
  readonly onProviders?: (providers: readonly EntityProvider[]) => void;
}

/**
 * Opens the catalog that the options name for as long as a process runs: its sources are read again as the
 * configuration says, and a store answers before the first read.
 *
 * @throws {CatalogError} `invalid-argument` for a snapshot, which follows nothing
 */
export async function openFollowing(session: Session, further: FurtherSettings = {}): Promise<Catalog> {
  const places = sourcePlaces(session);
  const configured = await sourcesAt(places, session.config);
  const providers = [...configured, ...(further.providers ?? [])];
  further.onProviders?.(providers);
  const settings = await catalogSettings(session, providers);
  const store = await storeOf(session);
  const progress = readProgress(session.io);
  try {
    return await openCatalog({
      ...settings,
      ...(further.rules && { rules: [...(settings.rules ?? []), ...further.rules] }),
      ...(further.policy && { policy: further.policy }),
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
