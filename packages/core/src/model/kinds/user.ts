import { z } from "zod";
import { defineKind } from "../kind.ts";
import { profile, refs } from "./fields.ts";

export const user = defineKind({
  kind: "User",
  description: "A person.",
  spec: z.looseObject({
    memberOf: refs.describe("The groups that the person is a direct member of; [] when there are none."),
    profile: profile.exactOptional(),
  }),
  relations: [{ field: "memberOf", type: "memberOf", defaultKind: "Group" }],
  owns: true,
  person: true,
});
