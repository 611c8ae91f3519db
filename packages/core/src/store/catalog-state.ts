import { CatalogError } from "../errors.ts";
import type { QuarantinedEntity, StoredDocument, StoredSource } from "../model/stored-entity.ts";
import { changesSince, trimLog } from "./change-log.ts";
import {
  CHANGE_LOG_LIMIT,
  type ChangeSet,
  type LoggedChange,
  type Revision,
  type StoredCatalog,
} from "./entity-store.ts";

/** A stored catalog that can take steps. A step costs what it changes, whatever the size of the catalog. */
export interface CatalogState {
  readonly revision: Revision;
  /** @throws {CatalogError} `invalid-argument` when a step does not follow the present revision */
  check(changeSet: ChangeSet): void;
  /** Takes a step. @throws {CatalogError} `invalid-argument` as {@link CatalogState.check}; nothing is changed then */
  apply(changeSet: ChangeSet): void;
  /** As {@link EntityStore.changes}. */
  changes(since: Revision): readonly LoggedChange[] | undefined;
  /** All of it as plain data. Later steps do not show in it. */
  stored(): StoredCatalog;
}

/** The state that every store keeps in memory: empty at revision 0, or as it was stored. */
export function catalogState(from?: StoredCatalog): CatalogState {
  const sources = new Map(from?.sources.map((source) => [source.name, keptSource(source)]));
  let quarantine: readonly QuarantinedEntity[] = from?.quarantine ?? [];
  let log: LoggedChange[] = [...trimLog(from?.log ?? [])];
  let revision = from?.revision ?? 0;

  function sourceOf(name: string): KeptSource {
    const known = sources.get(name);
    if (known) return known;
    const added = keptSource({
      name,
      lastReadAt: null,
      state: "pending",
      reason: null,
      documents: [],
      held: [],
      restored: [],
    });
    sources.set(name, added);
    return added;
  }

  return {
    get revision() {
      return revision;
    },
    check: (changeSet) => checkFollows(changeSet, revision),
    apply(changeSet) {
      checkFollows(changeSet, revision);
      for (const { source, key } of changeSet.dropped) sources.get(source)?.documents.delete(key);
      for (const { source, document } of changeSet.documents) sourceOf(source).documents.set(document.key, document);
      for (const { name, ...fields } of changeSet.sources) sourceOf(name).fields = fields;
      for (const name of changeSet.droppedSources) sources.delete(name);
      quarantine = changeSet.quarantine ?? quarantine;
      for (const change of changeSet.changes) log.push(change);
      // Cut at twice the limit, so that the cost of cutting is spread over as many entries as are cut.
      if (log.length > 2 * CHANGE_LOG_LIMIT) log = [...trimLog(log)];
      revision = changeSet.revision;
    },
    changes: (since) => changesSince(trimLog(log), since, revision),
    stored: () => ({
      revision,
      sources: Array.from(sources, ([name, { fields, documents }]) => ({
        name,
        ...fields,
        documents: [...documents.values()],
      })),
      quarantine,
      log: trimLog(log),
    }),
  };
}

interface KeptSource {
  fields: Omit<StoredSource, "name" | "documents">;
  readonly documents: Map<string, StoredDocument>;
}

function keptSource({ name: _, documents, ...fields }: StoredSource): KeptSource {
  return { fields, documents: new Map(documents.map((document) => [document.key, document])) };
}

function checkFollows(changeSet: ChangeSet, revision: Revision): void {
  const expected = changeSet.changes.length > 0 ? revision + 1 : revision;
  if (changeSet.revision === expected) return;
  throw new CatalogError(
    "invalid-argument",
    `A step to revision ${changeSet.revision} does not follow revision ${revision} of the store. ` +
      "Another catalog has written to it: give each catalog a store of its own.",
  );
}
