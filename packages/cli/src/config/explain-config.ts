import { below, isMapping } from "../mapping.ts";
import type { ConfigDraft } from "./config-draft.ts";

/** One value of a configuration, and where it comes from. */
export interface ConfigValue {
  /** JSON pointer, such as `/sources/0/root`. */
  readonly path: string;
  /** A text, a number, `true` or `false`, or an empty list or mapping. Secrets are masked. */
  readonly value: unknown;
  /** The place that says so; null for a default. */
  readonly file: string | null;
  readonly line: number | null;
  readonly column: number | null;
  /** The variables of the environment that it was made from. */
  readonly env: readonly string[];
}

/**
 * Every value of a configuration, in its order.
 *
 * @param shown the configuration with its secrets masked
 */
export function explainConfig(shown: unknown, { merged, filled }: ConfigDraft): readonly ConfigValue[] {
  return [...leaves(shown, "")].map(([path, value]) => {
    const place = merged.has(path) ? merged.placeOf(path) : { file: null, line: null, column: null };
    return { path, value, ...place, env: filled.references.get(path) ?? [] };
  });
}

function* leaves(value: unknown, pointer: string): Generator<readonly [pointer: string, value: unknown]> {
  const inner = Array.isArray(value) || isMapping(value) ? Object.entries(value) : [];
  if (inner.length === 0) yield [pointer, value];
  for (const [key, child] of inner) yield* leaves(child, below(pointer, key));
}
