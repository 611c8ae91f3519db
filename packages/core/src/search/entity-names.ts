import { aliasesOf, annotation } from "../model/annotations.ts";
import type { Entity } from "../model/entity.ts";
import { isJsonObject } from "../model/json.ts";
import { words } from "./tokenize.ts";

/** One of the names an entity goes by. */
export interface EntityName {
  /** As written in the document. */
  readonly text: string;
  readonly kind: EntityNameKind;
}

/**
 * Which field a name comes from. A `handle` identifies the entity elsewhere (a whole project slug, an e-mail address
 * or its local part), a `word` is a part of a person's name, and a `former` name is one it had before; these count only
 * when typed exactly.
 */
export type EntityNameKind = "name" | "title" | "alias" | "slug" | "handle" | "word" | "former";

/** The names an entity goes by, the most deliberate first. Texts too long for a name are left out. */
export function entityNames(entity: Entity, person: boolean): readonly EntityName[] {
  const names: EntityName[] = [];
  const add = (kind: EntityNameKind, text: string | undefined) => {
    if (text && text.length <= MAX_NAME_LENGTH) names.push({ kind, text });
  };
  add("name", entity.metadata.name);
  add("title", entity.metadata.title);
  add("title", profileField(entity, "displayName"));
  for (const alias of aliasesOf(entity)) add("alias", alias);
  for (const slug of slugsOf(entity)) {
    add("slug", slug.slice(slug.lastIndexOf("/") + 1));
    add("handle", slug);
  }
  add("handle", profileField(entity, "email"));
  if (person) {
    add("handle", profileField(entity, "email")?.split("@")[0]);
    const own = names.filter(({ kind }) => kind === "name" || kind === "title");
    for (const word of own.flatMap(({ text }) => words(text))) if (word.length > 1) add("word", word);
  }
  return names;
}

/** What a person reads as the name of an entity: its title, or the display name of a person or team. */
export function titleOf(entity: Entity): string | null {
  return entity.metadata.title ?? profileField(entity, "displayName") ?? null;
}

/** Names beyond this length are not for typing. */
export const MAX_NAME_LENGTH = 200;

/** Annotations that name the repository of an entity, `group/project`. */
const SLUG_ANNOTATIONS = ["github.com/project-slug", "gitlab.com/project-slug"];

function slugsOf(entity: Entity): string[] {
  return SLUG_ANNOTATIONS.flatMap((name) => annotation(entity, name) ?? []);
}

function profileField(entity: Entity, field: "displayName" | "email"): string | undefined {
  const profile = entity.spec?.profile;
  const value = isJsonObject(profile) ? profile[field] : undefined;
  return typeof value === "string" ? value : undefined;
}
