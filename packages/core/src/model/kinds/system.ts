import { z } from "zod";
import { defineKind } from "../kind.ts";
import { owner, text } from "./fields.ts";

export const system = defineKind({
  kind: "System",
  description: "Components, APIs and resources that together do one thing for their users.",
  spec: z.looseObject({
    owner,
    domain: text.describe("The domain it is a part of.").exactOptional(),
    type: text.describe("What sort of system it is, for example product or feature-set.").exactOptional(),
  }),
  relations: [
    { field: "owner", type: "ownedBy", defaultKind: "Group" },
    { field: "domain", type: "partOf", defaultKind: "Domain" },
  ],
  standsFor: ["hasPart"],
  level: "system",
});
