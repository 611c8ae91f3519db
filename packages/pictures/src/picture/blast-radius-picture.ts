import {
  type AffectedEntity,
  type BlastRadius,
  type BlastRadiusOptions,
  CatalogError,
  type CatalogView,
  type EntityRef,
  type EntityRefInput,
} from "@callboard/core";
import { blastRadiusNotes, blastRadiusTitle } from "./blast-radius-words.ts";
import { type Candidate, checkMaxNodes, choose, DEFAULT_MAX_NODES, MOST_FOLDED } from "./choose.ts";
import { EFFECTS } from "./effects.ts";
import { entityNode, type LinkTo } from "./entity-node.ts";
import { type FoldBy, fold } from "./fold.ts";
import { furtherNeeds, type Needs, needsIn } from "./needs.ts";
import type { Picture, PictureEdge } from "./picture.ts";

type Facts = ReadonlyMap<EntityRef, AffectedEntity>;

/** What to draw of a blast radius. Everything is optional. */
export interface BlastRadiusPictureOptions extends Omit<BlastRadiusOptions, "limit"> {
  /** How many nodes are drawn at most; 80 unless given. The rest is folded, the least affected and farthest first. */
  readonly maxNodes?: number;
  /** What the rest is counted by; `"owner"` unless given. */
  readonly foldBy?: FoldBy;
  /** Where a click on an entity leads; its first link unless given. */
  readonly linkTo?: LinkTo;
}

/** Above this many nodes only the edges that explain an effect are drawn. */
const MOST_NODES_WITH_ALL_EDGES = 40;
/** How many affected entities are looked at one by one; of more only the number is known. */
const LISTED = 5_000;

/**
 * A picture of what fails, and how badly, when `roots` do. It has the edges that explain each effect, and up to 40
 * nodes all other needs among what is drawn.
 *
 * @throws {CatalogError} `entity-not-found`; `invalid-argument` for options that make no sense; `limit-exceeded` for
 * more roots than there may be nodes
 */
export function blastRadiusPicture(
  view: CatalogView,
  roots: EntityRefInput | readonly EntityRefInput[],
  options: BlastRadiusPictureOptions = {},
): Picture {
  const { maxNodes = DEFAULT_MAX_NODES, foldBy = "owner", linkTo, ...asked } = options;
  checkMaxNodes(maxNodes);
  const { maxDistance: _, kinds: __, lifecycles: ___, ...everything } = asked;
  const radius = view.blastRadius(roots, { ...asked, limit: LISTED });
  // What was not asked for may still lie between a root and what was.
  const isNarrowed = Object.keys(everything).length < Object.keys(asked).length;
  const whole = isNarrowed ? view.blastRadius(roots, { ...everything, limit: LISTED }) : radius;
  if (radius.roots.length + 2 * MOST_FOLDED > maxNodes) throw tooManyRoots(radius.roots.length, maxNodes);

  const drawn = new Set<EntityRef>(radius.roots);
  const candidates = radius.affected.map(candidateOf).sort(worstAndNearestFirst);
  choose(candidates, drawn, maxNodes);
  const facts: Facts = new Map(whole.affected.map((affected) => [affected.ref, affected]));
  const needs = needsIn(view, scopeOf(radius, asked));
  const parts = partsOfRoots(drawn, facts, radius);
  const edges = [...reasons(needs, drawn, facts), ...partEdges(view, parts, radius)];
  const affected = [...drawn].filter((ref) => facts.has(ref));
  const further = drawn.size > MOST_NODES_WITH_ALL_EDGES ? [] : furtherNeeds(needs, affected, drawn, edges);
  const rest = candidates.filter(({ ref }) => !drawn.has(ref));
  const folded = fold(view, rest, foldBy, radius.roots);
  return {
    title: blastRadiusTitle(radius),
    notes: blastRadiusNotes(radius, { folded: rest.length, foldBy, unlisted: radius.total - candidates.length }),
    mode: radius.mode,
    nodes: [
      ...Array.from(drawn, (ref) => {
        const role = radius.roots.includes(ref) ? "root" : parts.has(ref) ? "part-of-root" : "affected";
        const { effect = null, distance = null, tier = null } = facts.get(ref) ?? {};
        return entityNode(view, ref, { role, effect, distance, tier }, linkTo);
      }),
      ...folded.nodes,
    ],
    edges: [...edges, ...further, ...folded.edges],
  };
}

function tooManyRoots(roots: number, maxNodes: number): CatalogError {
  return new CatalogError(
    "limit-exceeded",
    `${roots} roots do not fit in a picture of ${maxNodes} nodes. Ask about fewer, or about the system they are part of.`,
  );
}

function candidateOf({ ref, effect, distance, path }: AffectedEntity): Candidate {
  return { ref, role: "affected", effect, distance, chain: path.map((step) => step.ref) };
}

/** Unlike in a list, in a picture what is near goes before what matters: it is on the way to it. */
function worstAndNearestFirst(a: Candidate, b: Candidate): number {
  return severity(a) - severity(b) || a.distance - b.distance;
}

function severity({ effect }: Candidate): number {
  return effect === null ? EFFECTS.length : EFFECTS.indexOf(effect);
}

function scopeOf({ environment }: BlastRadius, { relations }: BlastRadiusOptions) {
  return { ...(environment !== undefined && { environment }), ...(relations && { relations }) };
}

/** The edges of the chains by which what is drawn is affected, each once. */
function reasons(needs: Needs, drawn: ReadonlySet<EntityRef>, facts: Facts): PictureEdge[] {
  const edges = new Map<string, PictureEdge>();
  for (const ref of drawn) {
    let from = ref;
    for (const { ref: to, relation } of facts.get(ref)?.path ?? []) {
      const key = `${from} ${to}`;
      if (drawn.has(from) && drawn.has(to) && !edges.has(key)) edges.set(key, needs.edge(from, to, relation));
      from = to;
    }
  }
  return [...edges.values()];
}

/** Where the chains of what is drawn end without being at a root: at what a root stands for. */
function partsOfRoots(drawn: ReadonlySet<EntityRef>, facts: Facts, { roots }: BlastRadius): ReadonlySet<EntityRef> {
  const ends = [...drawn].flatMap((ref) => facts.get(ref)?.path.at(-1)?.ref ?? []);
  return new Set(ends.filter((end) => !roots.includes(end)));
}

/** From the parts of the one root to it. Of several roots it is not known which one a part belongs to. */
function partEdges(view: CatalogView, parts: Iterable<EntityRef>, { roots }: BlastRadius): PictureEdge[] {
  const [root, ...others] = roots;
  if (root === undefined || others.length > 0) return [];
  return Array.from(parts, (from) => {
    const direct = view.entity(from)?.relations?.find(({ targetRef }) => targetRef === root);
    const relation = direct?.type ?? "partOf";
    return { type: "part", from, to: root, relation, when: "always", anyOf: false, evidence: "declared" };
  });
}
