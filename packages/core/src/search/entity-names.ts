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
  for (const title of [entity.metadata.title, profileField(entity, "displayName")]) {
    add("title", title);
    add("title", withoutArticle(title));
    for (const part of partsOfTitle(title)) add("title", part);
  }
  for (const alias of aliasesOf(entity)) {
    add("alias", alias);
    add("alias", withoutArticle(alias));
  }
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

/**
 * Both names in a title that says its own abbreviation, or in running words what it is: "Card Payment Service (CPS)" and
 * "Historiador (plant historian)" are either. Other words in brackets ("Checkout (EU)") tell apart what shares a name, and
 * are no name.
 */
function partsOfTitle(title: string | undefined): readonly string[] {
  const [, before = "", within = ""] = /^([^()]{1,200}) \(([^()]{1,200})\)$/.exec(title ?? "") ?? [];
  return abbreviates(within, before) || abbreviates(before, within) || explains(within) ? [before, within] : [];
}

/** Two words or more that begin small: "driver app", unlike "EU West". */
function explains(within: string): boolean {
  return /^\p{Ll}/u.test(within) && words(within).length > 1;
}

/** "The Warren" is called "Warren", too. */
function withoutArticle(name: string | undefined): string | undefined {
  return /^the\s+(\S.*)$/i.exec(name ?? "")?.[1];
}

/**
 * Capitals that begin alike and stand in this order in the text; of several things with an "s". Or the beginnings of its
 * words, written as one: "LotReg" of "Lot Register".
 */
function abbreviates(short: string, text: string): boolean {
  const beginnings = short.match(/\p{Lu}\p{Ll}{1,9}/gu) ?? [];
  if (beginnings.length > 1 && beginnings.join("") === short) {
    const said = words(text);
    return (
      said.length === beginnings.length &&
      beginnings.every((each, at) => said[at]?.startsWith(each.toLowerCase()) === true)
    );
  }
  if (!/^\p{Lu}[\p{Lu}\p{N}]{1,7}s?$/u.test(short)) return false;
  const letters = text.toUpperCase();
  let at = letters.startsWith(short.charAt(0)) ? 0 : letters.length;
  for (const letter of short.toUpperCase()) {
    const next = letters.indexOf(letter, at);
    if (next < 0) return false;
    at = next + 1;
  }
  return words(text).length > 1 || short.length > 2;
}

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
