import { below, isMapping } from "../mapping.ts";
import { type Env, fillText } from "./env-references.ts";

/** A configuration whose references to the environment are replaced. */
export interface FilledConfig {
  readonly value: unknown;
  /** The variables that each value refers to, by JSON pointer. */
  readonly references: ReadonlyMap<string, readonly string[]>;
  /** What is wrong with references, by JSON pointer. */
  readonly faults: ReadonlyMap<string, readonly string[]>;
}

/** Replaces references in texts that are values. Keys stay as they are written. */
export function fillReferences(value: unknown, env: Env): FilledConfig {
  const references = new Map<string, readonly string[]>();
  const faults = new Map<string, readonly string[]>();
  return { value: fill(value, ""), references, faults };

  function fill(value: unknown, pointer: string): unknown {
    if (Array.isArray(value)) return value.map((item: unknown, index) => fill(item, below(pointer, index)));
    if (isMapping(value)) {
      const filled: Record<string, unknown> = Object.create(null);
      for (const [key, inner] of Object.entries(value)) filled[key] = fill(inner, below(pointer, key));
      return filled;
    }
    if (typeof value !== "string" || !value.includes("$")) return value;
    const { text, names, faults: found } = fillText(value, env);
    if (names.length > 0) references.set(pointer, names);
    if (found.length > 0) faults.set(pointer, found);
    return text;
  }
}
