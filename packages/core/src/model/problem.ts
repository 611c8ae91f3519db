import type { EntityRef } from "./entity-ref.ts";
import { visible } from "./quoted.ts";

export type Severity = "error" | "warning" | "info";

/** One thing that is wrong with catalog data, where it is, and what to do about it. Lines and columns count from 1. */
export interface Problem {
  readonly severity: Severity;
  /** Stable id, `stage/rule` for reading (`kind/schema`), a plain name for lint (`dangling-ref`). */
  readonly rule: string;
  readonly message: string;
  readonly location: string;
  readonly line: number | null;
  readonly column: number | null;
  readonly entity: EntityRef | null;
  /** JSON pointer into the document, for example `/spec/dependsOn/2`; the empty string is the whole document. */
  readonly path: string | null;
}

/** The field a JSON pointer names as people write it, fit for a message: `/spec/dependsOn/2` is `spec.dependsOn[2]`. */
export function fieldName(pointer: string): string {
  return pointer
    .split("/")
    .slice(1)
    .map((part) => visible(part.replaceAll("~1", "/").replaceAll("~0", "~")))
    .reduce((field, part) => (/^\d+$/.test(part) ? `${field}[${part}]` : field === "" ? part : `${field}.${part}`), "");
}

/** The JSON pointer of a path of keys. */
export function jsonPointer(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}
