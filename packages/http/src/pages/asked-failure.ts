import { type BlastRadiusOptions, CatalogError, type CatalogView, type Effect } from "@callboard/core";
import { blastRadiusPicture, svg } from "@callboard/pictures";
import type { Context } from "hono";
import { namedEntity } from "../named-entity.ts";
import { EFFECTS, isMode } from "./effects.ts";
import type { Failure, Site } from "./site.ts";

const MOST_CHARACTERS = 500;
const MOST_ROOTS = 20;
/** How many affected entities can be paged through, and how many are on a page. */
const MOST_LISTED = 2_000;
const PAGE = 100;
/** Of more affected entities hardly any would be in the picture, and all would have to be looked at for it. */
const MOST_DRAWN = 1_000;
/** As many nodes as leave room for the rest within 100 kB. */
const PICTURE_NODES = 24;

/** What an address asks for. @throws {CatalogError} `invalid-argument`, `entity-not-found` */
export function failureIn({ req }: Context, view: CatalogView): Failure {
  const names = (req.queries("entity") ?? []).filter((name) => name !== "");
  if (names.length === 0) {
    throw new CatalogError(
      "invalid-argument",
      "Say what fails: add ?entity=component:default/checkout to the address.",
    );
  }
  if (names.length > MOST_ROOTS) {
    throw new CatalogError("invalid-argument", `More than ${MOST_ROOTS} entities at once are too many to show.`);
  }
  const mode = req.query("mode") ?? "down";
  if (!isMode(mode)) {
    throw new CatalogError("invalid-argument", "The mode is one of down, read-only, slow and bad-deploy.");
  }
  const environment = (req.query("environment") ?? "").slice(0, MOST_CHARACTERS);
  const roots = [...new Set(names.map((name) => namedEntity(view, name.slice(0, MOST_CHARACTERS))))];
  return { roots, mode, environment: environment === "" ? null : environment };
}

/** What one effect hits, from where the address says. Everything that is hit worse comes before it. */
export function effectIn(context: Context, site: Site, failure: Failure, effect: Effect) {
  const { roots } = failure;
  const asked = optionsOf(failure);
  const { byEffect } = site.view.blastRadius(roots, { ...asked, limit: 0 });
  const worse = EFFECTS.findIndex((each) => each.effect === effect);
  const before = EFFECTS.slice(0, worse).reduce((sum, each) => sum + byEffect[each.effect], 0);
  const from = countIn(context, "from");
  const limit = Math.min(before + from + PAGE, MOST_LISTED);
  const { affected: listed } = site.view.blastRadius(roots, { ...asked, limit });
  const total = byEffect[effect];
  const affected = listed.slice(before + from, before + Math.min(from + PAGE, total));
  return { site, failure, effect, total, from, affected, isCut: limit === MOST_LISTED };
}

/**
 * A picture without links, which are in the lists; null where nothing is affected, too much, or by too many roots.
 *
 * @param total how many are affected
 */
export async function pictureOf(view: CatalogView, failure: Failure, total: number): Promise<string | null> {
  if (total === 0 || total > MOST_DRAWN) return null;
  const options = { ...optionsOf(failure), maxNodes: PICTURE_NODES, linkTo: () => null };
  try {
    return await svg(blastRadiusPicture(view, failure.roots, options));
  } catch (reason) {
    if (reason instanceof CatalogError && reason.code === "limit-exceeded") return null;
    throw reason;
  }
}

/** What the catalog is asked for. */
export function optionsOf({ mode, environment }: Failure): Pick<BlastRadiusOptions, "mode" | "environment"> {
  return { mode, ...(environment !== null && { environment }) };
}

/** A whole number in the address; 0 where there is none. */
export function countIn({ req }: Context, name: string): number {
  const written = req.query(name) ?? "";
  return /^\d{1,7}$/.test(written) ? Number(written) : 0;
}
