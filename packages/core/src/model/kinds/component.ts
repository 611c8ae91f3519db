import { z } from "zod";
import { defineKind } from "../kind.ts";
import { dependencyOf, dependsOn, lifecycle, owner, refs, system, text } from "./fields.ts";

export const component = defineKind({
  kind: "Component",
  description: "A piece of software: a service, website, library, job.",
  spec: z.looseObject({
    type: text.describe("What sort of software it is, for example service, website or library."),
    lifecycle,
    owner,
    system: system.exactOptional(),
    subcomponentOf: text.describe("The component it is a part of.").exactOptional(),
    providesApis: refs.describe("The APIs it provides.").exactOptional(),
    consumesApis: refs.describe("The APIs it calls.").exactOptional(),
    dependsOn: dependsOn.exactOptional(),
    dependencyOf: dependencyOf.exactOptional(),
  }),
  relations: [
    { field: "owner", type: "ownedBy", defaultKind: "Group" },
    { field: "system", type: "partOf", defaultKind: "System" },
    { field: "subcomponentOf", type: "partOf", defaultKind: "Component" },
    { field: "providesApis", type: "providesApi", defaultKind: "API" },
    { field: "consumesApis", type: "consumesApi", defaultKind: "API" },
    { field: "dependsOn", type: "dependsOn" },
    { field: "dependencyOf", type: "dependencyOf" },
  ],
  buildTypes: ["library"],
  entryPoint: { types: ["website", "mobile-app"], tags: [] },
  declaresDependencies: true,
});
