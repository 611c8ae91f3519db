import { below, isMapping, type Mapping } from "../mapping.ts";
import type { PointedFault } from "./fault.ts";

/** Validators compare the items of a list with one another: one of 60,000 tags takes minutes. */
const MAX_ITEMS = 2_000;

/** The first list that is too long to check; undefined when there is none. */
export function longList(definition: Mapping): PointedFault | undefined {
  const waiting: { readonly value: unknown; readonly pointer: string }[] = [{ value: definition, pointer: "" }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { value, pointer } = next;
    if (Array.isArray(value) && value.length > MAX_ITEMS) {
      const message = `a list here has more than ${MAX_ITEMS.toLocaleString("en-GB")} items, so the definition is not checked. Split it.`;
      return { message, pointer };
    }
    if (!Array.isArray(value) && !isMapping(value)) continue;
    for (const [key, child] of Object.entries(value)) {
      if (typeof child === "object") waiting.push({ value: child, pointer: below(pointer, key) });
    }
  }
  return undefined;
}
