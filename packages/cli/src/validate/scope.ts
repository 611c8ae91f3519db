import { resolve } from "node:path";
import { catalogPlaces, isWithin, type Place, placesBesideCatalog } from "../catalog/places.ts";
import { demoFolder } from "../demo-folder.ts";
import type { Session } from "../session.ts";
import { pathFrom } from "./path-from.ts";

/** What a validation reads, and of which part it reports problems. */
export interface Scope {
  readonly places: readonly Place[];
  /** The names of sources that are read for refs only. */
  readonly elsewhere: ReadonlySet<string>;
  /** The folder that locations start from. */
  readonly base: string;
  /** Whether problems at a location are asked for. */
  isAsked(location: string): boolean;
  /** Whether a location lies where the catalog is read from. */
  isRead(location: string): boolean;
}

/** The paths, and beside them the catalog to look for refs in; the whole catalog without paths. */
export function scopeOf(session: Session, paths: readonly string[]): Scope {
  const { cwd } = session.io;
  const hasPaths = paths.length > 0;
  const places = hasPaths ? placesBesideCatalog(paths, session) : catalogPlaces(session);
  const base = !hasPaths && session.options.demo === true ? demoFolder() : session.base;
  const asked = paths.map((path) => resolve(cwd, path));
  const isIn = (path: string, folders: readonly string[]) => folders.some((folder) => isWithin(path, folder));
  const elsewhere = hasPaths
    ? places.flatMap((each) => (each.type === "snapshot" || isIn(each.path, asked) ? [] : [`file:${each.name}`]))
    : [];
  const within = (folders: readonly string[]) => (location: string) => {
    const path = pathFrom(base, location, base);
    return path !== null && isIn(resolve(base, path), folders);
  };
  return {
    places,
    elsewhere: new Set(elsewhere),
    base,
    isAsked: elsewhere.length === 0 ? () => true : within(asked),
    isRead: places.some(({ type }) => type === "snapshot") ? () => true : within(places.map(({ path }) => path)),
  };
}
