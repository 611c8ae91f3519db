import { edgeRows } from "../graph/edge-rows.ts";
import { isCircle, shortestCircle, stronglyConnected } from "../graph/strongly-connected.ts";
import type { EntityRef } from "../model/entity-ref.ts";
import { fieldName } from "../model/problem.ts";
import type { LintedCatalog, LintFinding, LintRule, Need } from "./lint-rule.ts";

export const dependencyCycle: LintRule = {
  id: "dependency-cycle",
  severity: "info",
  description: "Entities need one another in a circle: when one fails, all do.",
  *check(catalog): Iterable<LintFinding> {
    for (const { cycle, members } of circlesOf(catalog)) {
      const [first] = cycle;
      if (!first) continue;
      yield {
        stored: first.stored,
        path: first.path,
        message: `${fieldName(first.path)}: ${describe(cycle, members)}`,
      };
    }
  },
};

const SHOWN_STEPS = 8;

function describe(cycle: readonly Need[], members: number): string {
  const start = cycle[0]?.needer;
  const steps = cycle.slice(0, SHOWN_STEPS).map(({ needed }) => `needs ${needed}`);
  if (cycle.length > SHOWN_STEPS) steps.push(`… needs ${start}`);
  const size = members === 1 ? "an entity needs itself" : `${members} entities need one another in a circle`;
  return `${size}: ${start} ${steps.join(", which ")}. Take one of these dependencies out, or mark it in spec.edges.`;
}

/** The needs of each group of entities that need one another, as a way round from the first that makes it shortest. */
function* circlesOf(catalog: LintedCatalog): Generator<{ cycle: readonly Need[]; members: number }> {
  const refs: EntityRef[] = [];
  const numbers = new Map<EntityRef, number>();
  const targets: number[][] = [];
  const numberOf = (ref: EntityRef): number => {
    const known = numbers.get(ref);
    if (known !== undefined) return known;
    numbers.set(ref, refs.length);
    targets.push([]);
    return refs.push(ref) - 1;
  };
  for (const { needer, needed } of catalog.needs()) targets[numberOf(needer)]?.push(numberOf(needed));
  const edges = edgeRows(refs.length, (from, visit) => targets[from]?.forEach(visit));
  const refOf = (number: number) => refs[number] as EntityRef; // numbers are places in the list
  for (const group of stronglyConnected(edges)) {
    if (!isCircle(edges, group)) continue;
    const circle = shortestCircle(
      edges,
      [...group].sort((a, b) => (refOf(a) < refOf(b) ? -1 : 1)),
    );
    const cycle = circle.flatMap((from, index) => {
      const next = refs[circle[(index + 1) % circle.length] ?? from];
      return catalog.needsOf(refOf(from)).find(({ needed }) => needed === next) ?? [];
    });
    yield { cycle, members: group.length };
  }
}
