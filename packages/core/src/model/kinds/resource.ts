import { z } from "zod";
import { defineKind } from "../kind.ts";
import { dependencyOf, dependsOn, owner, system, text } from "./fields.ts";

export const resource = defineKind({
  kind: "Resource",
  description: "Infrastructure that components need: a database, bucket, queue, cluster.",
  spec: z.looseObject({
    type: text.describe("What sort of infrastructure it is, for example database, s3-bucket or kafka-topic."),
    owner,
    system: system.exactOptional(),
    dependsOn: dependsOn.exactOptional(),
    dependencyOf: dependencyOf.exactOptional(),
  }),
  relations: [
    { field: "owner", type: "ownedBy", defaultKind: "Group" },
    { field: "system", type: "partOf", defaultKind: "System" },
    { field: "dependsOn", type: "dependsOn" },
    { field: "dependencyOf", type: "dependencyOf" },
  ],
});
