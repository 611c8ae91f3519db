import type { LoggedChange } from "@callboard/core";

/** What a caller knows of the latest changes of a catalog, for example from `catalog.history()`. */
export interface KnownChanges {
  /** In any order. */
  readonly changes: readonly Pick<LoggedChange, "at" | "type" | "ref" | "source" | "location">[];
  /** Since when every change is among them, as ISO 8601 in UTC. */
  readonly since: string;
  /** False when they are forgotten when the process ends. */
  readonly durable: boolean;
}
