import { z } from "zod";
import { defineKind } from "../kind.ts";
import { owner, text } from "./fields.ts";

export const domain = defineKind({
  kind: "Domain",
  description: "Systems that share terms, models and purpose: a part of the business.",
  spec: z.looseObject({
    owner,
    subdomainOf: text.describe("The domain it is a part of.").exactOptional(),
    type: text.describe("What sort of domain it is, for example product-area.").exactOptional(),
  }),
  relations: [
    { field: "owner", type: "ownedBy", defaultKind: "Group" },
    { field: "subdomainOf", type: "partOf", defaultKind: "Domain" },
  ],
  standsFor: ["hasPart"],
  level: "domain",
});
