import { CatalogError, type Effect, type EntityRef } from "@callboard/core";
import type { FoldedNode } from "./picture.ts";

/** Something a picture may show, or count. */
export interface Candidate {
  readonly ref: EntityRef;
  readonly role: FoldedNode["role"];
  readonly effect: Effect | null;
  readonly distance: number;
  /** The entities between it and a root, the nearest to it first; the root is the last. */
  readonly chain: readonly EntityRef[];
}

export const DEFAULT_MAX_NODES = 80;
/** How many nodes a picture may spend on what it folds. */
export const MOST_FOLDED = 8;
/** Room for a root, what is nearest to it, and what is folded. */
const FEWEST_NODES = 20;
/** Above this the layout takes minutes, and nobody can read it. */
const MOST_NODES = 500;

/**
 * The candidates to draw: all of them when they fit, else as many as leave room for the folded ones, in the order given.
 * None is drawn without what is between it and a root.
 *
 * @param drawn what is drawn in any case; what is chosen, and what is between, is added to it
 */
export function choose(candidates: readonly Candidate[], drawn: Set<EntityRef>, maxNodes: number): void {
  const all = new Set([...drawn, ...candidates.flatMap(({ ref, chain }) => [ref, ...chain])]);
  const room = all.size <= maxNodes ? maxNodes : maxNodes - MOST_FOLDED;
  for (const { ref, chain } of candidates) {
    const added = [ref, ...chain].filter((each) => !drawn.has(each));
    if (drawn.size + new Set(added).size > room) continue;
    for (const each of added) drawn.add(each);
  }
}

/** @throws {CatalogError} `invalid-argument` for a number of nodes that makes no picture */
export function checkMaxNodes(maxNodes: number): void {
  if (maxNodes >= FEWEST_NODES && maxNodes <= MOST_NODES) return;
  const range = `from ${FEWEST_NODES} to ${MOST_NODES}`;
  throw new CatalogError("invalid-argument", `maxNodes is ${maxNodes}. Give a number ${range}.`);
}
