import type { Entity } from "../model/entity.ts";
import {
  DEFAULT_NAMESPACE,
  type EntityRefContext,
  type EntityRefParts,
  type EntityRefResult,
  formatEntityRef,
  readEntityRef,
} from "../model/entity-ref.ts";
import { isJsonObject } from "../model/json.ts";
import type { KindRegistry } from "../model/kind.ts";
import { fieldName } from "../model/problem.ts";
import type { DeclaredRelation } from "../model/relation.ts";
import { entityKind } from "./entity-kind.ts";
import type { Finding } from "./finding.ts";

/**
 * The relations that an entity declares, each once, under its forward name, in the order of its kind's fields. What a
 * field leaves out of a ref is the field's default kind and the entity's own namespace. Entities of unknown kinds
 * declare none. A ref that cannot be read is an error.
 *
 * @param only the forward name of the one relation that is asked for; all unless given
 */
export function deriveRelations(
  entity: Entity,
  kinds: KindRegistry,
  only?: string,
): { readonly relations: readonly DeclaredRelation[]; readonly problems: readonly Finding[] } {
  const relations: DeclaredRelation[] = [];
  const problems: Finding[] = [];
  const kind = entityKind(entity, kinds);
  const { spec } = entity;
  if (!kind || !spec) return { relations, problems };
  const namespace = entity.metadata.namespace ?? DEFAULT_NAMESPACE;
  const self = formatEntityRef({ kind: entity.kind, namespace, name: entity.metadata.name });
  const seen = new Set<string>();
  for (const field of kind.relations) {
    const known = kinds.relation(field.type);
    const written = Object.hasOwn(spec, field.field) ? spec[field.field] : undefined;
    if (!known || !written) continue; // as in the reference implementation, null, false, 0 and "" name nothing
    const { relation, reversed } = known;
    if (only !== undefined && relation.type !== only) continue;
    const { defaultKind } = field;
    const context = defaultKind ? { defaultKind, defaultNamespace: namespace } : { defaultNamespace: namespace };
    const path = `/spec/${field.field}`;
    const refs: readonly unknown[] = Array.isArray(written) ? written : [written];
    for (let index = 0; index < refs.length; index += 1) {
      const ref = refs[index];
      const at = Array.isArray(written) ? `${path}/${index}` : path;
      const result = readRef(ref, context);
      if (!result.ok) {
        const message = `${fieldName(at)}: ${result.message}`;
        problems.push({ severity: "error", rule: `relations/${result.fault}`, message, path: at });
        continue;
      }
      const other = formatEntityRef(result.parts);
      const key = `${relation.type}${reversed ? "<" : ">"}${other}`;
      if (seen.has(key)) continue;
      seen.add(key);
      const [source, target] = reversed ? [other, self] : [self, other];
      relations.push({ type: relation.type, source, target, path: at, written: typeof ref === "string" ? ref : other });
    }
  }
  return { relations, problems };
}

/** Most fields hold text by their schema; `dependencyOf` holds whatever somebody wrote. */
function readRef(ref: unknown, context: EntityRefContext): EntityRefResult {
  if (typeof ref === "string") return readEntityRef(ref, context);
  if (!ref) return readEntityRef("", context);
  const [kind, namespace, name = ""] = (["kind", "namespace", "name"] as const).map((part) => textIn(ref, part));
  return readEntityRef(
    { ...(kind !== undefined && { kind }), ...(namespace !== undefined && { namespace }), name },
    context,
  );
}

function textIn(ref: unknown, part: keyof EntityRefParts): string | undefined {
  const value = isJsonObject(ref) && Object.hasOwn(ref, part) ? ref[part] : undefined;
  return typeof value === "string" ? value : undefined;
}
