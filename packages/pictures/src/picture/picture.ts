import type { Effect, EntityRef, Evidence, Mode, When } from "@callboard/core";

/** What is to be drawn, as plain data. How it looks and where it stands is not in it. */
export interface Picture {
  /** What it shows, in a sentence: `payments-db is down: 11 break, 4 degrade`. */
  readonly title: string;
  /** What one has to know to trust it: what is folded, what was not read. */
  readonly notes: readonly string[];
  /** What is wrong with the roots; null where nothing is. */
  readonly mode: Mode | null;
  readonly nodes: readonly PictureNode[];
  /** Between nodes of the picture, each pair once in each direction. */
  readonly edges: readonly PictureEdge[];
}

export type PictureNode = EntityNode | FoldedNode;

/** One entity. */
export interface EntityNode {
  readonly type: "entity";
  /** Its ref. */
  readonly id: EntityRef;
  readonly role: Role;
  /** The shortest text that names it. */
  readonly name: string;
  /** Null for what is not affected by anything. */
  readonly effect: Effect | null;
  /** The fewest hops to a root; null where that is not known. */
  readonly distance: number | null;
  /** What its owners are called; null when it has none. */
  readonly owner: string | null;
  readonly tier: number | null;
  /** Where a click leads: an address to http, https or mailto. */
  readonly url: string | null;
}

/** What an entity has to do with what was asked. */
export type Role =
  /** It was asked about. */
  | "root"
  /** It fails because a root stands for it: a part of a system, what a group owns. */
  | "part-of-root"
  /** The failure of the roots reaches it. */
  | "affected"
  /** A root needs it. */
  | "dependency"
  /** It needs a root. */
  | "dependent"
  /** Others name it, but it is not in the catalog. */
  | "mentioned";

/** Several entities that are counted instead of drawn. */
export interface FoldedNode {
  readonly type: "folded";
  readonly id: string;
  readonly role: "affected" | "dependency" | "dependent";
  /** What they have in common: the name of their owner or system. */
  readonly name: string;
  readonly count: number;
  /** Null where nothing fails. */
  readonly byEffect: Readonly<Record<Effect, number>> | null;
  /** The fewest hops to a root that any of them has, and the most. */
  readonly nearest: number;
  readonly farthest: number;
}

/** Why one node needs another. */
export interface PictureEdge {
  /**
   * `reason`: `from` is in the picture because it needs `to`. `further`: it needs that too. `part`: it fails because
   * the root `to` stands for it.
   */
  readonly type: "reason" | "further" | "part";
  readonly from: string;
  readonly to: string;
  /** What `from` calls the relation, for example `dependsOn`. */
  readonly relation: string;
  readonly when: When;
  /** Whether other edges of `from` stand in for this one. */
  readonly anyOf: boolean;
  readonly evidence: Evidence;
}
