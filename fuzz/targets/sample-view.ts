import { catalogOf } from "@callboard/core/testing";

/** A small catalog for queries and questions. */
export const sampleView = catalogOf(
  "component:web dependsOn component:api",
  "component:api dependsOn resource:payments-db needs=write",
  "component:worker dependsOn resource:payments-db when=async",
  "component:web ownedBy group:payments",
  "component:api ownedBy group:payments",
  "user:ada memberOf group:payments",
  "component:web spec.type=website",
  "component:api spec.type=service tag=tier-1",
);
