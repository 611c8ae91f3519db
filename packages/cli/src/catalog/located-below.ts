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
    if (!path.split("/").includes("..")) return SCHEME + path;
    throw new CatalogError("source-unreachable", `${location} does not lie in ${folder}, and is not read.`);
  };
  const { read, list } = provider;
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
    ...(read && { read: async (location, context) => read.call(provider, inner(location), context) }),
    ...(list && {
      async list(pattern, context) {
        return (await list.call(provider, inner(pattern), context)).map(outer);
      },
    }),
  };
}
