import { z } from "zod";

/** How badly a dependency is needed. */
export type When = "always" | "fallback" | "async" | "build";
/** Which half of a dependency's service is used; both when not said. */
export type Needs = "read" | "write" | "both";
/** How an edge is known. */
export type Evidence = "declared" | "observed" | "inferred";

/** What an incident needs to know about one edge, as written below `spec.edges`. */
export const edgeNote = z.strictObject({
  needs: z.enum(["read", "write", "both"]).exactOptional(),
  when: z.enum(["always", "fallback", "async", "build"]).exactOptional(),
  /** Edges of one entity with the same name stand in for each other. */
  anyOf: z.string().min(1).exactOptional(),
  /** Environments in which the edge exists; all when missing. */
  in: z.array(z.string().min(1)).min(1).exactOptional(),
  evidence: z.enum(["declared", "observed", "inferred"]).exactOptional(),
  /** When an observed edge was last seen, as an ISO time. */
  seen: z.string().exactOptional(),
});

export type EdgeNote = z.infer<typeof edgeNote>;
