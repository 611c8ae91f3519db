import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Where the demo catalog is: beside the built command, or in the clone. */
export function demoFolder(): string {
  const built = fileURLToPath(new URL("./acme", import.meta.url));
  return existsSync(built) ? built : fileURLToPath(new URL("../../../examples/acme", import.meta.url));
}
