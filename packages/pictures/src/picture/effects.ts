import type { Effect } from "@callboard/core";

/** All effects, the worst first. */
export const EFFECTS = ["breaks", "degrades", "delayed", "at-risk"] as const satisfies readonly Effect[];
