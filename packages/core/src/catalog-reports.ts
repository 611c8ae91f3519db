import type { PlanReport, RefreshReport, Removals } from "./catalog-contract.ts";
import { CatalogError } from "./errors.ts";
import type { IngestStep } from "./ingest/ingest-step.ts";
import type { SourceRecord } from "./ingest/source-record.ts";
import type { QuarantinedEntity } from "./model/stored-entity.ts";
import { QUARANTINE_MS } from "./quarantine.ts";

/** What is thrown when every source failed and nothing was stored. */
export function nothingReadable(reports: readonly RefreshReport[]): CatalogError {
  const reasons = reports.map(({ source, reason }) => `${source}: ${reason}`).join("; ");
  return new CatalogError("nothing-readable", `No source could be read, and nothing was stored. ${reasons}.`, {
    incompleteSources: reports.map(({ source }) => source),
  });
}

/** The plan of a source that could not be read, but for its name and the reason. */
export const NOTHING_PLANNED = { added: [], changed: [], moved: [], removed: [], refused: null, problems: [] };

/** What a step would change, by what happens to each entity. */
export function planReport(step: IngestStep, incomplete: string | null): PlanReport {
  const refsOf = (type: IngestStep["changes"][number]["type"]) =>
    step.changes
      .filter((change) => change.type === type)
      .map((change) => change.stored.ref)
      .sort();
  return {
    source: step.source,
    added: refsOf("added"),
    changed: refsOf("changed"),
    moved: refsOf("moved"),
    removed: refsOf("removed"),
    refused: step.refused === null ? null : { reason: step.refused, refs: [...step.held.keys()].sort() },
    problems: step.documents.flatMap((document) => document.problems),
    incomplete,
  };
}

/** Removals of a source that wait for a person. */
export function refusedRemovals({ name, held, reason }: SourceRecord): Removals["refused"][number] {
  return { source: name, reason: reason ?? "it lost too much at once", refs: [...held.keys()].sort() };
}

/** A removed entity that can be put back. */
export function quarantinedEntity({ stored, removedAt, reason }: QuarantinedEntity): Removals["quarantined"][number] {
  const { ref, source, location } = stored;
  return {
    ref,
    source,
    location,
    reason,
    removedAt,
    until: new Date(Date.parse(removedAt) + QUARANTINE_MS).toISOString(),
  };
}
