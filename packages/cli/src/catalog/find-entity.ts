import { CatalogError, type CatalogView, type EntityRef, entityRef, type NameMatch } from "@callboard/core";

/** Ways of naming an entity that leave no doubt. A script must not get the neighbour of what it misspelt. */
const CERTAIN: ReadonlySet<NameMatch> = new Set(["ref", "name", "title", "alias", "slug"]);

/**
 * The entity that an argument names: a ref, or a bare name, title or alias that only one entity has.
 *
 * @throws {CatalogError} `entity-not-found` with what was probably meant, `invalid-entity-ref`
 */
export function findEntity(view: CatalogView, text: string): EntityRef {
  if (text.includes(":")) return view.origin(entityRef(text)).ref;
  const resolution = view.resolve(text);
  if (resolution.status === "found" && CERTAIN.has(resolution.match)) return resolution.ref;
  const message =
    resolution.status !== "found" || resolution.match === "former-name"
      ? resolution.reason
      : `Nothing is called ${JSON.stringify(text)}.`;
  throw new CatalogError("entity-not-found", message, { suggestions: resolution.candidates.map(({ ref }) => ref) });
}

/**
 * The entity that an argument names in one of two catalogs, in the first where both have one.
 *
 * @throws {CatalogError} as {@link findEntity} of the first
 */
export function findInEither(first: CatalogView, second: CatalogView, text: string): EntityRef {
  try {
    return findEntity(first, text);
  } catch (reason) {
    if (!(reason instanceof CatalogError) || reason.code !== "entity-not-found") throw reason;
    try {
      return findEntity(second, text);
    } catch {
      throw reason;
    }
  }
}
