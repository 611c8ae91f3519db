import type { CatalogView } from "@callboard/core";
import { environmentNames, type ListFilter } from "./modifiers.ts";

/**
 * What a word can narrow a list to: every type, tag, lifecycle and environment in the catalog, by its folded text. Where one
 * text is several of these, the lifecycle is meant, then the type. Counted once for each revision, as that takes a look at every entity.
 */
export function filterValues(view: CatalogView): ReadonlyMap<string, ListFilter> {
  const before = known.get(view);
  if (before?.revision === view.revision) return before.values;
  const facets = view.facets([...FIELDS.map(([path]) => path), ENVIRONMENTS]);
  const values = new Map<string, ListFilter>();
  for (const [path, field] of FIELDS) {
    for (const { value } of facets[path] ?? []) {
      const key = foldValue(value);
      if (key !== "" && !values.has(key)) values.set(key, { [field]: value });
    }
  }
  for (const environment of (facets[ENVIRONMENTS] ?? []).flatMap(({ value }) => value.split(","))) {
    for (const name of environmentNames(environment.trim().toLowerCase())) {
      const key = foldValue(name);
      if (key !== "" && !values.has(key)) values.set(key, { environment: environment.trim() });
    }
  }
  known.set(view, { revision: view.revision, values });
  return values;
}

const FIELDS = [
  ["spec.lifecycle", "lifecycle"],
  ["spec.type", "type"],
  ["metadata.tags", "tag"],
] as const;

const ENVIRONMENTS = "metadata.annotations.callboard.dev/environments";

const known = new WeakMap<
  CatalogView,
  { readonly revision: number; readonly values: ReadonlyMap<string, ListFilter> }
>();

/** "Kafka topics", "kafka-topic" and "kafkaTopic" are one value. */
export function foldValue(text: string): string {
  const key = text.toLowerCase().replace(/[-_\s./]/g, "");
  if (key.endsWith("uses")) return key.slice(0, -2);
  return key.length > 3 && key.endsWith("s") && !/[sui]s$/.test(key) ? key.slice(0, -1) : key;
}
