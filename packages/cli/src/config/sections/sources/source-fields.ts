import type { SourceSchedule } from "@callboard/core";
import { z } from "zod";
import { ownRules } from "../rules.ts";
import { text } from "../text.ts";

/**
 * A field for each option of a provider, and no other: what a provider takes can be configured.
 *
 * @typeParam Without options that only code can give, or that are called otherwise
 */
export type FieldsOf<Provider extends (options: never) => unknown, Without extends string = never> = {
  readonly [Name in Exclude<keyof Parameters<Provider>[0], Without | "name">]-?: z.ZodType<
    Parameters<Provider>[0][Name]
  >;
} & ReturnType<typeof sourceFields> & { readonly type: z.ZodLiteral };

const milliseconds = z.int().min(1000);
const share = z.number().min(0).max(1);

/** When one source is read again, where that differs from what `schedule` says for all. */
const ownSchedule = (
  z.strictObject({
    everyMs: milliseconds.exactOptional().describe("The longest time from the end of one read to the next."),
    maxDelayMs: milliseconds.exactOptional().describe("The longest wait after repeated failures."),
    jitter: share.exactOptional().describe("The share of a wait that is left out at random."),
    timeoutMs: milliseconds.exactOptional().describe("A read that takes longer is broken off."),
    rateReserve: share.exactOptional().describe("The share of its rate limit that is left to others."),
    watch: z.boolean().exactOptional().describe("Follow it between reads."),
  }) satisfies z.ZodType<SourceSchedule>
)
  .exactOptional()
  .describe("When this source is read again, where that differs from schedule.");

/** What every source may say, whatever it reads. `usual` is what it is called unless it says `name`. */
export function sourceFields(prefix: string, usual: string) {
  return {
    name: text.exactOptional().describe(`The source is called ${prefix}:<name>; ${usual} unless given.`),
    rules: ownRules,
    schedule: ownSchedule,
  };
}

/** Patterns and names of files to read and to leave out. */
export const filePatterns = {
  include: z
    .array(text)
    .min(1)
    .exactOptional()
    .describe("Patterns and names of files; **/catalog-info*.{yaml,yml,json} unless given."),
  exclude: z.array(text).exactOptional().describe("Patterns to leave out."),
};

/** The most that one file may hold. */
export const maxBytes = z.int().min(1).exactOptional().describe("Larger files are not read, and reported.");
