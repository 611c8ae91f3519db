import { CatalogError } from "../errors.ts";
import { quoted } from "../model/quoted.ts";
import { type Condition, PREDICATE_LIMITS, type Predicate, parsePredicate } from "./predicate.ts";

/** Which entities: a predicate, or filter texts such as `kind=component,spec.type=service`. */
export type Filter = Predicate | string | readonly string[];

/**
 * The predicate that a filter stands for. In a text, commas say "and", a field twice says "one of", and a field alone
 * says that it is there; several texts say "or". Nothing is escaped: a value cannot hold a comma. No texts match all.
 *
 * @throws {CatalogError} `invalid-query` when it cannot be read, `limit-exceeded` when it is too large
 */
export function parseFilter(filter: Filter): Predicate {
  if (typeof filter === "string") return parseTexts([filter]);
  return isTexts(filter) ? parseTexts(filter) : parsePredicate(filter);
}

function isTexts(filter: Exclude<Filter, string>): filter is readonly string[] {
  return Array.isArray(filter);
}

function parseTexts(texts: readonly string[]): Predicate {
  const odd = texts.find((text) => typeof text !== "string");
  if (odd !== undefined)
    throw new CatalogError("invalid-query", "A list of filters holds something that is not a text.");
  if (texts.reduce((sum, text) => sum + text.length, 0) > PREDICATE_LIMITS.characters) {
    throw new CatalogError(
      "limit-exceeded",
      `The filter is longer than ${PREDICATE_LIMITS.characters} characters. Split it into several queries.`,
    );
  }
  if (texts.length === 1 && texts[0] === "") {
    throw new CatalogError(
      "invalid-query",
      "The filter is empty. Write field=value, or leave it out to get everything.",
    );
  }
  const alternatives = texts.map(parseText).filter((alternative) => alternative !== null);
  const [first, ...others] = alternatives;
  if (first === undefined) return {};
  return parsePredicate(others.length === 0 ? first : { $any: alternatives });
}

function parseText(text: string): Predicate | null {
  const valuesByField = new Map<string, string[]>();
  for (const statement of text.split(",").map((part) => part.trim())) {
    if (statement === "") continue;
    const equals = statement.indexOf("=");
    const field = (equals < 0 ? statement : statement.slice(0, equals)).trim();
    if (field === "") {
      throw new CatalogError(
        "invalid-query",
        `${quoted(statement)} names no field. Write field=value, or field alone to ask whether it is there.`,
      );
    }
    const values = valuesByField.get(field) ?? [];
    if (equals >= 0) values.push(statement.slice(equals + 1).trim());
    valuesByField.set(field, values);
  }
  if (valuesByField.size === 0) return null;
  return Object.fromEntries([...valuesByField].map(([field, values]) => [field, conditionOf(values)]));
}

function conditionOf(values: readonly string[]): Condition {
  const [only, ...others] = values;
  if (only === undefined) return { $exists: true };
  return others.length === 0 ? only : { $in: values };
}
