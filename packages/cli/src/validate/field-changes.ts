import { isDeepStrictEqual } from "node:util";
import { inside, isMapping } from "../mapping.ts";

/** A value that differs. A side without it has no `before` or no `after`. */
export interface FieldChange {
  /** As people write it: `spec.lifecycle`. */
  readonly field: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

/** The smallest values in which two objects differ, in order of fields; lists count as one value. */
export function fieldChanges(before: object, after: object): readonly FieldChange[] {
  const found: FieldChange[] = [];
  const waiting: { readonly field: string; readonly before: unknown; readonly after: unknown }[] = [
    { field: "", before, after },
  ];
  for (let at = waiting.pop(); at; at = waiting.pop()) {
    const { field } = at;
    if (isDeepStrictEqual(at.before, at.after)) continue;
    if (!isMapping(at.before) || !isMapping(at.after)) {
      found.push({
        field,
        ...(at.before !== undefined && { before: at.before }),
        ...(at.after !== undefined && { after: at.after }),
      });
      continue;
    }
    for (const key of new Set([...Object.keys(at.before), ...Object.keys(at.after)])) {
      waiting.push({
        field: field === "" ? key : `${field}.${key}`,
        before: inside(at.before, key),
        after: inside(at.after, key),
      });
    }
  }
  return found.sort((left, right) => (left.field < right.field ? -1 : 1));
}
