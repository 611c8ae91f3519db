import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { blastRadius } from "../../src/graph/blast-radius.ts";
import { coverage } from "../../src/graph/coverage.ts";
import type { Mode } from "../../src/graph/effects.ts";
import { ownership } from "../../src/graph/ownership.ts";
import { dependencyPath, type PathStep } from "../../src/graph/path.ts";
import { type RelationGraph, relationGraph } from "../../src/graph/relation-graph.ts";
import { dependencies, dependents } from "../../src/graph/walk.ts";
import {
  hops,
  type NaiveGraph,
  type NaiveNeed,
  type NaiveRadius,
  naiveGraph,
  naiveOwner,
  naiveRadius,
  naiveRelations,
} from "./naive-graph.ts";
import { ENVIRONMENTS, type RawDocument, randomCatalog, written } from "./random-catalog.ts";
import { kinds, refOf } from "./stored.ts";

const MODES: readonly Mode[] = ["down", "read-only", "slow", "bad-deploy"];
const EFFECTS = ["breaks", "degrades", "delayed", "at-risk"];
const CATALOGS = 1000;

describe("relationGraph against a naive one", () => {
  it("R22: answers 1,000 random catalogs as a naive oracle does, after loading them and after every edit", {
    timeout: 240_000,
  }, () => {
    let compared = 0;
    const property = fc.property(randomCatalog, ({ documents, edits }) => {
      const known = new Map<string, RawDocument>(documents.map((document) => [document.ref, document]));
      const graph = relationGraph(kinds, documents.map(written));
      const pinned = graph.copy();
      compareAll(graph, naiveGraph(known), 0);
      for (const [index, edit] of edits.entries()) {
        if ("set" in edit) {
          known.set(edit.set.ref, edit.set);
          graph.set(written(edit.set));
        } else {
          known.delete(edit.remove);
          graph.remove(refOf(edit.remove));
        }
        compareAll(graph, naiveGraph(known), index + 1);
      }
      compareAll(pinned, naiveGraph(new Map(documents.map((document) => [document.ref, document]))), 1);
      compared++;
    });
    fc.assert(property, { numRuns: CATALOGS });
    expect(compared).toBe(CATALOGS);
  });
});

/** Compares the answers about everything; blast radii of some roots, with other modes and environments each turn. */
function compareAll(graph: RelationGraph, naive: NaiveGraph, turn: number): void {
  const refs = [...naive.documents.keys()];
  for (const [index, ref] of refs.entries()) {
    const owner = naiveOwner(naive, ref);
    const owners = ownership({ graph }, refOf(ref)).owners.flatMap((each) => (each.ref === ref ? [] : [each.ref]));
    same(`owner of ${ref}`, owners, owner === null ? [] : [owner]);
    same(`relations of ${ref}`, graph.relationsOf(refOf(ref)), naiveRelations(naive, ref));
    if ((index + turn) % 3 !== 0) continue;
    const mode = MODES[(turn + (index >> 1)) % MODES.length] ?? "down";
    const environment = [undefined, ...ENVIRONMENTS][(turn + (index >> 2)) % 3];
    const other = refs[(index * 7 + turn) % refs.length] ?? ref;
    compareWalks(graph, naive, ref, environment);
    comparePath(graph, naive, ref, other, environment);
    compareRadius(graph, naive, index % 4 === 0 ? [ref, other] : [ref], mode, environment);
  }
  const components = refs.filter((ref) => ref.startsWith("component:"));
  const declaring = components.filter((ref) => naive.needs.some(({ needer }) => needer === ref));
  same("coverage", coverage(graph), { declaring: declaring.length, total: components.length });
}

/** Compares as text, which is fast; what differs is shown as data. */
function same(what: string, actual: unknown, expected: unknown): void {
  if (JSON.stringify(actual) !== JSON.stringify(expected)) expect(actual, what).toEqual(expected);
}

function compareWalks(graph: RelationGraph, naive: NaiveGraph, ref: string, environment: string | undefined): void {
  const scope = environment === undefined ? {} : { environment };
  const needs = naive.needsIn(environment);
  const turned = needs.map((need) => ({ ...need, needer: need.needed, needed: need.needer }));
  const start = new Set([ref]);
  for (const [direction, reached, expected] of [
    ["dependents", dependents(graph, refOf(ref), scope), hops(needs, start)],
    ["dependencies", dependencies(graph, refOf(ref), scope), hops(turned, start)],
  ] as const) {
    const known = [...expected].filter(([found]) => naive.documents.has(found));
    known.sort(([a, near], [b, far]) => near - far || (a < b ? -1 : 1));
    const found = reached.map((each) => [each.ref, each.distance]);
    same(`${direction} of ${ref}`, found, known);
  }
  for (const { ref: found, via, relation, when, needs: used, evidence } of dependents(graph, refOf(ref), scope)) {
    const need = needs.find((each) => each.needer === found && each.needed === via && each.relation === relation);
    const said = need && [naive.whenOf(need), need.note.needs ?? "both", need.note.evidence ?? "declared"];
    same(`edge ${found} to ${via}`, [when, used, evidence], said);
  }
}

function comparePath(
  graph: RelationGraph,
  naive: NaiveGraph,
  from: string,
  to: string,
  environment: string | undefined,
): void {
  const needs = naive.needsIn(environment);
  const path = dependencyPath(graph, refOf(from), refOf(to), environment === undefined ? {} : { environment });
  const fewest = from === to ? 0 : (hops(needs, new Set([to])).get(from) ?? null);
  same(`path from ${from} to ${to}`, path?.length ?? null, fewest);
  if (path) chainOf(needs, from, path);
}

/** The edges of a path, each of which must be there. */
function chainOf(needs: readonly NaiveNeed[], from: string, path: readonly PathStep[]): readonly NaiveNeed[] {
  let needer = from;
  return path.map(({ ref, relation }) => {
    const need = needs.find((each) => each.needer === needer && each.needed === ref && each.relation === relation);
    if (!need) throw new Error(`${needer} has no ${relation} to ${ref}.`);
    needer = ref;
    return need;
  });
}

function compareRadius(
  graph: RelationGraph,
  naive: NaiveGraph,
  roots: readonly string[],
  mode: Mode,
  environment: string | undefined,
): void {
  const options = { mode, ...(environment !== undefined && { environment }) };
  const radius = blastRadius(graph, roots.map(refOf), options, { revision: 1, incompleteSources: [] });
  const expected = naiveRadius(naive, roots, mode, environment);
  const affected = Array.from(expected.effects, ([ref, effect]) => {
    return { ref, effect, distance: expected.distances.get(ref) ?? -1, tier: naive.documents.get(ref)?.tier ?? null };
  }).sort(
    (a, b) =>
      EFFECTS.indexOf(a.effect) - EFFECTS.indexOf(b.effect) ||
      (a.tier ?? 100) - (b.tier ?? 100) ||
      a.distance - b.distance ||
      (a.ref < b.ref ? -1 : 1),
  );
  const what = `${mode} ${roots.join(", ")} in ${environment}`;
  const listed = radius.affected.map(({ ref, effect, distance, tier }) => ({ ref, effect, distance, tier }));
  same(what, listed, affected);
  const byEffect = EFFECTS.map((effect) => [effect, affected.filter((each) => each.effect === effect).length]);
  same(`counts of ${what}`, [radius.total, radius.byEffect], [affected.length, Object.fromEntries(byEffect)]);
  const parts = [...expected.roots].filter((ref) => !roots.includes(ref) && naive.documents.has(ref));
  same(`parts of ${what}`, radius.rootParts, parts.length);
  for (const { ref, path, evidence } of radius.affected) checkExplanation(expected, ref, path, evidence);
  for (const { owner, affected: owned, breaks, nearest } of radius.byOwner) {
    const theirs = affected.filter(({ ref }) => naiveOwner(naive, ref) === owner);
    const broken = theirs.filter(({ effect }) => effect === "breaks");
    const near = Math.min(...theirs.map(({ distance }) => distance));
    const counts = [owned, breaks, expected.distances.get(nearest)];
    same(`share of ${owner} in ${what}`, counts, [theirs.length, broken.length, near]);
  }
  const owners = new Set(affected.map(({ ref }) => naiveOwner(naive, ref)));
  same(`owners in ${what}`, radius.byOwner.map(({ owner }) => owner).sort(), [...owners].sort());
}

/** A path leads over edges that count to a root; each gives the effect it explains; and there is no shorter one. */
function checkExplanation(expected: NaiveRadius, ref: string, path: readonly PathStep[], evidence: string): void {
  const chain = chainOf(expected.counted, ref, path);
  const known = ["declared", "observed", "inferred"];
  const weakest = Math.max(...chain.map(({ note }) => known.indexOf(note.evidence ?? "declared")));
  same(`evidence for ${ref}`, [evidence, expected.roots.has(path.at(-1)?.ref ?? "")], [known[weakest], true]);
  // Where being read-only leads back to being down, no chain of final states explains it; its path is a chain all the same.
  if (!expected.explained.has(ref)) return;
  same(`path of ${ref}`, [path.length, chain.every(expected.explains)], [expected.explained.get(ref), true]);
}
