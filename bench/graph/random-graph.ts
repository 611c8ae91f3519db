import { type Random, seededRandom } from "../generator/random.ts";

/** A graph of needs in columns: edge `i` leads from entity `dependents[i]` to `needed[i]`. */
export interface RandomGraph {
  readonly entities: number;
  readonly dependents: Int32Array;
  readonly needed: Int32Array;
}

const MEAN_NEEDS = 4;

/**
 * A graph without cycles in which each entity needs four others on average. Half of the needs go to what others need
 * already, so that there are hubs; numbers are shuffled, so that neighbours are not next to each other in memory.
 */
export function randomGraph(entities: number, seed: number): RandomGraph {
  const random = seededRandom(seed);
  const dependents = new Int32Array(entities * MEAN_NEEDS * 2);
  const needed = new Int32Array(dependents.length);
  let edges = 0;
  for (let dependent = 1; dependent < entities; dependent++) {
    const known = new Set<number>();
    for (let wanted = random.integer(2 * MEAN_NEEDS + 1); wanted > 0; wanted--) {
      const popular = random.chance(0.5) && edges > 0 ? at(needed, random.integer(edges)) : dependent;
      const target = popular < dependent ? popular : random.integer(dependent);
      if (known.has(target)) continue;
      known.add(target);
      dependents[edges] = dependent;
      needed[edges++] = target;
    }
  }
  const numbers = shuffledNumbers(entities, random);
  const renumbered = (column: Int32Array) => column.slice(0, edges).map((entity) => at(numbers, entity));
  return { entities, dependents: renumbered(dependents), needed: renumbered(needed) };
}

/** The ref of an entity of a random graph. */
export function refOf(entity: number): string {
  return `component:default/service-${entity.toString(36)}`;
}

function shuffledNumbers(count: number, random: Random): Int32Array {
  const numbers = Int32Array.from({ length: count }, (_, number) => number);
  for (let last = count - 1; last > 0; last--) {
    const other = random.integer(last + 1);
    const moved = at(numbers, last);
    numbers[last] = at(numbers, other);
    numbers[other] = moved;
  }
  return numbers;
}

/** Reads a place of a column that is known to be inside it. */
export function at(column: Int32Array, place: number): number {
  return column[place] as number; // callers count up to the length
}
