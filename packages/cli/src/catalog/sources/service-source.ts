import { resolve } from "node:path";
import type { EntityProvider } from "@callboard/core";
import { locatedBelow } from "../located-below.ts";
import { type ServiceSource, wayTo } from "../places.ts";

type Type = ServiceSource["type"];
/** What the configuration says about a source, by its type. */
type ByType = { readonly [Each in Type]: Extract<ServiceSource, { readonly type: Each }> };

/**
 * The provider of a source that the configuration describes. Only its own code is loaded.
 *
 * @param folder what paths are relative to
 * @throws {CatalogError} `invalid-argument` for an option that the provider cannot work with
 */
export function serviceSource<Each extends Type>(configured: ByType[Each], folder: string): Promise<EntityProvider> {
  const type: Each = configured.type;
  return SOURCES[type](configured, folder);
}

const SOURCES: { readonly [Each in Type]: (configured: ByType[Each], folder: string) => Promise<EntityProvider> } = {
  github: async (options) => (await import("@callboard/providers/github")).githubProvider(options),
  gitlab: async (options) => (await import("@callboard/providers/gitlab")).gitlabProvider(options),
  git: async ({ cacheFolder, ...options }, folder) =>
    (await import("@callboard/providers/git")).gitProvider({
      ...options,
      ...(cacheFolder !== undefined && { cacheFolder: resolve(folder, cacheFolder) }),
    }),
  http: async (options) => (await import("@callboard/providers/http")).httpProvider(options),
  s3: async (options) => (await import("@callboard/providers/s3")).s3Provider(options),
  async scan(options, folder) {
    const { scanProvider } = await import("@callboard/providers/scan");
    const root = resolve(folder, options.root);
    return locatedBelow(wayTo(root, folder), scanProvider({ ...options, root }));
  },
  backstage: async (options) => (await import("@callboard/providers/backstage")).backstageCatalogProvider(options),
};
