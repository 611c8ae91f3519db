import type { GuardLimits } from "@callboard/core";
import { z } from "zod";

/** How much a source may lose in one run before a person is asked. */
export const guardSection = (
  z.strictObject({
    maxLostShare: z
      .number()
      .min(0)
      .max(1)
      .default(0.2)
      .describe("Share of a source, or of one kind in it, that may go at once."),
    minEntities: z.int().min(0).default(10).describe("Below this many entities a share is not looked at."),
    maxOwned: z.int().min(0).default(20).describe("How many entities a removed owner may own."),
  }) satisfies z.ZodType<GuardLimits>
)
  .prefault({})
  .describe("How much a source may lose in one run before its removals wait for a person.");
