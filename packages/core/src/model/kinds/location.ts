import { z } from "zod";
import { defineKind } from "../kind.ts";
import { refs, text } from "./fields.ts";

export const location = defineKind({
  kind: "Location",
  description: "Further files that belong to the catalog.",
  spec: z.looseObject({
    type: text
      .describe("How targets are read, for example url or file; as this file was read unless given.")
      .exactOptional(),
    target: text.describe("A file, relative to this one or absolute.").exactOptional(),
    targets: refs.describe("Files, relative to this one or absolute.").exactOptional(),
    presence: z
      .enum(["required", "optional"])
      .describe("Whether a target that is missing is a problem; required unless given.")
      .exactOptional(),
  }),
  pointsTo: { target: "target", targets: "targets", type: "type", presence: "presence" },
});
