import { aliasesOf, declaredFormerRefs } from "../model/annotations.ts";
import type { Entity } from "../model/entity.ts";
import { entityRefParts } from "../model/entity-ref.ts";
import { titleOf } from "./entity-names.ts";
import { fold, tokenize } from "./tokenize.ts";

/** The part of an entity a search looks at. */
export type SearchField = "name" | "title" | "aliases" | "tags" | "type" | "description";

/** All fields, in the order in which hits list them. */
export const SEARCH_FIELDS: readonly SearchField[] = ["name", "title", "aliases", "tags", "type", "description"];
/** What an entity is called. */
export const NAME_FIELDS: readonly SearchField[] = ["name", "title", "aliases"];

/** How much a word counts in each field. */
export const FIELD_BOOSTS: Readonly<Record<SearchField, number>> = {
  name: 5,
  title: 3,
  aliases: 3,
  tags: 2,
  type: 1,
  description: 1,
};

/** The text of a field, one name a line; empty when the entity has none. */
export function fieldText(entity: Entity, field: SearchField): string {
  return TEXTS[field](entity);
}

/** The words of a field's text. */
export function fieldTokens(text: string, field: SearchField): string[] {
  if (text === "") return [];
  return field === "description" ? tokenize(text) : text.split("\n").flatMap(nameTokens);
}

const TEXTS: Readonly<Record<SearchField, (entity: Entity) => string>> = {
  name: ({ metadata }) => metadata.name,
  title: (entity) => titleOf(entity) ?? "",
  aliases: (entity) =>
    [...aliasesOf(entity), ...declaredFormerRefs(entity).map((ref) => entityRefParts(ref).name)].join("\n"),
  tags: ({ metadata }) => metadata.tags?.join("\n") ?? "",
  type: ({ spec }) => (typeof spec?.type === "string" ? spec.type : ""),
  description: ({ metadata }) => metadata.description ?? "",
};

/** The words of a name, and the whole of it as one word, since `paymentservice` may be typed for "Payment Service". */
function nameTokens(name: string): string[] {
  const tokens = tokenize(name);
  const whole = fold(name);
  return tokens.length === 0 || tokens.includes(whole) ? tokens : [...tokens, whole];
}
