import type { JsonObject, JsonValue } from "@callboard/core";

/** Hands values to a journal without the secrets in them, and gets them back when the secrets are known again. */
export interface Seal {
  /** The value with the name of a secret in place of the secret. */
  seal<Value extends JsonValue>(value: Value): Value;
  unseal<Value extends JsonValue>(value: Value): Value;
}

/** A seal for secrets by their names. */
export function sealFor(secrets: Readonly<Record<string, string>>): Seal {
  const known = Object.entries(secrets).filter(([, secret]) => secret !== "");
  const longestFirst = known.sort(([, a], [, b]) => b.length - a.length);
  const sealed = (text: string) =>
    longestFirst.reduce((rest, [name, secret]) => rest.replaceAll(secret, marker(name)), text);
  const unsealed = (text: string) =>
    longestFirst.reduce((rest, [name, secret]) => rest.replaceAll(marker(name), secret), text);
  return { seal: (value) => withTexts(value, sealed), unseal: (value) => withTexts(value, unsealed) };
}

/** Private-use characters, which no secret's name and hardly any text holds. */
function marker(name: string): string {
  return `\ue000secret:${name}\ue001`;
}

function withTexts<Value extends JsonValue>(value: Value, change: (text: string) => string): Value;
function withTexts(value: JsonValue, change: (text: string) => string): JsonValue {
  if (typeof value === "string") return change(value);
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((item: JsonValue) => withTexts(item, change));
  const entries = Object.entries(value).map(([key, item]: [string, JsonValue]) => [key, withTexts(item, change)]);
  const changed: JsonObject = Object.fromEntries(entries);
  return changed;
}
