import type { httpProvider } from "@callboard/providers/http";
import { z } from "zod";
import { secretText, text } from "../text.ts";
import { type FieldsOf, maxBytes, sourceFields } from "./source-fields.ts";

/** Descriptors at web addresses. */
export const httpSource = z
  .strictObject({
    type: z.literal("http"),
    urls: z.array(text).min(1).describe("Addresses of YAML or JSON files."),
    headers: z
      .record(text, z.record(text, secretText))
      .exactOptional()
      .describe("Headers by host, with its port if it is not the usual one. They go to that host alone."),
    maxBytes,
    timeoutMs: z.int().min(1).exactOptional().describe("How long one file may take; 10 s unless given."),
    ...sourceFields("http", "the host of the first address"),
  } satisfies FieldsOf<typeof httpProvider, "fetchElsewhere">)
  .describe("Descriptors at web addresses.");
