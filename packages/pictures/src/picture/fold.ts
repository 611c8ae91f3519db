import type { CatalogView, EntityRef } from "@callboard/core";
import { type Candidate, MOST_FOLDED } from "./choose.ts";
import { ownerName } from "./entity-node.ts";
import type { FoldedNode, PictureEdge } from "./picture.ts";

/** What entities that are not drawn are counted by. */
export type FoldBy = "owner" | "system";

/** How many roles the candidates of one picture have at most. */
const ROLES_AT_ONCE = 2;

/** Entities that are not drawn, counted by what they have in common: the largest groups first, the last holds the rest. */
export function fold(
  view: CatalogView,
  candidates: readonly Candidate[],
  by: FoldBy,
  roots: readonly EntityRef[],
): { readonly nodes: readonly FoldedNode[]; readonly edges: readonly PictureEdge[] } {
  const groups = new Map<string, { readonly name: string; readonly members: Candidate[] }>();
  for (const candidate of candidates) {
    const name = by === "owner" ? ownerName(view, candidate.ref) : systemName(view, candidate.ref);
    const key = JSON.stringify([candidate.role, name]);
    const group = groups.get(key);
    if (group) group.members.push(candidate);
    else groups.set(key, { name: name ?? `no ${by}`, members: [candidate] });
  }
  const largest = [...groups]
    .sort(([a, one], [b, other]) => other.members.length - one.members.length || (a < b ? -1 : 1))
    .map(([, group]) => group);
  const named = largest.length > MOST_FOLDED ? largest.slice(0, MOST_FOLDED - ROLES_AT_ONCE) : largest;
  const folded = [...named];
  const others = largest.slice(named.length).map(({ members }) => members);
  for (const role of new Set(others.flat().map((member) => member.role))) {
    const ofRole = others.filter(([first]) => first?.role === role);
    const name = ofRole.length === 1 ? `1 other ${by}` : `${ofRole.length} other ${by}s`;
    folded.push({ name, members: ofRole.flat() });
  }
  const nodes = folded.map(({ name, members }, index) => foldedNode(`folded:${index + 1}`, name, members));
  return { nodes, edges: folded.flatMap(({ members }, index) => edgeOf(`folded:${index + 1}`, members, roots)) };
}

function foldedNode(id: string, name: string, members: readonly Candidate[]): FoldedNode {
  const [first] = members;
  const byEffect = { breaks: 0, degrades: 0, delayed: 0, "at-risk": 0 };
  for (const { effect } of members) if (effect) byEffect[effect] += 1;
  const distances = members.map(({ distance }) => distance);
  return {
    type: "folded",
    id,
    role: first?.role ?? "affected",
    name,
    count: members.length,
    byEffect: first?.effect ? byEffect : null,
    nearest: distances.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY),
    farthest: distances.reduce((a, b) => Math.max(a, b), 0),
  };
}

/** To the root that most of its members need, over however many hops, or that needs them. */
function edgeOf(id: string, members: readonly Candidate[], roots: readonly EntityRef[]): PictureEdge[] {
  const counts = new Map<EntityRef, number>(roots.map((root) => [root, 0]));
  for (const { chain } of members) {
    const root = chain.findLast((ref) => counts.has(ref));
    if (root !== undefined) counts.set(root, (counts.get(root) ?? 0) + 1);
  }
  const [most] = [...counts].sort(([, one], [, other]) => other - one);
  if (!most) return [];
  const [from, to] = members[0]?.role === "dependency" ? [most[0], id] : [id, most[0]];
  return [{ type: "reason", from, to, relation: "dependsOn", when: "always", anyOf: false, evidence: "declared" }];
}

/** The nearest system an entity is part of, by whatever is between; null when there is none. */
function systemName(view: CatalogView, ref: EntityRef): string | null {
  const seen = new Set([ref]);
  for (const each of seen) {
    const entity = view.entity(each);
    if (entity?.kind === "System") return entity.metadata.title ?? entity.metadata.name;
    // A set hands out what is added while it is walked.
    for (const { type, targetRef } of entity?.relations ?? []) if (type === "partOf") seen.add(targetRef);
  }
  return null;
}
