import { CatalogError, type EntityProvider } from "@callboard/core";

const SCHEME = "file:";

/**
 * A file source whose locations start at another folder than its own, so that two sources never use one location for
 * two files, and a terminal can open what it shows.
 *
 * @param folder the way from there to the source's folder, with `/` between folders; empty for the same one
 */
export function locatedBelow(folder: string, provider: EntityProvider): EntityProvider {
  if (folder === "") return provider;
  const prefix = `${SCHEME}${folder.replace(/\/$/, "")}/`;
  const outer = (location: string) => prefix + location.slice(SCHEME.length);
  const inner = (location: string) => {
    const path = location.startsWith(prefix) ? location.slice(prefix.length) : "..";
    return path.split("/").includes("..") ? undefined : SCHEME + path;
  };
  return {
    name: provider.name,
    async *provide(context) {
      const { known, skip } = context;
      const documents = provider.provide({
        ...context,
        ...(known && { known: (key: string) => known(outer(key)) }),
        skip: (location, reason) => skip(outer(location), reason),
      });
      for await (const document of documents) yield { ...document, location: outer(document.location) };
    },
    async read(location, context) {
      const path = inner(location);
      if (path === undefined || !provider.read) {
        throw new CatalogError("source-unreachable", `${location} does not lie in ${folder}, and is not read.`);
      }
      return provider.read(path, context);
    },
  };
}
