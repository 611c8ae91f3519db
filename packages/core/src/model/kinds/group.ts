import { z } from "zod";
import { defineKind } from "../kind.ts";
import { profile, refs, text } from "./fields.ts";

export const group = defineKind({
  kind: "Group",
  description: "People who own things together: a team, department or business unit.",
  spec: z.looseObject({
    type: text.describe("What sort of group it is, for example team, department or business-unit."),
    children: refs.describe("The groups directly below it; [] when there are none."),
    parent: text.describe("The group directly above it.").exactOptional(),
    members: refs.describe("Its direct members.").exactOptional(),
    profile: profile.exactOptional(),
  }),
  relations: [
    { field: "parent", type: "childOf", defaultKind: "Group" },
    { field: "children", type: "parentOf", defaultKind: "Group" },
    { field: "members", type: "hasMember", defaultKind: "User" },
  ],
  owns: true,
  standsFor: ["parentOf", "ownerOf"],
});
