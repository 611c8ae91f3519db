import { z } from "zod";
import { ownRules } from "./rules.ts";
import { text } from "./text.ts";

const fileSource = z
  .strictObject({
    type: z.literal("file"),
    root: text.describe("A folder, or one descriptor; relative to the file that says so."),
    include: z
      .array(text)
      .min(1)
      .exactOptional()
      .describe("Patterns and names of files below root; **/catalog-info*.{yaml,yml,json} unless given."),
    exclude: z.array(text).default([]).describe("Patterns to leave out, besides .git and node_modules."),
    name: text.exactOptional().describe("The source is called file:<name>; its root unless given."),
    rules: ownRules,
  })
  .describe("Descriptors in a folder.");

/** One source. A new type is a schema of its own with one line here, and a case in `catalog/places.ts`. */
const source = z.discriminatedUnion("type", [fileSource]);

/** Where the catalog is read from. */
export const sourcesSection = z
  .array(source)
  .default([])
  .describe("Where the catalog is read from. Where two sources describe one entity, the earlier one is in force.");
