import type { EntityRef } from "../model/entity-ref.ts";
import { fieldName } from "../model/problem.ts";
import type { LintedCatalog, LintFinding, LintRule, Need } from "./lint-rule.ts";

export const dependencyCycle: LintRule = {
  id: "dependency-cycle",
  severity: "info",
  description: "Entities need one another in a circle: when one fails, all do.",
  *check(catalog): Iterable<LintFinding> {
    const needsOf = needsByEntity(catalog);
    for (const members of stronglyConnected(needsOf)) {
      const cycle = shortestCycle(needsOf, members);
      const [first] = cycle;
      if (!first) continue;
      yield {
        stored: first.stored,
        path: first.path,
        message: `${fieldName(first.path)}: ${describe(cycle, members.size)}`,
      };
    }
  },
};

type NeedsOf = ReadonlyMap<EntityRef, readonly Need[]>;

const SHOWN_STEPS = 8;

function describe(cycle: readonly Need[], members: number): string {
  const start = cycle[0]?.needer;
  const steps = cycle.slice(0, SHOWN_STEPS).map(({ needed }) => `needs ${needed}`);
  if (cycle.length > SHOWN_STEPS) steps.push(`… needs ${start}`);
  const size = members === 1 ? "an entity needs itself" : `${members} entities need one another in a circle`;
  return `${size}: ${start} ${steps.join(", which ")}. Take one of these dependencies out, or mark it in spec.edges.`;
}

function needsByEntity(catalog: LintedCatalog): NeedsOf {
  const needsOf = new Map<EntityRef, Need[]>();
  for (const need of catalog.needs()) {
    const known = needsOf.get(need.needer);
    if (known) known.push(need);
    else needsOf.set(need.needer, [need]);
  }
  return needsOf;
}

/** Tarjan's strongly connected components that hold a cycle, without recursion so that a long chain is no problem. */
function* stronglyConnected(needsOf: NeedsOf): Generator<ReadonlySet<EntityRef>> {
  const numbers = new Map<EntityRef, number>();
  const lowest = new Map<EntityRef, number>();
  const open: EntityRef[] = [];
  const isOpen = new Set<EntityRef>();
  for (const root of needsOf.keys()) {
    if (numbers.has(root)) continue;
    const walk = [enter(root)];
    for (let step = walk.at(-1); step; step = walk.at(-1)) {
      const { ref, needs } = step;
      const next = needs[step.next++]?.needed;
      if (next === undefined) {
        walk.pop();
        const parent = walk.at(-1);
        if (parent) lower(parent.ref, lowest.get(ref));
        if (lowest.get(ref) !== numbers.get(ref)) continue;
        const members = new Set(open.splice(open.lastIndexOf(ref)));
        for (const member of members) isOpen.delete(member);
        if (members.size > 1 || needs.some(({ needed }) => needed === ref)) yield members;
      } else if (!numbers.has(next)) walk.push(enter(next));
      else if (isOpen.has(next)) lower(ref, numbers.get(next));
    }
  }

  function enter(ref: EntityRef): { ref: EntityRef; needs: readonly Need[]; next: number } {
    numbers.set(ref, numbers.size);
    lowest.set(ref, numbers.size - 1);
    open.push(ref);
    isOpen.add(ref);
    return { ref, needs: needsOf.get(ref) ?? [], next: 0 };
  }

  function lower(ref: EntityRef, number = Number.POSITIVE_INFINITY): void {
    if (number < (lowest.get(ref) ?? 0)) lowest.set(ref, number);
  }
}

/** The shortest way from the first member, by name, back to itself. */
function shortestCycle(needsOf: NeedsOf, members: ReadonlySet<EntityRef>): readonly Need[] {
  const [start] = [...members].sort();
  if (start === undefined) return [];
  const reachedBy = new Map<EntityRef, Need>();
  const queue = [start];
  for (const ref of queue) {
    for (const need of needsOf.get(ref) ?? []) {
      if (!members.has(need.needed) || reachedBy.has(need.needed)) continue;
      reachedBy.set(need.needed, need);
      if (need.needed === start) return wayBack(reachedBy, start);
      queue.push(need.needed);
    }
  }
  return [];
}

function wayBack(reachedBy: ReadonlyMap<EntityRef, Need>, start: EntityRef): Need[] {
  const cycle: Need[] = [];
  let need = reachedBy.get(start);
  while (need) {
    cycle.unshift(need);
    need = need.needer === start ? undefined : reachedBy.get(need.needer);
  }
  return cycle;
}
