/** @jsxRuntime automatic */
/** @jsxImportSource hono/jsx */
import { type EntityRef, entityRefParts, isRestricted, shortName } from "@callboard/core";
import { shown } from "./shown.ts";
import { entityPath, type Site } from "./site.ts";

/** An entity by its title or name, as a link to its page, and what it is. One that is not there, or redacted, is no link. */
export function EntityName({ site, entity: ref }: { readonly site: Site; readonly entity: EntityRef }) {
  if (isRestricted(ref)) return <em>{shortName(ref)}</em>;
  const entity = site.view.entity(ref);
  if (!entity) {
    return (
      <>
        <bdi>{shown(ref)}</bdi> <span class="kind">(not in the catalog)</span>
      </>
    );
  }
  const name = shortName(ref);
  const title = titleOf(entity) ?? name;
  const kind = kindOf(site, ref);
  return (
    <>
      <a href={entityPath(site, ref)}>
        <bdi>{shown(title, 80)}</bdi>
      </a>{" "}
      <span class="kind">{title.toLowerCase() === name ? kind : `${shown(name, 80)}, ${kind}`}</span>
    </>
  );
}

/** What people call an entity, where that is not its name. */
export function titleOf(entity: {
  readonly metadata: { readonly title?: string };
  readonly spec?: object;
}): string | null {
  const { title } = entity.metadata;
  if (title !== undefined && title.trim() !== "") return title;
  const profile = entity.spec && "profile" in entity.spec ? entity.spec.profile : null;
  if (typeof profile !== "object" || profile === null || !("displayName" in profile)) return null;
  return typeof profile.displayName === "string" && profile.displayName.trim() !== "" ? profile.displayName : null;
}

/** What an entity is in a word or two: `service`, `database`, `openapi API`, `system`. */
export function kindOf({ view }: Pick<Site, "view">, ref: EntityRef): string {
  const entity = view.entity(ref);
  const kind = entity?.kind.toLowerCase() ?? entityRefParts(ref).kind;
  const word = kind === "api" ? "API" : shown(kind, 40);
  const type = entity?.spec?.type;
  if (typeof type !== "string" || type === "" || type.toLowerCase() === kind) return word;
  return SPEAKING_TYPES.has(kind) ? shown(type, 40) : `${shown(type, 40)} ${word}`;
}

/** Kinds whose types say enough: a service is a component, a team is a group. */
const SPEAKING_TYPES: ReadonlySet<string> = new Set(["component", "resource", "group"]);
