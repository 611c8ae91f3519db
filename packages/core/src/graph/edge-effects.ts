import { CatalogError } from "../errors.ts";
import type { RelationType } from "../model/relation.ts";
import type { EdgeClass } from "./edge-class.ts";
import { STATES, stateThrough } from "./effects.ts";
import { type GraphIndex, MENTION } from "./graph-index.ts";

/** Which edges and entities a walk counts. */
export interface WalkScope {
  readonly environment?: string | undefined;
  /** Names of relations, from either end; all through which failure flows unless given. */
  readonly relations?: readonly string[] | undefined;
}

/**
 * What each edge class passes on, as one table. The entry of an edge is at {@link rowOf} of its class plus the state of
 * what is needed. It is twice the number of the state that the needing entity gets (so that a walk can keep one bit of
 * its own), or 0, plus a mark where other edges have a say.
 */
export interface EdgeEffects {
  readonly table: Uint8Array;
  /** Whether entities of each profile run in the environment; null when all count. */
  readonly runs: Uint8Array | null;
  /** Whether the edges of each class count at all. */
  readonly counts: Uint8Array;
  /** Whether they count and lead to someone who serves the entity they start from. */
  readonly serves: Uint8Array;
}

/** The mark of an edge that is one of a group: {@link EdgeClass.group}. */
export const GROUPED = 16;
/** The mark of an edge over which an entity takes over the state of the one that serves it. */
export const SERVED = 32;
/** The bits of an entry that hold the state. */
export const PASSED = 15;

const ROW = 16;
const STATE_SLOTS = 8;

/** Where the entries of a class begin. Those that are needed at build time have entries of their own. */
export function rowOf(code: number, neededAtBuild: boolean): number {
  return code * ROW + (neededAtBuild ? STATE_SLOTS : 0);
}

/**
 * The table for a scope. Tables are kept until an edge class or a profile changes its meaning, the last few scopes of
 * each graph.
 *
 * @throws {CatalogError} `invalid-argument` for a relation that no kind has
 */
export function edgeEffects(graph: GraphIndex, scope: WalkScope): EdgeEffects {
  const key = JSON.stringify([scope.environment ?? null, scope.relations ?? null]);
  const versions = `${graph.classes.version} ${graph.profiles.version}`;
  let kept = keptEffects.get(graph);
  if (kept?.versions !== versions || kept.byScope.size >= KEPT_SCOPES) {
    kept = { versions, byScope: new Map() };
    keptEffects.set(graph, kept);
  }
  const known = kept.byScope.get(key);
  if (known) return known;
  const made = makeEffects(graph, scope);
  kept.byScope.set(key, made);
  return made;
}

const KEPT_SCOPES = 16;
const keptEffects = new WeakMap<
  GraphIndex,
  { readonly versions: string; readonly byScope: Map<string, EdgeEffects> }
>();

function makeEffects(graph: GraphIndex, { environment, relations }: WalkScope): EdgeEffects {
  const { classes } = graph;
  const followed = relations && relationsNamed(graph, relations);
  const table = new Uint8Array(classes.size * ROW);
  const counts = new Uint8Array(classes.size);
  const serves = new Uint8Array(classes.size);
  for (const [code, edgeClass] of classes.entries()) {
    const isFollowed = edgeClass.relation.failureFlows !== "none" && (followed?.has(edgeClass.relation) ?? true);
    const isHere = environment === undefined || (edgeClass.environments?.includes(environment) ?? true);
    if (!isFollowed || !isHere) continue;
    counts[code] = 1;
    if (edgeClass.relation.failureFlows === "to-target") serves[code] = 1;
    for (let state = 1; state < STATES.length; state++) {
      table[rowOf(code, false) + state] = entry(edgeClass, state, false);
      table[rowOf(code, true) + state] = entry(edgeClass, state, true);
    }
  }
  return { table, counts, serves, runs: environment === undefined ? null : runningProfiles(graph, environment) };
}

function entry({ relation, when, needs, group }: EdgeClass, state: number, neededAtBuild: boolean): number {
  if (relation.failureFlows === "to-target") return SERVED | (state * 2);
  const passed = stateThrough(state, when ?? (neededAtBuild ? "build" : "always"), needs) * 2;
  return passed > 0 && group > 0 ? GROUPED | passed : passed;
}

function runningProfiles({ profiles }: GraphIndex, environment: string): Uint8Array {
  const runs = new Uint8Array(profiles.size);
  runs[MENTION] = 1;
  for (const [code, { environments }] of profiles.entries()) {
    if (environments?.includes(environment) ?? true) runs[code] = 1;
  }
  return runs;
}

function relationsNamed({ kinds }: GraphIndex, names: readonly string[]): Set<RelationType> {
  return new Set(
    names.map((name) => {
      const known = kinds.relation(name);
      if (known) return known.relation;
      const all = kinds.relations.filter(({ failureFlows }) => failureFlows !== "none").map(({ type }) => type);
      throw new CatalogError(
        "invalid-argument",
        `There is no relation "${name}". Failure flows through: ${all.join(", ")}.`,
        {
          suggestions: all,
        },
      );
    }),
  );
}
