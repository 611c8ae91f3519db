import { word } from "./block-runs.ts";
import type { EdgeEffects } from "./edge-effects.ts";
import { DOWN, type Effect, effectOfState } from "./effects.ts";
import { explain } from "./explain.ts";
import { type Explanation, explanation } from "./explanation.ts";
import { type GraphIndex, isDescribed } from "./graph-index.ts";
import { rootParts } from "./root-parts.ts";
import { ROOT, settle, stateOf } from "./settle.ts";
import { walkMemory } from "./walk-memory.ts";

/** What follows when one entity fails: what a blast radius of it says, without counting and listing all of it. */
export interface OneFailure {
  /** What it cost, in edges looked at; each entity reached costs as much as ten. */
  readonly cost: number;
  /** False when that was too many: then more may be affected, and worse. */
  readonly isComplete: boolean;
  /** The effect on an entity; null for none, and for the one that fails and what it stands for. */
  effect(entity: number): Effect | null;
  /** The fewest hops from an entity that is affected. */
  distance(entity: number): number;
  /** Why an entity is affected. */
  explanation(entity: number): Explanation;
  /** How many entities break, and how many are affected, apart from some. */
  others(than: ReadonlySet<number>): { readonly breaks: number; readonly affected: number };
}

/** What a failure is worked out in. */
export interface FailureScope {
  /** The graph that the catalog has. */
  readonly whole: GraphIndex;
  /** The part of it to walk; `whole`, or that of a `neededPart`. */
  readonly graph: GraphIndex;
  readonly effects: EdgeEffects;
  /** The state of what fails. */
  readonly state: number;
  /** How many edges a failure may look at; a million unless given. */
  readonly maxEdges?: number;
}

const MAX_EDGES = 1_000_000;

/** Lets one entity fail and reads what follows. The failure can be asked until `read` returns, and one at a time. */
export function oneFailure<Answer>(
  { whole, graph, effects, state, maxEdges = MAX_EDGES }: FailureScope,
  failing: number,
  read: (failure: OneFailure) => Answer,
): Answer {
  const memory = walkMemory(whole);
  const parts = rootParts(whole, [failing]);
  const settled = settle(graph, effects, memory, [failing, ...parts.keys()], state, maxEdges);
  const { entities, distances } = memory.slots;
  const slotOf = memory.slotOf();
  const effect = (entity: number) => {
    const isRoot = ((memory.state[entity] ?? 0) & ROOT) !== 0;
    return isRoot ? null : effectOfState(stateOf(memory, entity));
  };

  let isExplained = settled.isExplained || !settled.isComplete;
  /** The slot of an entity with its distance and cause as they are explained. */
  function explained(entity: number): number {
    if (!isExplained) explain(graph, effects, memory, settled);
    isExplained = true;
    return word(slotOf, entity);
  }

  try {
    // Of two slots of an entity the later one holds.
    for (let slot = 0; slot < settled.slots; slot++) slotOf[word(entities, slot)] = slot;
    return read({
      cost: settled.edges + 10 * settled.slots,
      isComplete: settled.isComplete,
      effect,
      distance: (entity) => word(distances, explained(entity)),
      explanation: (entity) => explanation(graph, memory.slots, explained(entity), parts),
      others(than) {
        let breaks = 0;
        let affected = 0;
        for (let slot = 0; slot < settled.slots; slot++) {
          const entity = word(entities, slot);
          const isCounted = slotOf[entity] === slot && isDescribed(graph, entity) && !than.has(entity);
          if (!isCounted || (memory.state[entity] ?? 0) & ROOT) continue;
          affected++;
          if (stateOf(memory, entity) === DOWN) breaks++;
        }
        return { breaks, affected };
      },
    });
  } finally {
    memory.clean(settled.slots);
  }
}
