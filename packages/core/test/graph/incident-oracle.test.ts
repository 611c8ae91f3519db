import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { commonCauses } from "../../src/graph/common-causes.ts";
import { cycles } from "../../src/graph/cycles.ts";
import { EFFECTS, type Effect, type Mode } from "../../src/graph/effects.ts";
import { exposure } from "../../src/graph/exposure.ts";
import { type RelationGraph, relationGraph } from "../../src/graph/relation-graph.ts";
import { singlePoints } from "../../src/graph/single-points.ts";
import { hops, type NaiveGraph, type NaiveNeed, naiveGraph, naiveRadius } from "./naive-graph.ts";
import { ENVIRONMENTS, randomCatalog, written } from "./random-catalog.ts";
import { kinds, refOf } from "./stored.ts";

const CATALOGS = 200;
const MODES: readonly Mode[] = ["down", "read-only", "slow", "bad-deploy"];
const CONTEXT = { revision: 1, incompleteSources: [] };
const ALL = Number.POSITIVE_INFINITY;

/** Checks one thing on many random catalogs, each in another mode and environment. */
function checkMany(
  check: (
    graph: RelationGraph,
    naive: NaiveGraph,
    asked: { readonly mode: Mode; readonly environment?: string },
  ) => void,
): void {
  let checked = 0;
  const property = fc.property(randomCatalog, ({ documents }) => {
    const naive = naiveGraph(new Map(documents.map((document) => [document.ref, document])));
    const environment = [undefined, ...ENVIRONMENTS][checked % 3];
    const mode = MODES[(checked >> 1) % MODES.length] ?? "down";
    check(relationGraph(kinds, documents.map(written)), naive, { mode, ...(environment && { environment }) });
    checked++;
  });
  fc.assert(property, { numRuns: CATALOGS });
  expect(checked).toBe(CATALOGS);
}

/** The worst effect that one failure has on an entity or what it stands for, by the naive blast radius. */
function naiveEffects(naive: NaiveGraph, mode: Mode, environment?: string) {
  const radii = new Map<string, ReadonlyMap<string, string>>();
  const parts = new Map<string, ReadonlySet<string>>();
  return (failing: string, target: string): Effect | undefined => {
    const effects = radii.get(failing) ?? naiveRadius(naive, [failing], mode, environment).effects;
    radii.set(failing, effects);
    const roots = parts.get(target) ?? naiveRadius(naive, [target], mode, environment).roots;
    parts.set(target, roots);
    const hit = [...roots].map((part) => effects.get(part));
    return EFFECTS.find((effect) => hit.includes(effect));
  };
}

const failing = (naive: NaiveGraph) =>
  [...naive.documents.keys()].filter((ref) => /^(component|api|resource):/.test(ref));
const sorted = (lines: readonly string[]) => [...lines].sort();

describe("exposure against naive blast radii", () => {
  it("R22: lists a dependency with an effect exactly when its blast radius has the entity in it with that effect", {
    timeout: 120_000,
  }, () => {
    checkMany((graph, naive, { mode, environment }) => {
      const effectOn = naiveEffects(naive, mode, environment);
      for (const ref of naive.documents.keys()) {
        const options = { mode, limit: ALL, ...(environment && { environment }) };
        const { threats, byEffect, total, truncated } = exposure(graph, refOf(ref), options, CONTEXT);
        const expected = failing(naive).flatMap((each) => {
          const effect = effectOn(each, ref);
          return effect ? [`${each} ${effect}`] : [];
        });
        expect(sorted(threats.map((threat) => `${threat.ref} ${threat.effect}`))).toEqual(sorted(expected));
        expect([total, truncated]).toEqual([expected.length, null]);
        for (const effect of EFFECTS) {
          expect(byEffect[effect]).toBe(expected.filter((line) => line.endsWith(` ${effect}`)).length);
        }
        for (const { path, hits, ref: threat } of threats) expectChain(naive.needsIn(environment), hits, path, threat);
      }
    });
  });
});

describe("commonCauses against naive blast radii", () => {
  it("R22: explains a symptom exactly when the blast radius of the cause shows it, and is contradicted when it breaks what works", {
    timeout: 120_000,
  }, () => {
    checkMany((graph, naive, { mode, environment }) => {
      const effectOn = naiveEffects(naive, mode, environment);
      const refs = [...naive.documents.keys()];
      const symptoms = refs.slice(0, 3);
      const healthy = refs.slice(3, 5);
      const options = { mode, limit: ALL, healthy: healthy.map(refOf), ...(environment && { environment }) };
      const answer = commonCauses(graph, symptoms.map(refOf), options, CONTEXT);
      const expected = failing(naive).flatMap((cause) => {
        const explains = symptoms.flatMap((symptom) => {
          const effect = effectOn(cause, symptom);
          return effect && effect !== "at-risk" ? [`${symptom} ${effect}`] : [];
        });
        if (explains.length === 0) return [];
        const hard = mode === "slow" ? "degrades" : "breaks";
        const against = healthy.filter((each) => each === cause || effectOn(cause, each) === hard);
        const others = othersThan(naive, cause, symptoms, mode, environment);
        return [JSON.stringify([cause, explains, against, symptoms.includes(cause), others])];
      });
      const found = answer.causes.map(({ ref, explains, contradictedBy, isSymptom, others }) => {
        const shown = explains.map((each) => `${each.ref} ${each.effect}`);
        return JSON.stringify([ref, shown, contradictedBy, isSymptom, [others.breaks, others.affected]]);
      });
      expect(sorted(found)).toEqual(sorted(expected));
      const score = answer.causes.map(({ explains, isSymptom, contradictedBy }) => {
        return [contradictedBy.length > 0 ? 1 : 0, -explains.length - Number(isSymptom)];
      });
      expect(score).toEqual([...score].sort(([a = 0, b = 0], [c = 0, d = 0]) => a - c || b - d));
    });
  });
});

/** How many others break, and how many are affected, beside the symptoms and what they stand for. */
function othersThan(naive: NaiveGraph, cause: string, symptoms: readonly string[], mode: Mode, environment?: string) {
  const known = naiveRadius(naive, symptoms, mode, environment).roots;
  const others = [...naiveRadius(naive, [cause], mode, environment).effects].filter(([ref]) => !known.has(ref));
  return [others.filter(([, effect]) => effect === "breaks").length, others.length];
}

describe("singlePoints against naive blast radii", () => {
  it("R22: finds everything whose blast radius breaks something, and counts what breaks", { timeout: 120_000 }, () => {
    checkMany((graph, naive, { environment }) => {
      const options = { limit: ALL, ...(environment && { environment }) };
      const { points, total, truncated } = singlePoints(graph, options, CONTEXT);
      const expected = failing(naive).flatMap((ref) => {
        const { effects } = naiveRadius(naive, [ref], "down", environment);
        const broken = [...effects].flatMap(([each, effect]) =>
          effect === "breaks" ? [naive.documents.get(each)] : [],
        );
        const sites = broken.filter((each) => each?.type === "website" && each.ref.startsWith("component:"));
        return broken.length > 0
          ? [
              {
                ref,
                breaks: broken.length,
                entryPoints: sites.length,
                tierOne: broken.filter((each) => each?.tier === 1).length,
              },
            ]
          : [];
      });
      expect([total, truncated]).toEqual([points.length, null]);
      const listed = new Set(points.map(({ ref }) => String(ref)));
      const named = points.flatMap(({ ref, behind }) => [ref, ...behind]);
      expect(sorted(named)).toEqual(expected.map(({ ref }) => ref).sort());
      const counts = points.map(({ ref, breaks, entryPoints, tierOne }) => ({ ref, breaks, entryPoints, tierOne }));
      expect(counts).toEqual(
        expected
          .filter(({ ref }) => listed.has(ref))
          .sort(
            (a, b) =>
              b.entryPoints - a.entryPoints || b.tierOne - a.tierOne || b.breaks - a.breaks || (a.ref < b.ref ? -1 : 1),
          ),
      );
      const breaks = new Map(expected.map((each) => [each.ref, each.breaks]));
      for (const { behind, breaks: ofHead } of points) {
        for (const each of behind) expect(breaks.get(each)).toBeGreaterThan(ofHead);
      }
    });
  });
});

describe("cycles against a naive search", () => {
  it("R22: finds each group of entities that need one another, with a way round that is as short as any", {
    timeout: 120_000,
  }, () => {
    checkMany((graph, naive, { environment }) => {
      const needs = naive.needsIn(environment);
      const options = { limit: ALL, ...(environment && { environment }) };
      const found = cycles(graph, options, CONTEXT);
      const all = [...new Set(needs.flatMap(({ needer, needed }) => [needer, needed]))];
      const around = new Map(all.map((ref) => [ref, shortestRound(needs, ref)]));
      const dependents = new Map(all.map((ref) => [ref, hops(needs, new Set([ref]))]));
      const groups = all
        .filter((ref) => around.get(ref) !== undefined)
        .map((ref) => [ref, ...all.filter((other) => other !== ref && isMutual(dependents, ref, other))].sort());
      const expected = new Map(groups.map((group) => [group.filter((ref) => naive.documents.has(ref)).join(), group]));
      expected.delete("");
      expect(sorted(found.cycles.map(({ members }) => members.join()))).toEqual(sorted([...expected.keys()]));
      for (const { members, path } of found.cycles) {
        const lengths = (expected.get(members.join()) ?? []).map((ref) => around.get(ref) ?? ALL);
        expect(path.length).toBe(Math.min(...lengths));
        expectChain(needs, path.at(-1)?.ref ?? "", path, path.at(-1)?.ref ?? "");
      }
    });
  });
});

function shortestRound(needs: readonly NaiveNeed[], ref: string): number | undefined {
  const reached = hops(needs, new Set([ref]));
  const lengths = needs.flatMap(({ needer, needed }) => {
    if (needer !== ref) return [];
    const back = needed === ref ? 0 : reached.get(needed);
    return back === undefined ? [] : [back + 1];
  });
  return lengths.length > 0 ? Math.min(...lengths) : undefined;
}

function isMutual(dependents: ReadonlyMap<string, ReadonlyMap<string, number>>, a: string, b: string): boolean {
  return dependents.get(a)?.has(b) === true && dependents.get(b)?.has(a) === true;
}

/** Each step is needed by the one before it, and the last is the end. */
function expectChain(
  needs: readonly NaiveNeed[],
  from: string,
  path: readonly { readonly ref: string; readonly relation: string }[],
  end: string,
): void {
  let needer = from;
  for (const { ref, relation } of path) {
    const isThere = needs.some((each) => each.needer === needer && each.needed === ref && each.relation === relation);
    if (!isThere) throw new Error(`${needer} has no ${relation} to ${ref}.`);
    needer = ref;
  }
  if (needer !== end) throw new Error(`The path ends at ${needer}, not at ${end}.`);
}
