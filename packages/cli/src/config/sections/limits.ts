import { defaultReadLimits, type ReadLimits } from "@callboard/core";
import { z } from "zod";

const { maxBytes, maxDocuments, maxDepth } = defaultReadLimits;

/** How much one file may hold. */
export const limitsSection = (
  z.strictObject({
    maxBytes: z.int().min(1).default(maxBytes).describe("Size of the file in bytes of UTF-8."),
    maxDocuments: z.int().min(1).default(maxDocuments).describe("Documents in the file, empty ones included."),
    maxDepth: z.int().min(1).max(maxDepth).default(maxDepth).describe("Mappings and lists inside one another."),
  }) satisfies z.ZodType<ReadLimits>
)
  .prefault({})
  .describe("How much one file may hold. More is a problem that names the limit.");
