import type { EntityRef } from "./model/entity-ref.ts";
import type { StoredEntity } from "./model/stored-entity.ts";
import type { Provenance } from "./provenance.ts";
import type { Redaction } from "./redaction.ts";
import type { SourceFacts } from "./source-health.ts";

/** Provenance that says nothing of what cannot be seen: no count, no place, no reason that could name it. */
export function visibleProvenance(
  provenance: Provenance,
  entities: ReadonlyMap<EntityRef, StoredEntity>,
  redaction: Redaction | null,
): Provenance {
  let counts: ReadonlyMap<string, { readonly entities: number; readonly documents: number }> | undefined;
  const problems = new Map(
    Array.from(provenance.problems, ([source, found]) => [
      source,
      found.flatMap((problem) => {
        if (problem.entity === null || !entities.has(problem.entity)) return [];
        return [redaction ? redaction.shownProblem(problem) : problem];
      }),
    ]),
  );
  const visible = <Facts extends SourceFacts>(facts: Facts): Facts => {
    counts ??= countBySource(entities.values());
    const state = facts.state === "refused" ? "complete" : facts.state;
    return {
      ...facts,
      state,
      ...(counts.get(facts.name) ?? { entities: 0, documents: 0 }),
      problems: problems.get(facts.name)?.length ?? 0,
      reason: state === "complete" || facts.reason === null ? null : "Not all of it was read.",
      skipped: { count: 0, first: [] },
      refusedRemovals: 0,
    };
  };
  return {
    ...provenance,
    get sources() {
      return provenance.sources.map(visible);
    },
    statuses: () =>
      provenance.statuses().map((status) => {
        const { state, health } = status;
        return { ...visible(status), health: state === "refused" ? "fresh" : health };
      }),
    problems,
  };
}

function countBySource(entities: Iterable<StoredEntity>) {
  const locations = new Map<string, Set<string>>();
  const counts = new Map<string, { entities: number; documents: number }>();
  for (const { source, location } of entities) {
    const known = locations.get(source) ?? new Set();
    locations.set(source, known.add(location));
    counts.set(source, { entities: (counts.get(source)?.entities ?? 0) + 1, documents: known.size });
  }
  return counts;
}
