import type { CatalogView, Reached } from "@callboard/core";
import { type EntitySummary, entitySummary } from "./entity-summary.ts";

/** What a walk from an entity reached: what is one hop away by name, the rest as a number. */
export interface Neighbours {
  /** One hop away. */
  readonly direct: readonly (Reached & { readonly entity: EntitySummary })[];
  /** How many more are reached through those. */
  readonly indirect: number;
}

export function neighbours(view: CatalogView, reached: readonly Reached[]): Neighbours {
  const direct = reached.filter(({ distance }) => distance === 1);
  return {
    direct: direct.map((each) => ({ ...each, entity: entitySummary(view, each.ref) })),
    indirect: reached.length - direct.length,
  };
}
