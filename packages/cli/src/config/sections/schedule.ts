import type { ScheduleOptions } from "@callboard/core";
import { z } from "zod";

/** When sources are read again. */
export const scheduleSection = (
  z.strictObject({
    everyMs: z.int().min(1000).default(600_000).describe("Time from the end of one read to the start of the next."),
    maxDelayMs: z
      .int()
      .min(1000)
      .default(3_600_000)
      .describe("The longest wait after repeated failures, which double the time."),
    watch: z.boolean().default(false).describe("Follow sources that can be watched between reads."),
  }) satisfies z.ZodType<ScheduleOptions>
)
  .prefault({})
  .describe("When a process that keeps running reads its sources again. Commands that end read them once.");
