import type { EntityRef } from "./entity-ref.ts";

/** Which end of a relation fails when the other one does. */
export type FailureFlow =
  /** The source needs the target: `web dependsOn api`. */
  | "to-source"
  /** The target is served by the source and takes over its state; several sources stand in for each other. */
  | "to-target"
  | "none";

/** A typed edge and the name it has when read from its other end. */
export interface RelationType {
  readonly type: string;
  readonly inverse: string;
  readonly failureFlows: FailureFlow;
}

/** The relations of the Backstage catalog model (well-known relations), each once, under its forward name. */
export const builtInRelations: readonly RelationType[] = [
  { type: "dependsOn", inverse: "dependencyOf", failureFlows: "to-source" },
  { type: "consumesApi", inverse: "apiConsumedBy", failureFlows: "to-source" },
  { type: "providesApi", inverse: "apiProvidedBy", failureFlows: "to-target" },
  { type: "ownedBy", inverse: "ownerOf", failureFlows: "none" },
  { type: "partOf", inverse: "hasPart", failureFlows: "none" },
  { type: "childOf", inverse: "parentOf", failureFlows: "none" },
  { type: "memberOf", inverse: "hasMember", failureFlows: "none" },
];

/** A relation as one document declares it, turned so that `type` is a forward name. */
export interface DeclaredRelation {
  readonly type: string;
  readonly source: EntityRef;
  readonly target: EntityRef;
  /** JSON pointer of the value that declares it, for example `/spec/dependsOn/0`. */
  readonly path: string;
  /** The ref as written; a bare owner name is looked for in more places than its relation says. */
  readonly written: string;
}
