import { isDeepStrictEqual } from "node:util";
import { builtInKinds, type Entity } from "@callboard/core";
import type { ObservedDocument } from "./observe-file.ts";
import type { RecordedDocument } from "./recorded.ts";
import { isRecordedProblem, ruleOf } from "./recorded-problem.ts";

/** What is different between the record of a document and what Callboard makes of it, one sentence each. */
export function compareDocument(recorded: RecordedDocument, observed: ObservedDocument): readonly string[] {
  const { error } = recorded;
  if (!recorded.accepted) {
    if (observed.ref !== null) return [`is accepted as ${observed.ref}, recorded is ${JSON.stringify(error)}`];
    if (!error || observed.problems.some((problem) => isRecordedProblem(problem, error))) return [];
    return [`has ${listed(observed)}, recorded is ${ruleOf(error)} at ${error.path} ${error.property ?? ""}`];
  }
  if (observed.ref === null || !observed.entity) return [`has ${listed(observed)}, recorded is ${recorded.ref}`];
  const differences: string[] = [];
  if (observed.ref !== recorded.ref) differences.push(`is ${observed.ref}, recorded is ${recorded.ref}`);
  const expected = (recorded.relations ?? []).filter(
    (line) => ![...observed.unseen].some((ref) => line.startsWith(`${ref} `)),
  );
  if (!sameSet(observed.relations, expected))
    differences.push(`has the relations ${observed.relations.join(", ")}; recorded are ${expected.join(", ")}`);
  const entity = comparable(observed.entity);
  if (!isDeepStrictEqual(entity, withoutStamps(recorded.entity)))
    differences.push(`is ${JSON.stringify(entity)}; recorded is ${JSON.stringify(recorded.entity)}`);
  if (recorded.reads) differences.push(...compareReads(recorded.reads, observed));
  if (recorded.indexable === false) differences.push("is accepted, recorded is that it never appears");
  return differences;
}

function compareReads(
  recorded: NonNullable<RecordedDocument["reads"]>,
  { reads, problems }: ObservedDocument,
): readonly string[] {
  const targets = recorded.map(({ type, target }) => `${type}:${target}`);
  const asked = reads.map(({ location }) => location);
  if (!sameSet(asked, targets)) return [`reads ${asked.join(", ")}; recorded is ${targets.join(", ")}`];
  const missing = reads.filter(({ found }) => !found).map(({ location }) => location);
  const isRequired = recorded.some(({ type, target, optional }) => !optional && missing.includes(`${type}:${target}`));
  const isReported = problems.some(({ severity }) => severity === "error");
  return isReported === isRequired ? [] : [`${isReported ? "reports" : "does not report"} what is missing`];
}

/** An entity as the records have it: without its relations, with lists of refs in order, without stamps. */
function comparable({ relations: _, ...entity }: Entity): unknown {
  const kind = builtInKinds.find((one) => one.kind === entity.kind);
  const lists = (kind?.relations ?? []).map(({ field }) => field);
  const spec = Object.entries(entity.spec ?? {}).map(([key, value]) =>
    lists.includes(key) && Array.isArray(value) ? [key, [...value].sort()] : [key, value],
  );
  return withoutStamps(entity.spec ? { ...entity, spec: Object.fromEntries(spec) } : entity);
}

/** Every read overwrites these, so the records leave them out, whoever wrote them. */
const STAMPS = ["managed-by-location", "managed-by-origin-location", "view-url"].map((name) => `backstage.io/${name}`);

/** The entity without annotations that a read stamps; annotations that are then empty, or null, are none. */
function withoutStamps(entity: unknown): unknown {
  const copy = JSON.parse(JSON.stringify(entity));
  const { metadata } = copy;
  for (const stamp of STAMPS) delete metadata.annotations?.[stamp];
  if (Object.keys(metadata.annotations ?? {}).length === 0) delete metadata.annotations;
  return copy;
}

function sameSet(left: readonly string[], right: readonly string[]): boolean {
  return left.every((one) => right.includes(one)) && right.every((one) => left.includes(one));
}

function listed({ problems }: ObservedDocument): string {
  const errors = problems.filter(({ severity }) => severity === "error");
  return errors.map(({ rule, path }) => `${rule} at ${path ?? "?"}`).join(", ") || "no entity and no error";
}
