import { CatalogError } from "@callboard/core";
import { plural } from "../output/ago.ts";
import { place } from "../output/place.ts";
import { printable } from "../output/printable.ts";
import type { ConfigPlace } from "./config-place.ts";

/** One thing that is wrong with a configuration, and where. The message shows no secrets. */
export interface ConfigProblem extends ConfigPlace {
  readonly message: string;
}

/** All problems of a configuration as one error, a line for each, in order of place. */
export function configError(problems: readonly ConfigProblem[]): CatalogError {
  const lines = [...problems]
    .sort((a, b) => compare(a.file, b.file) || a.line - b.line || a.column - b.column)
    .map(({ file, line, column, message }) => printable(`${place(file, line, column)}: ${message}`));
  const heading = lines.length > 1 ? [`The configuration has ${plural(lines.length, "error")}:`] : [];
  return new CatalogError("invalid-config", [...heading, ...lines].join("\n"));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
