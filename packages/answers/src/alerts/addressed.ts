import { type CatalogView, type EntityRef, entityRef } from "@callboard/core";

const MAX_SEGMENTS = 8;
const MAX_ENTITIES = 20;

/**
 * Entities that have a link to an address, or to a page above it; the longest such link counts. A link to a host alone
 * counts only for an address that is watched: on a host of dashboards everybody has one.
 */
export function addressed(address: string, isWatched: boolean, view: CatalogView): readonly EntityRef[] {
  for (const text of /^https?:\/\//i.test(address)
    ? [address]
    : isWatched
      ? [`https://${address}`, `http://${address}`]
      : []) {
    if (!URL.canParse(text)) continue;
    const addresses = addressesAbove(new URL(text), isWatched);
    const filter = { "metadata.links.url": { $in: addresses } };
    const linked = view.query({ filter, limit: MAX_ENTITIES }).items.map(({ kind, metadata }) => {
      const lengths = (metadata.links ?? []).flatMap(({ url }) =>
        addresses.includes(url) ? [url.replace(/\/$/, "").length] : [],
      );
      const { name, namespace } = metadata;
      return { ref: entityRef({ kind, name, ...(namespace && { namespace }) }), length: Math.max(0, ...lengths) };
    });
    const longest = Math.max(0, ...linked.map(({ length }) => length));
    const refs = linked.filter(({ length }) => length === longest).map(({ ref }) => ref);
    if (refs.length > 0) return refs;
  }
  return [];
}

/** The address as written and every page above it, with and without a slash at the end. */
function addressesAbove(url: URL, withHost: boolean): string[] {
  const segments = url.pathname.split("/").filter((segment) => segment !== "");
  const addresses = [url.href, `${url.origin}${url.pathname}${url.search}`];
  for (let count = Math.min(segments.length, MAX_SEGMENTS); count >= (withHost ? 0 : 1); count -= 1) {
    const path = segments.slice(0, count).join("/");
    const address = path === "" ? url.origin : `${url.origin}/${path}`;
    addresses.push(address, `${address}/`);
  }
  return [...new Set(addresses)];
}
