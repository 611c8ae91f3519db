import { CatalogError } from "../errors.ts";
import type { EntityProvider, ReadContext } from "../provider/entity-provider.ts";
import { type GuardedFetchContext, guardedFetch } from "./guarded-fetch.ts";
import { hasScheme, locationParts } from "./resolve-location.ts";

/** The files that documents of one source may name: those of the source itself, and those of hosts that are allowed. */
export interface FurtherFiles {
  /**
   * The text at a location that a document names; undefined when there is none.
   *
   * @param from the location of the document
   * @throws {CatalogError} `invalid-argument` for what may not be read, and otherwise as {@link guardedFetch}; and what
   *   the provider throws
   */
  read(location: string, from: string): Promise<string | undefined>;
  /**
   * The locations that match a pattern which a document names.
   *
   * @throws {CatalogError} `invalid-argument` where patterns cannot be looked for; and what the provider throws
   */
  list(pattern: string, from: string): Promise<readonly string[]>;
}

/** @param hosts which of them are allowed, and how they are reached */
export function furtherFiles(
  provider: EntityProvider,
  context: ReadContext,
  hosts: Pick<GuardedFetchContext, "allowedHosts" | "fetch">,
): FurtherFiles {
  /** Files that came from a host, not through the provider; what they name beside them does so too. */
  const fetched = new Set<string>();
  const isOwn = (location: string, from: string) => !fetched.has(from) && isSameSource(location, from);
  return {
    async read(location, from) {
      if (isOwn(location, from)) {
        if (provider.read) return provider.read(location, context);
        throw new CatalogError("invalid-argument", `source "${provider.name}" cannot read further files`);
      }
      const { type, place } = locationParts(location);
      if (type === "url") {
        fetched.add(location);
        return guardedFetch(place, { ...context, ...hosts });
      }
      throw new CatalogError("invalid-argument", "host not allowed: a remote file cannot name a file here");
    },
    async list(pattern, from) {
      if (isOwn(pattern, from) && provider.list) return provider.list(pattern, context);
      throw new CatalogError("invalid-argument", "patterns cannot be looked for there; name each file");
    },
  };
}

/** True for two files of one folder, or of one web host. */
function isSameSource(location: string, from: string): boolean {
  const there = locationParts(location);
  const here = locationParts(from);
  if (there.type !== here.type || hasScheme(there.place) !== hasScheme(here.place)) return false;
  if (!hasScheme(here.place)) return true;
  const origin = originOf(here.place);
  return origin !== undefined && origin === originOf(there.place);
}

/** The origin of a web address; undefined for what is none, or carries a user name or password. */
function originOf(address: string): string | undefined {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const isPlain = url && /^https?:$/.test(url.protocol) && url.username === "" && url.password === "";
  return isPlain ? url.origin : undefined;
}
