import { isMapping, type Mapping } from "../mapping.ts";

/**
 * A copy of a definition with nothing in it that a validator would follow: every ref leads to the document itself.
 *
 * The validator resolves refs once the schema holds, and walks into prototypes there: a definition with
 * `$ref: "#/__proto__"` would write to `Object.prototype`. `unresolvedRefs` looks at refs instead.
 */
export function inertCopy(definition: Mapping): Record<string, unknown> {
  const kept = Object.entries(definition).filter(([key, value]) => !FOLLOWED.has(key) || isMapping(value));
  const copy = Object.fromEntries(kept.map(([key, value]) => [key, inertValue(value)]));
  return typeof definition.$ref === "string" ? { ...copy, $ref: "#" } : copy;
}

function inertValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inertValue);
  return isMapping(value) ? inertCopy(value) : value;
}

/** A mapping under one of these keys describes a property of that name, and leads nowhere. */
const FOLLOWED: ReadonlySet<string> = new Set(["$ref", "$id", "$anchor", "$dynamicRef", "$dynamicAnchor", "$schema"]);
