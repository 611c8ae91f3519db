import type { EntityRef } from "../model/entity-ref.ts";
import type { Problem } from "../model/problem.ts";
import type { ReadDocument } from "../provider/entity-provider.ts";

/** A problem in the value of a document, before its place in the file is looked up. */
export interface Finding extends Pick<Problem, "severity" | "rule" | "message"> {
  readonly path: string;
  /** The key is what is wrong, not its value. */
  readonly onKey?: true;
}

/** The problem that a finding is in its file: at the key or value concerned, else at the nearest key around it. */
export function problemAt(
  { severity, rule, message, path, onKey }: Finding,
  document: ReadDocument,
  location: string,
  entity: EntityRef | null,
): Problem {
  const [line, column] = placeOf(path, onKey === true, document.positions);
  return { severity, rule, message, location, line, column, entity, path };
}

function placeOf(
  path: string,
  onKey: boolean,
  positions: ReadDocument["positions"],
): readonly [number | null, number | null] {
  const place = (onKey && positions[`${path}~key`]) || positions[path];
  if (place) return place;
  return path === "" ? [null, null] : placeOf(path.slice(0, path.lastIndexOf("/")), true, positions);
}
