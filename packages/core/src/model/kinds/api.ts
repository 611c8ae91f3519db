import { z } from "zod";
import { defineKind } from "../kind.ts";
import { lifecycle, owner, system, text } from "./fields.ts";

export const api = defineKind({
  kind: "API",
  description: "An interface that components provide and consume.",
  spec: z.looseObject({
    type: text.describe("The format of the definition, for example openapi, asyncapi, graphql or grpc."),
    lifecycle,
    owner,
    definition: text.describe(
      "The definition itself, as one text; for one in a file of its own, $text: ./openapi.yaml.",
    ),
    system: system.exactOptional(),
  }),
  relations: [
    { field: "owner", type: "ownedBy", defaultKind: "Group" },
    { field: "system", type: "partOf", defaultKind: "System" },
  ],
  entryPoint: { types: [], tags: ["public"] },
});
