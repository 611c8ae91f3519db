import { CatalogError } from "@callboard/core";
import type { Io } from "../io.ts";
import type { GlobalOptions } from "../session.ts";
import type { ReadConfig } from "./read-config.ts";

/**
 * The configuration that a command runs under: the file that options name, else `callboard.yaml` here or above unless
 * they name a catalog. The demo never depends on one.
 *
 * @throws {CatalogError} `invalid-config`, `limit-exceeded`; `invalid-argument` for options that exclude each other
 */
export async function configInForce(io: Io, { catalog, config, demo }: GlobalOptions): Promise<ReadConfig | undefined> {
  if (demo && config !== undefined) {
    throw new CatalogError("invalid-argument", "--demo and --config exclude each other. Leave one of them out.");
  }
  if (demo || (catalog !== undefined && config === undefined)) return undefined;
  const { readConfig } = await import("./read-config.ts");
  return readConfig({ cwd: io.cwd, env: io.env, ...(config !== undefined && { file: config }) });
}
