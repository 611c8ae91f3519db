import { resolve } from "node:path";
import { catalogPlaces, isFilePlace, isWithin, type Place, placesBesideCatalog } from "../catalog/places.ts";
import { demoFolder } from "../demo-folder.ts";
import type { Session } from "../session.ts";
import { pathFrom } from "./path-from.ts";

/** What a validation reads, and of which part it reports problems. */
export interface Scope {
  readonly places: readonly Place[];
  /** Whether a source is asked for; others are read for refs only. */
  isAskedSource(name: string): boolean;
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
  const isAsked = (place: Place) => place.type === "snapshot" || (isFilePlace(place) && isIn(place.path, asked));
  const isPart = hasPaths && !places.every(isAsked);
  const askedNames = new Set(
    places
      .filter(isFilePlace)
      .filter(isAsked)
      .map(({ name }) => `file:${name}`),
  );
  const within =
    (folders: readonly string[], isNoFile = false) =>
    (location: string) => {
      const path = pathFrom(base, location, base);
      return path === null ? isNoFile : isIn(resolve(base, path), folders);
    };
  const folders = places.filter(isFilePlace).map(({ path }) => path);
  const hasServices = places.some(({ type }) => type === "service");
  return {
    places,
    isAskedSource: (name) => !isPart || askedNames.has(name),
    base,
    isAsked: isPart ? within(asked) : () => true,
    isRead: places.some(({ type }) => type === "snapshot") ? () => true : within(folders, hasServices),
  };
}
