import { type EntityRef, entityRefParts } from "../model/entity-ref.ts";
import type { LintedCatalog } from "./lint-rule.ts";

/**
 * What to write instead of a ref that is not in the catalog: the name that the entity has now, or the nearest names
 * among the first kinds that have any, or else `otherwise`.
 */
export function remedyForMissing(
  catalog: LintedCatalog,
  ref: EntityRef,
  kinds: readonly (readonly string[])[],
  otherwise: string,
): string {
  const renamed = catalog.renamedTo(ref);
  if (renamed.length > 0) return `It was renamed: write ${renamed.join(" or ")}.`;
  const { name } = entityRefParts(ref);
  for (const each of kinds) {
    const meant = catalog.didYouMean(name, each);
    if (meant !== undefined) return meant;
  }
  return otherwise;
}
