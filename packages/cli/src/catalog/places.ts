import { statSync } from "node:fs";
import { basename, dirname, extname, isAbsolute, normalize, relative, resolve, sep } from "node:path";
import { CatalogError } from "@callboard/core";
import type { Config } from "../config/config-schema.ts";
import type { ReadConfig } from "../config/read-config.ts";
import { demoFolder } from "../demo-folder.ts";
import { printable } from "../output/printable.ts";
import type { Session } from "../session.ts";

/** Where a catalog, or a part of it, is read from. */
export type Place = SourcePlace | SnapshotPlace;

/** A place that can be read again. */
export type SourcePlace = FilePlace | ServicePlace;

/** A place on this machine. */
export interface FilePlace {
  readonly type: "folder" | "descriptor";
  readonly path: string;
  /** What its source is called behind `file:`. */
  readonly name: string;
  /** What its locations start with: the way to its folder. */
  readonly folder: string;
  /** Paths below it that are places of their own, so that no file is read twice. */
  readonly apart: readonly string[];
  /** The folder read beside it that it lies in: its descriptors may name files from there. */
  readonly within?: FilePlace;
  /** Patterns of the files of a folder, and of what is left out of it. */
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
}

/** A service, or anything else that is no folder of descriptors, as the configuration describes it. */
export interface ServicePlace {
  readonly type: "service";
  readonly service: ServiceSource;
  /** Where it stands among the sources of the configuration. */
  readonly index: number;
  /** What its paths are relative to. */
  readonly folder: string;
}

/** What the configuration says of a source that is no folder of descriptors. */
export type ServiceSource = Exclude<Config["sources"][number], { readonly type: "file" }>;

/** A whole catalog in one file. */
export interface SnapshotPlace {
  readonly type: "snapshot";
  readonly path: string;
}

/** What the demo catalog is called behind `file:`, also in a snapshot of it. */
export const DEMO_NAME = "acme-demo";

const DESCRIPTOR_EXTENSIONS = new Set([".yaml", ".yml", ".json"]);

/**
 * What `--catalog` and `--demo` name, each place once; without them the sources of the configuration.
 *
 * @throws {CatalogError} `invalid-argument` when they name nothing, or things that do not go together
 */
export function catalogPlaces({ io, options, config }: Session): readonly Place[] {
  const { catalog = [], demo = false } = options;
  if (demo && catalog.length > 0) {
    throw new CatalogError("invalid-argument", "--demo and --catalog exclude each other. Leave one of them out.");
  }
  if (demo) return [{ type: "folder", path: demoFolder(), name: DEMO_NAME, folder: "", apart: [] }];
  if (catalog.length > 0) return placesAt(catalog, io.cwd);
  if (!config) throw nothingNamed();
  const places = configPlaces(config);
  if (places.length === 0) throw noSources(config);
  return places;
}

/**
 * As {@link catalogPlaces}, for commands that read sources again.
 *
 * @throws {CatalogError} `invalid-argument` also for a snapshot
 */
export function sourcePlaces(session: Session): readonly SourcePlace[] {
  return catalogPlaces(session).map((place) => {
    if (place.type !== "snapshot") return place;
    const message = `${place.path} is a snapshot, which never changes. Name what it was made from with --catalog PATH.`;
    throw new CatalogError("invalid-argument", message);
  });
}

/**
 * The places that paths lead to, and beside them the catalog, where there is one. What lies outside of the catalog goes
 * before it, as what shall replace a part of it. A part of the catalog comes behind the rest, so that where two files
 * describe one entity, the part is said to be wrong.
 *
 * @throws {CatalogError} `invalid-argument`
 */
export function placesBesideCatalog(paths: readonly string[], session: Session): readonly Place[] {
  const { io, options, config, base } = session;
  const isAlone = options.demo !== true && options.catalog === undefined && (config?.config.sources.length ?? 0) === 0;
  const asked = placesAt(paths, io.cwd, base);
  if (isAlone) return asked;
  const catalog = sourcePlaces(session);
  const further = asked.filter(({ path }) => catalog.every((place) => !isFilePlace(place) || place.path !== path));
  const parts = further.map((place) => partOf(place, catalog));
  const isPart = (place: Place) => isFilePlace(place) && catalog.some((one) => one === place.within);
  return besideEachOther([...parts.filter((place) => !isPart(place)), ...catalog, ...parts.filter(isPart)]);
}

/** The sources of a configuration, in its order. */
export function configPlaces({ config, folder }: ReadConfig): readonly Place[] {
  const places = config.sources.map((source, index): Place => {
    if (source.type !== "file") return { type: "service", service: source, index, folder };
    const { root, name, include, exclude } = source;
    const place = placeAt(resolve(folder, root), root, folder);
    if (place.type === "snapshot") return place;
    return { ...place, ...(name !== undefined && { name }), ...(include && { include }), exclude };
  });
  return besideEachOther(places);
}

/**
 * The places that paths lead to. A file ending in `.yaml`, `.yml` or `.json` is a descriptor, any other file a
 * snapshot. A path where nothing is stays a folder: reading it says what is wrong.
 *
 * @throws {CatalogError} `invalid-argument` when a snapshot is not alone
 */
export function placesAt(paths: readonly string[], cwd: string, base = cwd): readonly (FilePlace | SnapshotPlace)[] {
  const typed = new Map(paths.map((path) => [resolve(cwd, path), path]));
  const places = Array.from(typed, ([path, asTyped]) => placeAt(path, asTyped, base));
  return besideEachOther(places.map((place) => partOf(place, places)));
}

/** The place as a part of the folder it lies in, if it lies in one of these. */
function partOf<Named extends FilePlace | SnapshotPlace>(place: Named, folders: readonly Place[]): Named {
  if (place.type === "snapshot") return place;
  const within = folders.find(
    (one): one is FilePlace => one.type === "folder" && one.path !== place.path && isWithin(place.path, one.path),
  );
  return within ? { ...place, within } : place;
}

/**
 * Places that are read together: what is a place of its own is read there only.
 *
 * @throws {CatalogError} `invalid-argument` when a snapshot is not alone
 */
function besideEachOther<Named extends Place>(places: readonly Named[]): readonly Named[] {
  const [snapshot] = places.flatMap((place: Place) => (place.type === "snapshot" ? [place.path] : []));
  if (snapshot !== undefined && places.length > 1) {
    throw new CatalogError("invalid-argument", `${snapshot} is a snapshot, which is a whole catalog: name it alone.`);
  }
  return places.map((place) => (place.type === "folder" ? { ...place, apart: placesIn(place, places) } : place));
}

/** True for a place on this machine that can be read again. */
export function isFilePlace(place: Place): place is FilePlace {
  return place.type === "folder" || place.type === "descriptor";
}

/** True for a path that is a folder or lies below it. */
export function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

function placesIn(folder: FilePlace, places: readonly Place[]): readonly string[] {
  const paths = places.filter(isFilePlace).map(({ path }) => path);
  return paths.filter((path) => path !== folder.path && isWithin(path, folder.path));
}

function placeAt(path: string, asTyped: string, cwd: string): FilePlace | SnapshotPlace {
  const isFile = statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
  if (!isFile) return { type: "folder", path, name: nameOf(path, asTyped, cwd), folder: wayTo(path, cwd), apart: [] };
  if (!DESCRIPTOR_EXTENSIONS.has(extname(path).toLowerCase())) return { type: "snapshot", path };
  return { type: "descriptor", path, name: nameOf(path, asTyped, cwd), folder: wayTo(dirname(path), cwd), apart: [] };
}

/** As it was typed where it is not below `cwd`, so that a store may know the source again on another machine. */
function nameOf(path: string, asTyped: string, cwd: string): string {
  const way = wayTo(path, cwd);
  if (way === "") return basename(path);
  return isAbsolute(way) ? normalize(asTyped).split(sep).join("/").replace(/\/$/, "") : way;
}

/** The way from `cwd` down to a path, or the whole path where there is none; with `/` between folders. */
export function wayTo(path: string, cwd: string): string {
  const way = relative(cwd, path);
  const isBelow = way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
  return (isBelow ? way : path).split(sep).join("/");
}

function noSources({ files }: ReadConfig): CatalogError {
  const message = `${files[0]} names no sources. Add sources:, or name a catalog with --catalog PATH.`;
  return new CatalogError("invalid-config", printable(message));
}

function nothingNamed(): CatalogError {
  return new CatalogError(
    "invalid-argument",
    "No catalog was named. Name one with --catalog PATH (a folder, a descriptor or a snapshot file), " +
      "describe one in callboard.yaml, or try the demo company with --demo.",
  );
}
