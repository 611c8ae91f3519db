import {
  type Entity,
  type EntityProvider,
  type EntityRef,
  entityRef,
  type OpenCatalogOptions,
  openCatalog,
  parseLocationRef,
  type SourceRule,
} from "@callboard/core";
import { RequestError } from "../request-error.ts";
import { managedByLocation, refOf } from "../stamped-entity.ts";
import { type LocationStore, memoryLocationStore, type RegisteredLocation } from "./location-store.ts";
import { REGISTERED_TYPE } from "./registered-type.ts";

export interface LocationRegistryOptions {
  /** Where registered locations are kept; in memory only unless given. */
  readonly store?: LocationStore;
  /** How a dry run reads: as in the options of `openCatalog`. Without `allowedHosts` it reads nothing. */
  readonly reading?: Pick<OpenCatalogOptions<never>, "allowedHosts" | "runtime" | "limits">;
}

/** Locations that people register over HTTP. It is a source: name it among the providers, and its rule among the rules. */
export interface LocationRegistry extends EntityProvider {
  /** What such locations may describe, as in Backstage: Component, API and Location. */
  readonly rule: SourceRule;
  /** All of them, by target. */
  locations(): Promise<readonly ListedLocation[]>;
  /** What a target would bring, without keeping it. Its id is the target. */
  preview(target: string): Promise<{ readonly location: ListedLocation; readonly entities: readonly Entity[] }>;
  /** @throws {RequestError} 400 for a target that cannot be read, 409 for one that is registered */
  register(target: string): Promise<ListedLocation>;
  /** @throws {RequestError} 400, 404, 409 */
  update(id: string, target: string): Promise<ListedLocation>;
  /** @throws {RequestError} 404 */
  unregister(id: string): Promise<ListedLocation>;
}

/** A location with the entity that stands for it. */
export interface ListedLocation extends RegisteredLocation {
  readonly entityRef: EntityRef;
}

/**
 * A source of the locations that are registered over HTTP. Their files are read from the hosts that the catalog is
 * allowed to ask, so `openCatalog` needs their names as `allowedHosts`.
 *
 *     const locations = locationRegistry();
 *     const catalog = await openCatalog({ providers: [files, locations], rules: [locations.rule], allowedHosts });
 *     const app = catalogRoutes(catalog, { locations });
 */
export function locationRegistry(options: LocationRegistryOptions = {}): LocationRegistry {
  const { store = memoryLocationStore(), reading = {} } = options;
  let turn: Promise<unknown> = Promise.resolve();

  /** One change after the other, so that none is lost between reading and saving. */
  function change<Result>(
    act: (locations: readonly RegisteredLocation[]) => readonly [readonly RegisteredLocation[], Result],
  ): Promise<Result> {
    const next = turn.then(async () => {
      const [kept, result] = act(await store.load());
      await store.save(kept);
      return result;
    });
    turn = next.catch(() => {});
    return next;
  }

  return {
    name: SOURCE,
    provide: () => documentsOf(store),
    rule: { source: SOURCE, allow: ["Component", "API", "Location"] },
    async locations() {
      const listed = await Promise.all((await store.load()).map(withEntity));
      return listed.sort((a, b) => (a.target < b.target ? -1 : 1));
    },
    async preview(target) {
      const { rule } = this;
      const place = readable(target);
      const location: RegisteredLocation = { id: `url:${place}`, type: "url", target: place };
      const only = memoryLocationStore([location]);
      const catalog = await openCatalog({
        ...reading,
        providers: [{ name: SOURCE, provide: () => documentsOf(only) }],
        rules: [rule],
        schedule: false,
      });
      try {
        const { items } = catalog.query({ limit: Number.POSITIVE_INFINITY, relations: false });
        const entities = items.map((entity) => managedBy(entity, place, catalog.origin(refOf(entity)).location));
        return { location: await withEntity(location), entities };
      } finally {
        await catalog.close();
      }
    },
    async register(target) {
      const added: RegisteredLocation = { id: crypto.randomUUID(), type: "url", target: readable(target) };
      return withEntity(await change((locations) => [[...freeOf(target, locations), added], added]));
    },
    async update(id, target) {
      const updated: RegisteredLocation = { id, type: "url", target: readable(target) };
      return withEntity(
        await change((locations) => {
          const others = freeOf(target, without(id, locations).others);
          return [[...others, updated], updated];
        }),
      );
    },
    async unregister(id) {
      return withEntity(
        await change((locations) => {
          const { found, others } = without(id, locations);
          return [others, found];
        }),
      );
    },
  };
}

const SOURCE = "registered-locations";

async function* documentsOf(store: LocationStore) {
  for (const location of await store.load()) {
    const { target } = location;
    const metadata = { name: await generatedName(target), namespace: "default" };
    const entity = { apiVersion: "backstage.io/v1alpha1", kind: "Location", metadata, spec: { type: "url", target } };
    yield { location: `${REGISTERED_TYPE}:${target}`, key: location.id, entity };
  }
}

function managedBy(entity: Entity, target: string, location: string): Entity {
  const annotations = {
    ...entity.metadata.annotations,
    "backstage.io/managed-by-location": managedByLocation(location),
    "backstage.io/managed-by-origin-location": `url:${target}`,
  };
  return { ...entity, metadata: { ...entity.metadata, annotations } };
}

async function withEntity(location: RegisteredLocation): Promise<ListedLocation> {
  return { ...location, entityRef: entityRef({ kind: "Location", name: await generatedName(location.target) }) };
}

/** As Backstage names them, so that a ref that somebody kept goes on to mean the same. */
async function generatedName(target: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-1", new TextEncoder().encode(`url:${target}`));
  return `generated-${Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}

function readable(target: string): string {
  try {
    const { target: place } = parseLocationRef(`url:${target}`);
    const url = new URL(place);
    if (/^https?:$/.test(url.protocol) && url.username === "" && url.password === "") return place;
  } catch {
    // Said below, in one way for all of them.
  }
  throw new RequestError(400, "The target is not a web address. Name one file: https://…/catalog-info.yaml");
}

function freeOf(target: string, locations: readonly RegisteredLocation[]): readonly RegisteredLocation[] {
  if (locations.some((one) => one.target === target.trim()))
    throw new RequestError(409, "This location is registered already.");
  return locations;
}

function without(id: string, locations: readonly RegisteredLocation[]) {
  const found = locations.find((one) => one.id === id);
  if (!found) throw new RequestError(404, "No location has this id.");
  return { found, others: locations.filter((one) => one !== found) };
}
