import { builtInKinds, type KindDefinition } from "@callboard/core";
import type { Session } from "../session.ts";

/**
 * The kinds that a command works with: the built-in ones, and those of the configuration in force.
 *
 * @throws {CatalogError} `invalid-kind`, `invalid-config`
 */
export async function kindsInForce({ config }: Session): Promise<readonly KindDefinition[]> {
  if (!config || config.config.kinds.length === 0) return builtInKinds;
  const { readConfigKinds } = await import("../config/read-config-kinds.ts");
  return readConfigKinds(config);
}
