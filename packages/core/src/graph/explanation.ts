import type { Evidence } from "../model/edge-notes.ts";
import { because, type ExplainedHop } from "./because.ts";
import { word } from "./block-runs.ts";
import { relationNames } from "./declared-edges.ts";
import { type GraphIndex, profileAt } from "./graph-index.ts";
import type { PathStep } from "./path.ts";
import type { PartOfRoot } from "./root-parts.ts";
import type { Slots } from "./walk-memory.ts";

/** Why an entity is affected. */
export interface Explanation {
  /**
   * Why it has its effect and no weaker one: the shortest chain of needs to a root in which every edge gives exactly
   * the effect of the entity it starts from. The first step is what the entity itself needs, the last a root. Of a
   * chain of more than 1,000 hops the first 999 and the root.
   */
  readonly path: readonly PathStep[];
  /** `path` in words, for example `needs checkout-api, which needs payments-db`. */
  readonly because: string;
  /** The weakest evidence on `path`. */
  readonly evidence: Evidence;
}

/** How many hops of a path are written out. Of a longer one the last step written is the root all the same. */
export const MAX_PATH = 1000;

const FROM_STRONG_TO_WEAK: readonly Evidence[] = ["declared", "observed", "inferred"];

/** Why a slot is affected: the chain of its causes down to a root, in words, and how sure that is. */
export function explanation(
  graph: GraphIndex,
  { entities, causes, codes }: Slots,
  affected: number,
  parts: ReadonlyMap<number, PartOfRoot>,
): Explanation {
  const path: PathStep[] = [];
  const hops: ExplainedHop[] = [];
  let weakest = 0;
  let slot = affected;
  for (let cause = word(causes, slot); cause >= 0; cause = word(causes, slot)) {
    const edgeClass = graph.classes.value(codes[slot] ?? 0);
    weakest = Math.max(weakest, FROM_STRONG_TO_WEAK.indexOf(edgeClass.evidence));
    slot = cause;
    const needed = word(entities, slot);
    const isRoot = word(causes, slot) < 0;
    if (path.length >= MAX_PATH - 1 && !isRoot) continue;
    const ref = graph.ids.ref(needed);
    path.push({ ref, relation: relationNames(edgeClass.relation).from });
    hops.push({ needed: ref, edgeClass, usually: profileAt(graph, needed).neededAtBuild ? "build" : "always" });
  }
  const part = parts.get(word(entities, slot));
  const stoodFor = part ? { root: graph.ids.ref(part.root), relation: part.relation } : null;
  return { path, because: because(hops, stoodFor), evidence: FROM_STRONG_TO_WEAK[weakest] ?? "inferred" };
}
