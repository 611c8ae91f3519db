import type { ScheduleOptions } from "@callboard/core";
import { z } from "zod";

/** When sources are read again. What is different for one source stands there. */
export const scheduleSection = (
  z.strictObject({
    everyMs: z
      .int()
      .min(1000)
      .default(600_000)
      .describe("The longest time from the end of one read to the start of the next."),
    maxDelayMs: z
      .int()
      .min(1000)
      .default(3_600_000)
      .describe("The longest wait after repeated failures, which double the time."),
    jitter: z
      .number()
      .min(0)
      .max(1)
      .default(0.1)
      .describe("The share of a wait that is left out at random, so that machines do not read in step."),
    timeoutMs: z
      .int()
      .min(1000)
      .default(3_600_000)
      .describe("A read that takes longer is broken off and counts as failed."),
    rateReserve: z
      .number()
      .min(0)
      .max(1)
      .default(0.1)
      .describe("The share of a rate limit that is left to others: with less left, the next read waits for its reset."),
    concurrency: z.int().min(1).default(4).describe("How many sources are read at once."),
    watch: z.boolean().default(false).describe("Follow sources that can be watched between reads."),
  }) satisfies z.ZodType<ScheduleOptions>
)
  .prefault({})
  .describe("When a process that keeps running reads its sources again. Commands that end read them once.");
