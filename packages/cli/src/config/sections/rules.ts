import type { SourceRule } from "@callboard/core";
import { z } from "zod";
import { text } from "./text.ts";

const allow = z
  .array(
    z.union([
      text,
      z.strictObject({
        kind: text.describe("The name of a kind, such as API."),
        "spec.type": text.exactOptional().describe("Only entities of this type."),
      }),
    ]),
  )
  .describe("Names of kinds, such as Component; or a kind with spec.type for entities of that type only.");

const locations = z
  .array(
    z.strictObject({
      type: text.exactOptional().describe("How they are read: file or url."),
      pattern: text.exactOptional().describe("The path or web address: * within a folder, ** across folders."),
      exact: text.exactOptional().describe("The path or web address as it is."),
    }),
  )
  .min(1)
  .exactOptional()
  .describe("Where the descriptors are that the rule is about; everywhere unless given.");

/** Which kinds every source, or one, may describe. */
export const rulesSection = z
  .array(
    z.strictObject({
      source: text.exactOptional().describe("The name of one source, such as file:teams; every source unless given."),
      locations,
      allow,
    }) satisfies z.ZodType<SourceRule>,
  )
  .default([])
  .describe("Which kinds sources may describe, also in files that their Locations lead to; all unless given.");

/** Which kinds the source it stands in may describe. */
export const ownRules = z
  .array(z.strictObject({ locations, allow }))
  .default([])
  .describe("Which kinds this source may describe, besides what the rules for all allow.");
