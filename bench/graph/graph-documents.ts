import type { StoredEntity } from "../../packages/core/src/model/stored-entity.ts";
import { seededRandom } from "../generator/random.ts";
import type { Need } from "../peers/effects-by-hand.ts";
import { at, type RandomGraph, refOf } from "./random-graph.ts";

/** A random graph as the documents of a catalog. */
export interface GraphDocuments {
  readonly documents: readonly StoredEntity[];
  /** What the documents say, for the fixpoint by hand. */
  readonly needs: readonly Need[];
}

const ENTITIES_PER_OWNER = 1_000;
const FIXED = {
  uid: "00000000-0000-5000-8000-000000000000",
  etag: "",
  source: "bench",
  line: 1,
  viewUrl: null,
  firstSeen: "2026-01-01T00:00:00.000Z",
  changed: "2026-01-01T00:00:00.000Z",
  positions: {},
};

/**
 * Documents of components that depend on each other as the graph says, and of the groups that own 1,000 of them each.
 *
 * @param noted the share of the edges that have a note; all others are needed always; none unless given
 * @param owned whether there are owners; true unless given
 */
export function graphDocuments(
  graph: RandomGraph,
  { noted = 0, owned = true, seed }: { noted?: number; owned?: boolean; seed: number },
): GraphDocuments {
  const random = seededRandom(seed);
  const dependsOn: string[][] = Array.from({ length: graph.entities }, () => []);
  const notes = new Map<number, Record<string, { readonly when: "fallback" | "async" }>>();
  const needs: Need[] = [];
  for (let edge = 0; edge < graph.dependents.length; edge++) {
    const dependent = at(graph.dependents, edge);
    const needed = refOf(at(graph.needed, edge));
    dependsOn[dependent]?.push(needed);
    const when = noted > 0 && random.chance(noted) ? random.pick(["fallback", "async"] as const) : null;
    if (when) notes.set(dependent, { ...notes.get(dependent), [needed]: { when } });
    if (noted > 0) needs.push({ dependent: refOf(dependent), needed, when: when ?? "always", anyOf: null });
  }
  const owners = owned ? Math.ceil(graph.entities / ENTITIES_PER_OWNER) : 0;
  const groups = Array.from({ length: owners }, (_, owner) => {
    return document("Group", `team-${owner}`, { type: "team", children: [] });
  });
  const components = dependsOn.map((targets, entity) => {
    const owner = owned && { owner: `group:default/team-${entity % owners}` };
    const edges = notes.get(entity);
    const spec = { type: "service", lifecycle: "production", ...owner, dependsOn: targets, ...(edges && { edges }) };
    return document("Component", `service-${entity.toString(36)}`, spec);
  });
  return { documents: [...groups, ...components], needs };
}

/** Through JSON text, as a store would hand it out: each string is one piece, and a piece of its own. */
function document(kind: string, name: string, spec: object): StoredEntity {
  const ref = `${kind.toLowerCase()}:default/${name}`;
  const entity = { apiVersion: "backstage.io/v1alpha1", kind, metadata: { name, namespace: "default" }, spec };
  return JSON.parse(JSON.stringify({ ...FIXED, ref, location: `bench:${name}`, entity })) as StoredEntity;
}
