import { type EntityProvider, entityRef } from "@callboard/core";

/** What a source of entities given in code is called. */
export interface StaticProviderOptions {
  /** The source's name; `"static"` unless given. */
  readonly name?: string;
}

/** Yields entities given in code, each in the shape of a `catalog-info.yaml` document. */
export function staticProvider(entities: readonly unknown[], options: StaticProviderOptions = {}): EntityProvider {
  const { name = "static" } = options;
  return {
    name,
    async *provide({ signal }) {
      const locations = new Set<string>();
      for (const [index, entity] of entities.entries()) {
        signal.throwIfAborted();
        const named = `${name}:${refOf(entity) ?? index}`;
        // By its ref an entity stays the same document wherever in the list it stands.
        const location = locations.has(named) ? `${named}#${index}` : named;
        locations.add(location);
        yield { location, entity };
      }
    },
  };
}

/** The ref of whatever looks like an entity; whether it is one is for the catalog to say. */
function refOf(entity: unknown): string | undefined {
  if (!isRecord(entity) || !isRecord(entity.metadata)) return undefined;
  const { kind, metadata } = entity;
  const { name, namespace = "default" } = metadata;
  const isNamed = [kind, namespace, name].every((part) => typeof part === "string" && part !== "");
  return isNamed ? entityRef({ kind: String(kind), namespace: String(namespace), name: String(name) }) : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
