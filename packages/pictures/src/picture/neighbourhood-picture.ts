import {
  type CatalogView,
  type EntityRef,
  type EntityRefInput,
  entityRef,
  type Reached,
  shortName,
} from "@callboard/core";
import { incompleteNote } from "./blast-radius-words.ts";
import { type Candidate, checkMaxNodes, choose, DEFAULT_MAX_NODES } from "./choose.ts";
import { entityNode, type LinkTo } from "./entity-node.ts";
import { type FoldBy, fold } from "./fold.ts";
import { furtherNeeds, type Needs, type NeedsScope, needsIn } from "./needs.ts";
import type { Picture, PictureEdge } from "./picture.ts";

/** What to draw around an entity. Everything is optional. */
export interface NeighbourhoodPictureOptions extends NeedsScope {
  /** How many hops are followed in each direction; 1 unless given. */
  readonly maxDistance?: number;
  /** How many nodes are drawn at most; 80 unless given. The rest is folded, the farthest first. */
  readonly maxNodes?: number;
  /** What the rest is counted by; `"owner"` unless given. */
  readonly foldBy?: FoldBy;
  /** Where a click on an entity leads; its first link unless given. */
  readonly linkTo?: LinkTo;
}

/**
 * A picture of what an entity needs and what needs it.
 *
 * @throws {CatalogError} `entity-not-found`; `invalid-argument` for options that make no sense
 */
export function neighbourhoodPicture(
  view: CatalogView,
  ref: EntityRefInput,
  options: NeighbourhoodPictureOptions = {},
): Picture {
  const { maxNodes = DEFAULT_MAX_NODES, foldBy = "owner", linkTo, maxDistance = 1, ...scope } = options;
  checkMaxNodes(maxNodes);
  const root = entityRef(ref);
  const dependencies = view.dependencies(root, { ...scope, maxDistance });
  const needed = new Set(dependencies.map((reached) => reached.ref));
  // In a circle an entity is both; it is drawn once, among what is needed.
  const dependents = view.dependents(root, { ...scope, maxDistance }).filter((reached) => !needed.has(reached.ref));

  const candidates = [
    ...candidatesOf(dependencies, "dependency", root, (to) => {
      const between = view.path(root, to)?.slice(0, -1) ?? [];
      return [...between.map((step) => step.ref).reverse(), root];
    }),
    ...candidatesOf(dependents, "dependent", root, (from) => (view.path(from, root) ?? []).map((step) => step.ref)),
  ].sort((a, b) => a.distance - b.distance);
  const drawn = new Set<EntityRef>([root]);
  choose(candidates, drawn, maxNodes);

  const needs = needsIn(view, scope);
  const edges = chainEdges(needs, candidates, drawn);
  const rest = candidates.filter((candidate) => !drawn.has(candidate.ref));
  const folded = fold(view, rest, foldBy, [root]);
  const places = new Map(candidates.map((candidate) => [candidate.ref, candidate]));
  const [near, far] = maxDistance === 1 ? [" directly", ""] : ["", ` within ${maxDistance} hops`];
  return {
    title: `${shortName(root)}${near} needs ${dependencies.length} and is needed by ${dependents.length}${far}`,
    notes: [
      ...(rest.length > 0 ? [`${rest.length} of ${candidates.length} are not drawn but counted by ${foldBy}.`] : []),
      ...incompleteNote(incompleteSources(view)),
    ],
    mode: null,
    nodes: [
      ...Array.from(drawn, (each) => {
        const { role = "root", distance = null } = places.get(each) ?? {};
        return entityNode(view, each, { role, effect: null, distance, tier: null }, linkTo);
      }),
      ...folded.nodes,
    ],
    edges: [...edges, ...furtherNeeds(needs, drawn, drawn, edges), ...folded.edges],
  };
}

/**
 * @param pathOf what is between an entity and the root, and the root, for what is reached over something that is only
 * mentioned and so not listed
 */
function candidatesOf(
  reached: readonly Reached[],
  role: "dependency" | "dependent",
  root: EntityRef,
  pathOf: (ref: EntityRef) => readonly EntityRef[],
): Candidate[] {
  const chains = new Map<EntityRef, readonly EntityRef[]>([[root, []]]);
  // The nearest come first, so the chain of what is nearer is known.
  return reached.map(({ ref, distance, via }) => {
    const before = chains.get(via);
    const chain = before ? [via, ...before] : pathOf(ref);
    chains.set(ref, chain);
    return { ref, role, effect: null, distance, chain };
  });
}

/** The edges of the chains of what is drawn, each once. */
function chainEdges(needs: Needs, candidates: readonly Candidate[], drawn: ReadonlySet<EntityRef>): PictureEdge[] {
  const edges = new Map<string, PictureEdge>();
  for (const { ref, role, chain } of candidates) {
    if (!drawn.has(ref)) continue;
    for (const [index, far] of [ref, ...chain.slice(0, -1)].entries()) {
      const near = chain[index] ?? far;
      const [from, to] = role === "dependency" ? [near, far] : [far, near];
      const relation = needs.of(from).get(to)?.relation ?? "dependsOn";
      edges.set(`${from} ${to}`, needs.edge(from, to, relation));
    }
  }
  return [...edges.values()];
}

function incompleteSources(view: CatalogView): string[] {
  return view.sources().flatMap(({ name, state }) => (state === "complete" || state === "refused" ? [] : [name]));
}
