import { type EntityRef, entityRef } from "@callboard/core";
import { entityCard } from "../render/entity-card.ts";
import type { Services } from "./services.ts";

/** A message with links to the catalog in it. */
export interface SharedLinks {
  readonly channel: string;
  readonly ts: string;
  readonly user: string;
  readonly urls: readonly string[];
  readonly isShared: boolean | null;
}

/** Slack shows as many, and a wall of cards helps nobody. */
const MOST_LINKS = 5;

/** Shows below a message what its links to the catalog lead to, where whoever wrote it may be answered. */
export async function unfurl({ channel, ts, user, urls, isShared }: SharedLinks, services: Services): Promise<void> {
  const { catalog, clock, people, places, policy, sender, settings } = services;
  const { catalogUrl } = settings;
  const view = catalog.snapshot();
  const found = [...new Set(urls)].flatMap((url) => {
    const ref = catalogUrl === null ? null : refOfUrl(url, catalogUrl);
    return ref && view.entity(ref) ? [{ url, ref }] : [];
  });
  if (catalogUrl === null || found.length === 0) return;
  const [person, place] = await Promise.all([people.find(user), places.find(channel)]);
  // Everybody in the channel sees it, and nobody has asked: where it may not be shown, nothing is said.
  const ruling = await policy({ person, place: isShared === true ? { ...place, isShared } : place, does: "read" });
  if (!ruling.allowed) return;
  const style = person.standing === "member" ? "interactive" : "read-only";
  const unfurls = Object.fromEntries(
    found
      .slice(0, MOST_LINKS)
      .map(({ url, ref }) => [url, { blocks: entityCard(view, ref, { now: clock.now(), catalogUrl, style }) }]),
  );
  await sender.send("chat.unfurl", { args: () => ({ channel, ts, unfurls }) });
}

/** The entity that an address of the catalog's pages is about, as `entityUrl` makes them; null for all others. */
function refOfUrl(url: string, catalogUrl: string): EntityRef | null {
  if (!URL.canParse(url) || !URL.canParse(catalogUrl)) return null;
  const [given, base] = [new URL(url), new URL(catalogUrl)];
  const start = `${base.pathname.replace(/\/$/, "")}/catalog/`;
  if (given.origin !== base.origin || !given.pathname.startsWith(start)) return null;
  const [namespace, kind, name] = given.pathname.slice(start.length).split("/");
  if (!namespace || !kind || !name) return null;
  try {
    const [space, type, own] = [namespace, kind, name].map(decodeURIComponent);
    return entityRef(`${type}:${space}/${own}`);
  } catch {
    return null; // no address of an entity, whatever else it is
  }
}
