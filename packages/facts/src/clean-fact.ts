import { CatalogError } from "@callboard/core";
import { FACT_TYPES, type Fact, type FoundFact } from "./fact.ts";
import { shown } from "./shown.ts";

/**
 * A fact as it may be handed out, whatever the service wrote into it: text on one line and without hidden characters,
 * times in UTC, and no link but http and https.
 *
 * @throws {CatalogError} `invalid-argument` when it has no text, no known type, or no time
 */
export function cleanFact(found: FoundFact, source: string): Fact {
  const { type, url, until } = found;
  const text = shown(found.text, MOST_CHARACTERS);
  const at = isoTime(found.at);
  if (text === "") throw invalid(source, "a fact without text");
  if (!FACT_TYPES.includes(type)) throw invalid(source, "a fact of an unknown type");
  if (at === null) throw invalid(source, "a fact whose time is not in ISO 8601");
  const link = url === undefined ? null : webLink(url);
  const end = until === undefined ? null : isoTime(until);
  return { type, text, ...(link && { url: link }), at, source, ...(end && { until: end }) };
}

const MOST_CHARACTERS = 300;
const LONGEST_LINK = 2_000;

function isoTime(text: string): string | null {
  const time = text.length > 40 ? Number.NaN : Date.parse(text);
  return Number.isNaN(time) ? null : new Date(time).toISOString();
}

/** Credentials before the host make an address look like another one; `<`, `>` and `|` end a link in chat. */
function webLink(text: string): string | null {
  if (text.length > LONGEST_LINK || /[\s<>|"`]/.test(text) || !URL.canParse(text)) return null;
  const { protocol, username, password, href } = new URL(text);
  return /^https?:$/.test(protocol) && username === "" && password === "" ? href : null;
}

function invalid(source: string, what: string): CatalogError {
  return new CatalogError("invalid-argument", `${source} gave ${what}.`);
}
