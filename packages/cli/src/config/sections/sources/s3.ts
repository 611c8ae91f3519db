import type { s3Provider } from "@callboard/providers/s3";
import { z } from "zod";
import { secretText, text } from "../text.ts";
import { type FieldsOf, filePatterns, maxBytes, sourceFields } from "./source-fields.ts";

/** Descriptors in a bucket. */
export const s3Source = z
  .strictObject({
    type: z.literal("s3"),
    bucket: text.describe("The name of the bucket."),
    prefixes: z.array(text).min(1).exactOptional().describe("What keys begin with, such as catalog/."),
    region: text.exactOptional().describe("Its region; what the SDK is set up with unless given."),
    endpoint: text.exactOptional().describe("The address of a service that is not Amazon's, such as MinIO."),
    forcePathStyle: z.boolean().exactOptional().describe("The bucket is a part of the path; true with endpoint."),
    credentials: z
      .strictObject({
        accessKeyId: secretText.describe("The id of a key."),
        secretAccessKey: secretText.describe("Its secret."),
        sessionToken: secretText.exactOptional().describe("What goes with a key for a short time."),
      })
      .exactOptional()
      .describe("What lets one in; what the SDK finds in the environment unless given."),
    ...filePatterns,
    maxBytes,
    ...sourceFields("s3", "the bucket"),
  } satisfies FieldsOf<typeof s3Provider>)
  .describe("Descriptors in a bucket of S3, or of what speaks its protocol.");
