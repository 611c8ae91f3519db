import type { EntityProvider } from "@callboard/core";
import { type BackstageDocument, backstageDocument, isBookkeeping } from "./backstage/backstage-document.ts";
import { emptyLocations } from "./backstage/empty-locations.ts";
import { type BackstageEntity, backstageEntities } from "./backstage/entity-pages.ts";
import { webService } from "./net/web-service.ts";

/** Which entities of a running Backstage to import. */
export interface BackstageCatalogOptions {
  /** The address of its backend, for example `https://backstage.example.com`; `/api/catalog` below it is read. */
  readonly baseUrl: string;
  /** What is sent as bearer token, or a function that is asked for it before each request. Nothing unless given. */
  readonly token?: string | (() => string | Promise<string>);
  /**
   * Which entities, in the filter language of Backstage: `kind=component,spec.type=service`. Of a list each entity has
   * to fit one. All unless given.
   */
  readonly filter?: string | readonly string[];
  /** Whether to take in entities that Backstage calls orphans; true unless given, with a problem that says so. */
  readonly orphans?: boolean;
  /** Entities for each request. 500 unless given. */
  readonly pageSize?: number;
  /** Tells sources apart: the source is called `backstage:<name>`. The host unless given. */
  readonly name?: string;
}

/**
 * Imports the entities of a running Backstage over its REST API. They keep the location they were read from there, and
 * leave out what Backstage adds: relations, status and its own annotations. Entities of kind Location are left out, too,
 * since what they lead to is imported.
 *
 * What is wrong there is told here: an orphan, a processing error, and a registered location that yields no entity,
 * mostly because another location already describes the same refs, are problems with that location.
 *
 * @throws {CatalogError} `invalid-argument` for an address that is no plain web address
 */
export function backstageCatalogProvider(options: BackstageCatalogOptions): EntityProvider {
  const { baseUrl, token, orphans = true, pageSize = 500 } = options;
  const filters = [options.filter ?? []].flat();
  const { name = hostOf(baseUrl) } = options;
  const headers = async (): Promise<Record<string, string>> => {
    const value = typeof token === "function" ? await token() : token;
    return value === undefined ? {} : { authorization: `Bearer ${value}` };
  };

  return {
    name: `backstage:${name}`,
    async *provide(context) {
      const service = webService({ name: "Backstage", baseUrl: catalogUrl(baseUrl), headers }, context);
      const origins = new Set<string>();
      const take = (entity: BackstageEntity): BackstageDocument | undefined => {
        const document = backstageDocument(entity, service.base);
        for (const origin of document.origins) origins.add(origin);
        if (document.isOrphan && !orphans) return undefined;
        return isBookkeeping(entity) && !document.hasErrors ? undefined : document;
      };
      for await (const entities of backstageEntities(service, { filters, pageSize, signal: context.signal })) {
        for (const entity of entities) {
          const found = take(entity);
          if (!found) continue;
          const { key, location, version } = found.document;
          const isKnown = version !== undefined && context.known?.(key) === version;
          yield isKnown ? { key, location, version, unchanged: true } : found.document;
        }
      }
      // A filter leaves out entities whose locations are well.
      if (filters.length === 0) yield* await emptyLocations(service, origins, context);
    },
  };
}

function catalogUrl(baseUrl: string): string {
  const plain = baseUrl.replace(/\/$/, "");
  return plain.endsWith("/api/catalog") ? plain : `${plain}/api/catalog`;
}

function hostOf(baseUrl: string): string {
  return URL.canParse(baseUrl) ? new URL(baseUrl).host : "catalog";
}
