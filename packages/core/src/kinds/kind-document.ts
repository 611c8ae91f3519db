import { z } from "zod";

const text = z.string().min(1);
const texts = z.array(text);

/** A document of a kinds file; its `spec` is read by `specSchema`. */
export const kindDocument = z.strictObject({
  kind: text,
  description: z.string().exactOptional(),
  apiVersions: texts.min(1).exactOptional(),
  spec: z.looseObject({}),
  relations: z
    .array(
      z.strictObject({
        field: text,
        type: text,
        defaultKind: text.exactOptional(),
        inverse: text.exactOptional(),
        failureFlows: z.enum(["to-source", "to-target", "none"]).exactOptional(),
      }),
    )
    .exactOptional(),
  owns: z.boolean().exactOptional(),
  person: z.boolean().exactOptional(),
  standsFor: texts.exactOptional(),
  level: z.enum(["system", "domain"]).exactOptional(),
  buildTypes: texts.exactOptional(),
  entryPoint: z.strictObject({ types: texts.exactOptional(), tags: texts.exactOptional() }).exactOptional(),
  declaresDependencies: z.boolean().exactOptional(),
  edgeNotesFor: text.exactOptional(),
  pointsTo: z.strictObject({ target: text, targets: text, type: text, presence: text }).exactOptional(),
});
