import type { CatalogView, Problem } from "@callboard/core";

/**
 * What stays the same about a problem while lines move and other things change: no line, no index of a list, and no
 * message, which may name neighbours. Two problems that are the same in all of it are told apart by their number.
 */
export interface KnownProblem {
  readonly rule: string;
  /** Its file, from the folder that the reader of the list knows; a location that is no file as it is. */
  readonly file: string;
  readonly entity: string | null;
  /** JSON pointer with `*` for each index of a list. */
  readonly path: string | null;
  /** The value itself in a list; the message where no path leads to a value, or to a whole document; else null. */
  readonly value: string | null;
}

const MAX_VALUE_CHARACTERS = 200;
const INDEX = /\/\d+(?=\/|$)/g;

/** A problem as it will be known again. */
export function knownProblem(problem: Problem, view: CatalogView, file: string): KnownProblem {
  const { rule, entity, path } = problem;
  return { rule, file, entity, path: path?.replace(INDEX, "/*") ?? null, value: distinction(problem, view) };
}

/** A text that is the same for the same problem, and sorts by file. */
export function problemKey({ rule, file, entity, path, value }: KnownProblem): string {
  return JSON.stringify([file, entity, path, rule, value]);
}

function distinction({ entity, path, message, location }: Problem, view: CatalogView): string | null {
  const described = entity === null ? undefined : view.entity(entity);
  const isDescribedHere = entity !== null && described !== undefined && view.origin(entity).location === location;
  const value = isDescribedHere && path !== null ? valueAt(described, path) : undefined;
  const isItem = path !== null && path.search(INDEX) >= 0;
  // A document within a value, such as the definition of an API, may have many problems.
  const isDocument = typeof value === "string" && value.includes("\n");
  if (entity !== null && path && !isItem && !isDocument) return null;
  const isTold = value === undefined || isDocument;
  const text = isTold ? message.replace(/\d+/g, "#") : typeof value === "string" ? value : JSON.stringify(value);
  return text.slice(0, MAX_VALUE_CHARACTERS);
}

function valueAt(root: unknown, pointer: string): unknown {
  let value = root;
  for (const part of pointer.split("/").slice(1)) {
    const key = part.replaceAll("~1", "/").replaceAll("~0", "~");
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    value = Reflect.get(value, key);
  }
  return value;
}
