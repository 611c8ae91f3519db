import { CatalogError } from "@callboard/core";
import { below, isMapping, type Mapping } from "../mapping.ts";
import type { ConfigLayer } from "./config-layer.ts";
import type { ConfigPlace } from "./config-place.ts";

/** Several files as one. */
export interface MergedLayers {
  readonly value: Mapping;
  /** Where a value stands, or its key; for one that is not there, what is around it. */
  placeOf(pointer: string, part?: "key" | "value"): ConfigPlace;
  has(pointer: string): boolean;
}

/** Aliases can stand for more than a file may hold. */
const MAX_VALUES = 100_000;

/**
 * Puts files over one another, the last one on top: mappings key by key, everything else as a whole.
 *
 * @throws {CatalogError} `limit-exceeded` for more than 100,000 values
 */
export function mergeLayers(layers: readonly [ConfigLayer, ...ConfigLayer[]]): MergedLayers {
  const owners = new Map<string, ConfigLayer>();
  const value = mergeMappings(
    layers.map((layer) => ({ layer, value: layer.value })),
    "",
  );
  return { value, placeOf, has: (pointer) => owners.has(pointer) };

  /** @param stack what the files say about one place, the topmost last */
  function merge(stack: readonly Said[], pointer: string): unknown {
    const top = stack.at(-1);
    if (!top) return undefined;
    own(pointer, top.layer);
    const { layer, value } = top;
    if (Array.isArray(value)) {
      return value.map((item: unknown, index) => merge([{ layer, value: item }], below(pointer, index)));
    }
    if (!isMapping(value)) return value;
    const bottom = stack.findLastIndex((said) => !isMapping(said.value)) + 1;
    return mergeMappings(stack.slice(bottom), pointer);
  }

  function mergeMappings(stack: readonly Said[], pointer: string): Mapping {
    const byKey = new Map<string, Said[]>();
    for (const { layer, value } of stack) {
      for (const [key, inner] of Object.entries(value ?? {})) {
        const said = byKey.get(key);
        if (said) said.push({ layer, value: inner });
        else byKey.set(key, [{ layer, value: inner }]);
      }
    }
    const merged: Record<string, unknown> = Object.create(null);
    for (const [key, said] of byKey) merged[key] = merge(said, below(pointer, key));
    return merged;
  }

  function own(pointer: string, layer: ConfigLayer): void {
    owners.set(pointer, layer);
    if (owners.size <= MAX_VALUES) return;
    throw new CatalogError("limit-exceeded", `The configuration ${layer.file} has more than ${MAX_VALUES} values.`);
  }

  function placeOf(pointer: string, part: "key" | "value" = "value"): ConfigPlace {
    const layer = owners.get(pointer) ?? (pointer === "" ? layers[0] : undefined);
    const { positions } = layer ?? layers[0];
    const place = (part === "key" ? positions[`${pointer}~key`] : undefined) ?? positions[pointer];
    if (layer && place) return { file: layer.file, line: place[0], column: place[1] };
    return pointer === ""
      ? { file: layers[0].file, line: 1, column: 1 }
      : placeOf(pointer.slice(0, pointer.lastIndexOf("/")), "key");
  }
}

/** What one file says about one place. */
interface Said {
  readonly layer: ConfigLayer;
  readonly value: unknown;
}
