import type { Entity } from "../model/entity.ts";
import {
  DEFAULT_NAMESPACE,
  type EntityRef,
  type EntityRefParts,
  type EntityRefResult,
  formatEntityRef,
  readEntityRef,
} from "../model/entity-ref.ts";
import { isJsonObject } from "../model/json.ts";
import type { KindDefinition, KindRegistry, RelationField } from "../model/kind.ts";
import { fieldName } from "../model/problem.ts";
import type { DeclaredRelation, RelationType } from "../model/relation.ts";
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
  const namespace = entity.metadata.namespace ?? DEFAULT_NAMESPACE;
  const self = formatEntityRef({ kind: entity.kind, namespace, name: entity.metadata.name });
  const isKnown = knownRelations(relations);
  eachWrittenRef(entity, kinds, ({ field, relation, reversed }, written, index) => {
    if (only !== undefined && relation.type !== only) return;
    const path = index === null ? `/spec/${field.field}` : `/spec/${field.field}/${index}`;
    const result = readWrittenRef(written, field, namespace);
    if (!result.ok) {
      const message = `${fieldName(path)}: ${result.message}`;
      problems.push({ severity: "error", rule: `relations/${result.fault}`, message, path });
      return;
    }
    const other = formatEntityRef(result.parts);
    const source = reversed ? other : self;
    const target = reversed ? self : other;
    if (isKnown(relation.type, source, target)) return;
    relations.push({ type: relation.type, source, target, path, written: writtenText(written, other) });
  });
  return { relations, problems };
}

/** A field that holds refs, and the relation that each of them declares. */
export interface RefField {
  readonly field: RelationField;
  readonly relation: RelationType;
  /** True where the field names the relation from its other end. */
  readonly reversed: boolean;
}

/**
 * Calls back with each ref in the relation fields of an entity, in their order, however often it is written. Its index
 * is null where the field holds no list. All entities of a kind have the same `RefField` objects.
 */
export function eachWrittenRef(
  entity: Entity,
  kinds: KindRegistry,
  visit: (field: RefField, written: unknown, index: number | null) => void,
): void {
  const { spec } = entity;
  const kind = entityKind(entity, kinds);
  if (!kind || !spec) return;
  for (const field of refFieldsOf(kind, kinds)) {
    const name = field.field.field;
    const written = Object.hasOwn(spec, name) ? spec[name] : undefined;
    if (!written) continue; // as in the reference implementation, null, false, 0 and "" name nothing
    if (!Array.isArray(written)) visit(field, written, null);
    else for (let index = 0; index < written.length; index++) visit(field, written[index], index);
  }
}

const keptFields = new WeakMap<KindRegistry, Map<KindDefinition, readonly RefField[]>>();

/** The fields of a kind whose relations are known: the same objects each time. */
function refFieldsOf(kind: KindDefinition, kinds: KindRegistry): readonly RefField[] {
  const byKind = keptFields.get(kinds) ?? new Map<KindDefinition, readonly RefField[]>();
  const kept = byKind.get(kind);
  if (kept) return kept;
  const made = kind.relations.flatMap((field): RefField[] => {
    const known = kinds.relation(field.type);
    return known ? [{ field, relation: known.relation, reversed: known.reversed }] : [];
  });
  keptFields.set(kinds, byKind.set(kind, made));
  return made;
}

/** Most fields hold text by their schema; `dependencyOf` holds whatever somebody wrote. */
export function readWrittenRef(ref: unknown, { defaultKind }: RelationField, namespace: string): EntityRefResult {
  const context = defaultKind ? { defaultKind, defaultNamespace: namespace } : { defaultNamespace: namespace };
  if (typeof ref === "string") return readEntityRef(ref, context);
  if (!ref) return readEntityRef("", context);
  const [kind, namespaceOfRef, name = ""] = (["kind", "namespace", "name"] as const).map((part) => textIn(ref, part));
  return readEntityRef(
    {
      ...(kind !== undefined && { kind }),
      ...(namespaceOfRef !== undefined && { namespace: namespaceOfRef }),
      name,
    },
    context,
  );
}

/** The text of a ref; where it is written as an object, its canonical text. */
function writtenText(written: unknown, ref: EntityRef): string {
  return typeof written === "string" ? written : ref;
}

/** How many relations are compared one by one before they are looked up. */
const FEW = 16;

/** Whether a relation is in a list that only grows. Most entities have few, for which comparing is quickest. */
function knownRelations(relations: readonly DeclaredRelation[]) {
  let keys: Set<string> | undefined;
  return (type: string, source: EntityRef, target: EntityRef): boolean => {
    if (relations.length <= FEW) {
      return relations.some((each) => each.target === target && each.source === source && each.type === type);
    }
    keys ??= new Set(relations.map((each) => `${each.type} ${each.source} ${each.target}`));
    const known = keys.size;
    return keys.add(`${type} ${source} ${target}`).size === known;
  };
}

function textIn(ref: unknown, part: keyof EntityRefParts): string | undefined {
  const value = isJsonObject(ref) && Object.hasOwn(ref, part) ? ref[part] : undefined;
  return typeof value === "string" ? value : undefined;
}
