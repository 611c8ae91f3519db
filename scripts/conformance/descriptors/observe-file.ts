import type { Catalog, Entity, Problem, ReadDocument } from "@callboard/core";
import { refOf } from "../ref-of.ts";
import { NOTHING_OBSERVED, type ObservedRelations, observeRelations } from "./observe-relations.ts";
import { DESCRIPTOR, openDescriptor } from "./open-descriptor.ts";

/** What Callboard makes of one document. */
export interface ObservedDocument extends ObservedRelations {
  /** Null when the document yields no entity. */
  readonly ref: string | null;
  readonly entity: Entity | null;
  /** Errors and warnings, with those of the whole-catalog rules. */
  readonly problems: readonly Problem[];
}

/** Opens a catalog over one descriptor and looks at each of its documents. */
export async function observeFile(
  documents: readonly ReadDocument[],
  files: string,
): Promise<readonly ObservedDocument[]> {
  const { catalog } = await openDescriptor(documents, files);
  const entities = entitiesByLine(catalog);
  const observed: ObservedDocument[] = [];
  for (const [index, document] of documents.entries()) {
    const entity = entities.get(document.line) ?? null;
    const problems = catalog.problems().filter((problem) => indexOf(problem, documents) === index);
    const alone = entity ? await observeRelations(entity, document, files) : NOTHING_OBSERVED;
    observed.push({ ref: entity && refOf(entity), entity, problems, ...alone });
  }
  await catalog.close();
  return observed;
}

/** The entities of the descriptor, by the line at which their documents start. */
function entitiesByLine(catalog: Catalog): ReadonlyMap<number | null, Entity> {
  const entities = new Map<number | null, Entity>();
  for (const entity of catalog.query({ limit: Number.POSITIVE_INFINITY }).items) {
    const { location, line } = catalog.origin(refOf(entity));
    if (location === DESCRIPTOR) entities.set(line, entity);
  }
  return entities;
}

/** Which document a problem is in: the last one that starts at or above it. */
function indexOf({ location, line }: Problem, documents: readonly ReadDocument[]): number {
  if (location !== DESCRIPTOR) return -1;
  return line === null ? 0 : documents.findLastIndex((document) => document.line <= line);
}
