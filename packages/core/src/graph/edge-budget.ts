import type { GraphIndex } from "./graph-index.ts";

const EDGES_PER_ENTITY = 8;
const LEAST = 20_000;
const MOST = 1_000_000;

/**
 * How many edges a question may take in that looks at all of them together: 8 for each entity there is, from 20,000 to
 * a million. Catalogs that people write have half of that; what has more is cut short, and the answer says so.
 */
export function edgeBudget({ profileOf }: Pick<GraphIndex, "profileOf">): number {
  return Math.min(MOST, Math.max(LEAST, EDGES_PER_ENTITY * profileOf.length));
}
