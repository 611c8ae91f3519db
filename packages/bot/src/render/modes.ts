import type { Mode } from "@callboard/core";

/** Every mode with what to call it in a menu, in the order in which they are offered. */
export const MODES: Readonly<Record<Mode, string>> = {
  down: "down",
  "read-only": "read-only",
  slow: "slow",
  "bad-deploy": "bad deploy",
};

/** True for what can be wrong with an entity in a blast radius. */
export function isMode(value: unknown): value is Mode {
  return typeof value === "string" && Object.hasOwn(MODES, value);
}

/** True for a text that can name an environment; whether the catalog knows it is another question. */
export function isEnvironment(value: unknown): value is string {
  return typeof value === "string" && /^[\p{L}\p{N}][\p{L}\p{N}._/-]{0,59}$/u.test(value);
}
