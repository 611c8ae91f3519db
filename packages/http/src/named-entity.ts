import { CatalogError, type CatalogView, type EntityRef, entityRef, type NameMatch } from "@callboard/core";

/** Ways of naming an entity that leave no doubt: who asks does not see that they got the neighbour of what they meant. */
const CERTAIN: ReadonlySet<NameMatch> = new Set(["ref", "name", "title", "alias", "slug"]);

/**
 * The entity of a ref or of a name that only one has.
 *
 * @param kinds only these, for a bare name
 * @throws {CatalogError} `entity-not-found` with what was probably meant, `invalid-entity-ref`
 */
export function namedEntity(view: CatalogView, text: string, kinds?: readonly string[]): EntityRef {
  if (text.includes(":")) return view.origin(entityRef(text)).ref;
  const resolution = view.resolve(text, { ...(kinds && { kinds }) });
  if (resolution.status === "found" && CERTAIN.has(resolution.match)) return resolution.ref;
  const suggestions = resolution.candidates.map(({ ref }) => ref);
  const incompleteSources = resolution.status === "not-found" ? resolution.incompleteSources : [];
  const name = JSON.stringify(text.slice(0, 100));
  const message =
    resolution.status === "ambiguous" && suggestions.length > 1
      ? `${name} may be one of several entities. Ask again with one of the suggested refs.`
      : `Nothing is called ${name}. Ask again with one of the suggested refs, or search.`;
  throw new CatalogError("entity-not-found", message, { suggestions, incompleteSources });
}
