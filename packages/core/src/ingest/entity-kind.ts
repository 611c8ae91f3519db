import type { Entity } from "../model/entity.ts";
import type { KindDefinition, KindRegistry } from "../model/kind.ts";

/** The kind of an entity: its name must match in case, and its `apiVersion` must be one that the kind has. */
export function entityKind(
  { kind, apiVersion }: Pick<Entity, "kind" | "apiVersion">,
  kinds: KindRegistry,
): KindDefinition | undefined {
  const named = kinds.named(kind);
  return named?.apiVersions.includes(apiVersion) ? named : undefined;
}
