import { z } from "zod";
import { text } from "../text.ts";
import { filePatterns, sourceFields } from "./source-fields.ts";

/** Descriptors in a folder of this machine. */
export const fileSource = z
  .strictObject({
    type: z.literal("file"),
    root: text.describe("A folder, or one descriptor; relative to the file that says so."),
    include: filePatterns.include,
    exclude: z.array(text).default([]).describe("Patterns to leave out, besides .git and node_modules."),
    ...sourceFields("file", "its root"),
  })
  .describe("Descriptors in a folder.");
