import type { scanProvider } from "@callboard/providers/scan";
import { z } from "zod";
import { text } from "../text.ts";
import { type FieldsOf, sourceFields } from "./source-fields.ts";

/** What is inferred from checkouts. */
export const scanSource = z
  .strictObject({
    type: z.literal("scan"),
    root: text.describe("A checkout, or a folder with several; relative to the file that says so."),
    ...sourceFields("scan", "checkout"),
  } satisfies FieldsOf<typeof scanProvider, "fs">)
  .describe("Entities inferred from a checkout that has no descriptors.");
