import type { CatalogView, EntityRef } from "@callboard/core";
import { type EntitySummary, entitySummary } from "./entity-summary.ts";
import { allRelated, related } from "./related.ts";

/** What one entity and its parts are linked to by APIs: the APIs of a component, or the components of an API. */
export interface ApiLinks {
  readonly entity: EntitySummary;
  /** What is linked to it, by ref. */
  readonly linked: readonly EntitySummary[];
  /** What its document names and the catalog does not hold. */
  readonly missing: readonly EntityRef[];
  /** Who owns it: whom to ask when something is missing here. */
  readonly owner: EntitySummary | null;
  /** Where its document starts, to name the place where a link belongs. */
  readonly writtenAt: { readonly location: string; readonly line: number | null };
}

/** The other ends of a relation of an entity and of its parts. */
export function apiLinks(view: CatalogView, ref: EntityRef, relation: string): ApiLinks {
  const whole = [ref, ...allRelated(view, ref, "hasPart")];
  const ends = [...new Set(whole.flatMap((each) => related(view, each, relation)))].sort();
  const { location, line } = view.origin(ref);
  const owner = view.owner(ref).owners[0]?.ref;
  return {
    entity: entitySummary(view, ref),
    linked: ends.filter((each) => view.entity(each)).map((each) => entitySummary(view, each)),
    missing: ends.filter((each) => !view.entity(each)),
    owner: owner === undefined ? null : entitySummary(view, owner),
    writtenAt: { location, line },
  };
}
