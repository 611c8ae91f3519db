import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { builtInKinds, type KindDefinition } from "@callboard/core";
import { readKinds } from "@callboard/core/kinds";
import { configError } from "./config-problem.ts";
import { problemWith } from "./problem-with.ts";
import type { ReadConfig } from "./read-config.ts";

/**
 * The kinds of a catalog: the built-in ones, and those of the files that a configuration names.
 *
 * @throws {CatalogError} `invalid-kind` with all that is wrong with a file, `invalid-config` for one that cannot be read
 */
export async function readConfigKinds(read: ReadConfig): Promise<readonly KindDefinition[]> {
  const { config, folder } = read;
  let kinds: readonly KindDefinition[] = builtInKinds;
  for (const [index, name] of config.kinds.entries()) {
    const content = await readFile(pathOf(name, folder)).catch((reason: unknown) => {
      const message = `kinds[${index}] is ${JSON.stringify(name)}, which could not be read. ${remedyFor(reason)}`;
      throw configError([problemWith(`/kinds/${index}`, message, read)]);
    });
    kinds = [...kinds, ...readKinds(content, name, { beside: kinds })];
  }
  return kinds;
}

/** Kinds that come with the core go by names, which no path looks like. */
const SHIPPED: ReadonlyMap<string, string> = new Map([["ai-resource", "@callboard/core/kinds/ai-resource.yaml"]]);

function pathOf(name: string, folder: string): string {
  const shipped = SHIPPED.get(name);
  return shipped === undefined ? resolve(folder, name) : createRequire(import.meta.url).resolve(shipped);
}

function remedyFor(reason: unknown): string {
  const isMissing = reason instanceof Error && "code" in reason && reason.code === "ENOENT";
  if (isMissing) return `Name a file, or kinds that come along: ${[...SHIPPED.keys()].join(", ")}.`;
  return reason instanceof Error ? `${reason.message}.` : String(reason);
}
