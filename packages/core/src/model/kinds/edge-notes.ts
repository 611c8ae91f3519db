import { z } from "zod";
import { defineKind } from "../kind.ts";
import { text } from "./fields.ts";

export const edgeNotes = defineKind({
  kind: "EdgeNotes",
  description:
    "What an incident needs to know about the edges of another entity, for descriptors that one cannot edit.",
  apiVersions: ["callboard.dev/v1"],
  spec: z.looseObject({
    entity: text.describe("The entity whose edges are described, as a ref with a kind."),
    edges: z
      .record(z.string(), z.unknown())
      .describe("By the ref of what is needed: needs, when, anyOf, in, evidence, seen."),
  }),
  relations: [{ field: "entity", type: "notes", inverse: "notedBy", failureFlows: "none" }],
  edgeNotesFor: "entity",
});
