import type { z } from "zod";
import { CatalogError } from "../errors.ts";
import { quoted } from "./quoted.ts";
import { builtInRelations, type FailureFlow, type RelationType } from "./relation.ts";

/** One field of `spec` that holds refs, and the relation each of them declares. */
export interface RelationField<Field extends string = string> {
  /** A text or a list of texts directly below `spec`. */
  readonly field: Field;
  /** The relation's name as seen from this entity; either end's name of a known relation, or a new one. */
  readonly type: string;
  /** The kind a bare name stands for. Without one a bare name is a problem. */
  readonly defaultKind?: string;
  /** Required for a relation that is not built in: what it is called from the other end, and who fails with whom. */
  readonly inverse?: string;
  readonly failureFlows?: FailureFlow;
}

/** Everything the catalog knows about a kind. No code elsewhere asks for a kind by name. */
export interface KindDefinition<Kind extends string = string, Spec extends z.ZodObject = z.ZodObject> {
  readonly kind: Kind;
  readonly description: string;
  readonly apiVersions: readonly string[];
  readonly spec: Spec;
  readonly relations: readonly RelationField[];
  /** Entities of this kind may own others. */
  readonly owns: boolean;
  /** Entities of this kind are people: searched apart, so that they never win a misspelt name of a service. */
  readonly person: boolean;
  /** As the root of a blast radius an entity of this kind also stands for what these relations reach, repeatedly. */
  readonly standsFor: readonly string[];
  /** The place of this kind in roll-ups of what an incident affects. */
  readonly level: "system" | "domain" | null;
  /** A dependency on an entity whose `spec.type` is one of these is needed at build time only. */
  readonly buildTypes: readonly string[];
  /** What customers touch: entities with one of these values of `spec.type`, or one of these tags. */
  readonly entryPoint: { readonly types: readonly string[]; readonly tags: readonly string[] };
  /** Entities of this kind are expected to say what they need; one that does not is a blind spot. */
  readonly declaresDependencies: boolean;
  /** The `spec` field that names whose edges this document's `spec.edges` describe; null when they are its own. */
  readonly edgeNotesFor: string | null;
  /** The `spec` fields that name further files of the catalog; null when entities of this kind name none. */
  readonly pointsTo: LocationFields | null;
}

/** Which fields of `spec` name further files, and say how those are read. */
export interface LocationFields {
  /** One file. */
  readonly target: string;
  /** A list of files. */
  readonly targets: string;
  /** How they are read: `file`, `url`; as the entity's own file was read unless given. */
  readonly type: string;
  /** `"optional"` when they may be missing. */
  readonly presence: string;
}

/** What {@link defineKind} takes: `kind`, `spec` and, where they differ from the defaults, the rest. */
export type KindOptions<Kind extends string, Spec extends z.ZodObject> = {
  readonly kind: Kind;
  readonly spec: Spec;
  readonly relations?: readonly RelationField<Extract<keyof Spec["shape"], string>>[];
} & Partial<Omit<KindDefinition, "kind" | "spec" | "relations">>;

const CATALOG_API_VERSIONS = ["backstage.io/v1alpha1", "backstage.io/v1beta1"];
const NO_ENTRY_POINTS = { types: [], tags: [] };

/**
 * Declares a kind: its spec as a zod schema, its relations as data. Unless given, `apiVersions` are
 * `backstage.io/v1alpha1` and `backstage.io/v1beta1`, and every trait is off.
 *
 * @throws {CatalogError} `invalid-kind` when a relation that is not built in lacks `inverse` or `failureFlows`, or
 *   differs from a built-in one of its name
 */
export function defineKind<const Kind extends string, Spec extends z.ZodObject>(
  options: KindOptions<Kind, Spec>,
): KindDefinition<Kind, Spec> {
  for (const relation of options.relations ?? []) {
    const fault = relationFault(relation, builtInRelations);
    if (fault !== null) throw new CatalogError("invalid-kind", `Kind ${options.kind}: ${fault}`);
  }
  return {
    description: "",
    apiVersions: CATALOG_API_VERSIONS,
    relations: [],
    owns: false,
    person: false,
    standsFor: [],
    level: null,
    buildTypes: [],
    entryPoint: NO_ENTRY_POINTS,
    declaresDependencies: false,
    edgeNotesFor: null,
    pointsTo: null,
    ...options,
  };
}

/** The kinds and relations of one catalog, ready for look-up. */
export interface KindRegistry {
  readonly kinds: readonly KindDefinition[];
  readonly relations: readonly RelationType[];
  /** By name as written in a document (`Component`); the format matches it case-sensitively. */
  named(kind: string): KindDefinition | undefined;
  /** By the lower-case kind of a ref. */
  ofRef(kind: string): KindDefinition | undefined;
  /** A relation by either of its names; `reversed` when it was the inverse name. */
  relation(name: string): { readonly relation: RelationType; readonly reversed: boolean } | undefined;
}

/**
 * Puts kinds together for one catalog.
 *
 * @throws {CatalogError} `invalid-kind` for a name used twice, or a relation described in two ways
 */
export function kindRegistry(kinds: readonly KindDefinition[]): KindRegistry {
  const byName = new Map<string, KindDefinition>();
  const byRefKind = new Map<string, KindDefinition>();
  const relations = [...builtInRelations];
  for (const kind of kinds) {
    const lower = kind.kind.toLowerCase();
    if (byRefKind.has(lower))
      throw new CatalogError("invalid-kind", `Kind ${kind.kind} is defined twice. Keep one of them.`);
    byName.set(kind.kind, kind);
    byRefKind.set(lower, kind);
    for (const field of kind.relations) addRelation(relations, kind, field);
  }
  const byEitherName = new Map<string, { readonly relation: RelationType; readonly reversed: boolean }>(
    relations.flatMap((relation) => [
      [relation.inverse, { relation, reversed: true }] as const,
      [relation.type, { relation, reversed: false }] as const,
    ]),
  );
  return {
    kinds: [...kinds],
    relations,
    named: (kind) => byName.get(kind),
    ofRef: (kind) => byRefKind.get(kind),
    relation: (name) => byEitherName.get(name),
  };
}

function addRelation(relations: RelationType[], kind: KindDefinition, field: RelationField): void {
  const fault = relationFault(field, relations);
  if (fault !== null) throw new CatalogError("invalid-kind", `Kind ${kind.kind}: ${fault}`);
  const { type, inverse, failureFlows } = field;
  if (!findRelation(relations, type) && inverse && failureFlows) relations.push({ type, inverse, failureFlows });
}

/** Why a field's relation cannot stand beside those that are known, in a sentence; null when it can. */
export function relationFault(field: RelationField, known: readonly RelationType[]): string | null {
  const { type, inverse, failureFlows } = field;
  const relation = `relation ${quoted(type)} of field ${quoted(field.field)}`;
  if (!findRelation(builtInRelations, type) && !(inverse && failureFlows)) {
    return `${relation} is not built in. Give it an inverse name and failureFlows ("to-source", "to-target" or "none").`;
  }
  const other = findRelation(known, type) ?? (inverse ? findRelation(known, inverse) : undefined);
  if (!other) return null;
  const names = [other.type, other.inverse];
  const agrees =
    names.includes(type) &&
    (!inverse || names.includes(inverse)) &&
    (!failureFlows || failureFlows === other.failureFlows);
  if (agrees) return null;
  const as = `${other.type}, with the inverse ${other.inverse} and failureFlows ${quoted(other.failureFlows)}`;
  return `${relation} is already defined as ${as}. Say the same, or give it names of its own.`;
}

function findRelation(relations: readonly RelationType[], name: string): RelationType | undefined {
  return relations.find((relation) => relation.type === name || relation.inverse === name);
}
