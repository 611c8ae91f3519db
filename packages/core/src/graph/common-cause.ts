import type { EntityRef } from "../model/entity-ref.ts";
import type { Effect } from "./effects.ts";
import type { Explanation } from "./explanation.ts";

/** One entity whose failure would explain symptoms. */
export interface CommonCause {
  readonly ref: EntityRef;
  readonly tier: number | null;
  /** It is one of the symptoms; it counts as one that it explains, and is not in `explains`. */
  readonly isSymptom: boolean;
  /** The symptoms that its failure leads to, in the order given. */
  readonly explains: readonly ExplainedSymptom[];
  /** Healthy entities that would be hit hard if it failed, itself among them: reasons why it is not the cause. */
  readonly contradictedBy: readonly EntityRef[];
  /** When its description last changed, where that was after `changedSince`; null otherwise, and when that is not given. */
  readonly changedAt: string | null;
  /** The fewest hops over which the farthest of the explained symptoms needs it. */
  readonly distance: number;
  /** What else it would hit beside the symptoms. */
  readonly others: { readonly breaks: number; readonly affected: number };
  /** All this in a sentence. */
  readonly because: string;
}

/** How a cause leads to a symptom; `path` begins at the symptom and ends at the cause. */
export interface ExplainedSymptom extends Explanation {
  readonly ref: EntityRef;
  /** What the failure of the cause does to the symptom; what `blastRadius` of the cause says. */
  readonly effect: Effect;
  /** The fewest hops over which the symptom needs the cause, as in `dependencies`; `path` may be longer. */
  readonly distance: number;
}
