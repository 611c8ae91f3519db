import { createHash } from "node:crypto";
import { CatalogError, entityRef, type SourceChange, type SourceDocument } from "@callboard/core";
import type { BackstageMutation, DeferredEntity } from "./backstage-contract.ts";

/** A deferred entity as a document of a source. */
export type DeferredDocument = Extract<SourceDocument, { readonly entity: unknown }> & {
  readonly key: string;
  readonly version: string;
};

/** What a Backstage provider holds after the mutations it told so far. */
export interface DeferredEntities {
  documents(): readonly DeferredDocument[];
  /** Takes over a full set. */
  replace(entities: readonly DeferredEntity[]): void;
  /** Takes over a delta; gives what it changes. */
  change(delta: Extract<BackstageMutation, { type: "delta" }>): readonly SourceChange[];
}

/** @param source the name that locations get where an entity says nothing of its own */
export function deferredEntities(source: string): DeferredEntities {
  let documents = new Map<string, DeferredDocument>();
  return {
    documents: () => [...documents.values()],
    replace(entities) {
      documents = new Map();
      for (const document of entities.map((entity) => documentOf(entity, source)))
        documents.set(document.key, document);
    },
    change({ added, removed }) {
      const changes: SourceChange[] = [];
      for (const gone of removed) {
        const key = "entity" in gone ? documentOf(gone, source).key : refOf(gone.entityRef);
        const document = key === undefined ? undefined : documents.get(key);
        if (!document) continue;
        documents.delete(document.key);
        changes.push({ type: "removed", location: document.location });
      }
      for (const entity of added) {
        const document = documentOf(entity, source);
        documents.set(document.key, document);
        changes.push({ type: "changed", document });
      }
      return changes;
    },
  };
}

const MANAGED_BY = "backstage.io/managed-by-location";
const VIEW_URL = "backstage.io/view-url";

/**
 * By its ref an entity stays the same wherever it comes from, as in Backstage. Its location is where Backstage's own
 * annotation says that it was read, else the location key; many entities share one, so that the ref goes along.
 */
function documentOf({ entity, locationKey }: DeferredEntity, source: string): DeferredDocument {
  const json = JSON.stringify(entity) ?? "null";
  const copy: unknown = JSON.parse(json); // a provider may go on to change its object
  const version = createHash("sha256").update(json).digest("base64url").slice(0, 22);
  const key = refOf(copy) ?? version;
  const annotations = fieldOf(fieldOf(copy, "metadata"), "annotations");
  const managedBy = fieldOf(annotations, MANAGED_BY);
  const place = isPlace(managedBy)
    ? managedBy
    : isPlace(locationKey)
      ? locationKey
      : `backstage:${locationKey ?? source}`;
  const viewUrl = [fieldOf(annotations, VIEW_URL), place.replace(/^url:/, "")].find(isWebAddress);
  return { key, location: `${place}#${key}`, version, entity: copy, ...(viewUrl !== undefined && { viewUrl }) };
}

/** The ref of an entity, or of text that is one; undefined for what is none, which the catalog will say. */
function refOf(named: unknown): string | undefined {
  try {
    if (typeof named === "string") return entityRef(named);
    const [kind, metadata] = [fieldOf(named, "kind"), fieldOf(named, "metadata")];
    const [name, namespace = "default"] = [fieldOf(metadata, "name"), fieldOf(metadata, "namespace")];
    if (typeof kind !== "string" || typeof name !== "string" || typeof namespace !== "string") return undefined;
    return entityRef({ kind, namespace, name });
  } catch (reason) {
    if (reason instanceof CatalogError) return undefined;
    throw reason;
  }
}

function fieldOf(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return undefined;
  return Object.entries(value).find(([key]) => key === name)?.[1];
}

/** True for what has a type before its first colon, as all locations have. */
function isPlace(text: unknown): text is string {
  return typeof text === "string" && /^[a-z][a-z0-9-]{0,30}:./i.test(text);
}

function isWebAddress(text: unknown): text is string {
  return typeof text === "string" && /^https?:\/\//.test(text) && URL.canParse(text);
}
