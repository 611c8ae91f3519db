import type { gitProvider } from "@callboard/providers/git";
import { z } from "zod";
import { secretText, text } from "../text.ts";
import { type FieldsOf, filePatterns, maxBytes, sourceFields } from "./source-fields.ts";

/** Descriptors in one git repository. */
export const gitSource = z
  .strictObject({
    type: z.literal("git"),
    url: text.describe("The https address of the repository."),
    branch: text.exactOptional().describe("The branch to read; the default branch unless given."),
    username: text.exactOptional().describe("The name that goes with the token; git unless given."),
    token: secretText.exactOptional().describe("A token or password. It goes to the host of url alone."),
    cacheFolder: text
      .exactOptional()
      .describe("A folder that keeps what was fetched; relative to the file that says so. In memory unless given."),
    maxFetchBytes: z
      .int()
      .min(1)
      .exactOptional()
      .describe("The most that one fetch may transfer; 100 MiB unless given."),
    ...filePatterns,
    maxBytes,
    ...sourceFields("git", "the host and path of url"),
  } satisfies FieldsOf<typeof gitProvider>)
  .describe("Descriptors in a git repository.");
