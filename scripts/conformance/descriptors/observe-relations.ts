import { type Entity, entityRef, entityRefParts, type ReadDocument } from "@callboard/core";
import { refOf } from "../ref-of.ts";
import { type FurtherRead, openDescriptor } from "./open-descriptor.ts";

/** What follows from one document alone. */
export interface ObservedRelations {
  /** `"<source> <type> <target>"`, both ways, but for what starts at {@link unseen}. */
  readonly relations: readonly string[];
  /** Refs at the other end whose relations cannot be seen, because no entity can have that name. */
  readonly unseen: ReadonlySet<string>;
  /** Further files that the catalog asks for. */
  readonly reads: readonly FurtherRead[];
}

export const NOTHING_OBSERVED: ObservedRelations = { relations: [], unseen: new Set(), reads: [] };

/**
 * The relations that one document brings about, seen from both ends: at the other end of each stands an entity that
 * says nothing itself.
 */
export async function observeRelations(
  entity: Entity,
  document: ReadDocument,
  files: string,
): Promise<ObservedRelations> {
  const self = refOf(entity);
  const others = new Set((entity.relations ?? []).map(({ targetRef }) => targetRef).filter((ref) => ref !== self));
  const { catalog, reads } = await openDescriptor([document], files, {
    source: { name: "other-ends", provide: () => silentEntities(others) },
    unknownKinds: "keep",
  });
  const relations: string[] = [];
  const unseen = new Set<string>();
  for (const ref of [self, ...others]) {
    const one = catalog.entity(ref);
    if (!one) unseen.add(ref);
    for (const { type, targetRef } of one?.relations ?? []) relations.push(`${ref} ${type} ${targetRef}`);
  }
  await catalog.close();
  return { relations, unseen, reads };
}

async function* silentEntities(refs: Iterable<string>) {
  for (const ref of refs) {
    const { kind, namespace, name } = entityRefParts(entityRef(ref));
    const entity = { apiVersion: "conformance.callboard.dev/v1", kind, metadata: { namespace, name } };
    yield { location: `end:${ref}`, entity };
  }
}
