import type { backstageCatalogProvider } from "@callboard/providers/backstage";
import { z } from "zod";
import { secretText, text } from "../text.ts";
import { type FieldsOf, sourceFields } from "./source-fields.ts";

/** The entities of a running Backstage. */
export const backstageSource = z
  .strictObject({
    type: z.literal("backstage"),
    baseUrl: text.describe("The address of its backend, such as https://backstage.example.com."),
    token: secretText.exactOptional().describe("What is sent as bearer token. It goes to the host of baseUrl alone."),
    filter: z
      .union([text, z.array(text).min(1)])
      .exactOptional()
      .describe("Which entities, as Backstage filters: kind=component,spec.type=service. One of a list has to fit."),
    orphans: z.boolean().exactOptional().describe("Take in what Backstage calls orphans; true unless given."),
    pageSize: z.int().min(1).exactOptional().describe("Entities for each request; 500 unless given."),
    ...sourceFields("backstage", "the host"),
  } satisfies FieldsOf<typeof backstageCatalogProvider>)
  .describe("The entities of a running Backstage.");
