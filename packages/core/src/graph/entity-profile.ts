import { entityKind } from "../ingest/entity-kind.ts";
import { environmentsOf, tierOf } from "../model/annotations.ts";
import type { KindDefinition, KindRegistry } from "../model/kind.ts";
import type { StoredEntity } from "../model/stored-entity.ts";

/** What walks ask of an entity. Many entities share few profiles, so a graph stores the number of the profile. */
export interface EntityProfile {
  /** The kind as in refs, in lower case. */
  readonly kind: string;
  readonly lifecycle: string | null;
  /** 1 matters most; null when it does not say. */
  readonly tier: number | null;
  /** Where it runs; null for everywhere. */
  readonly environments: readonly string[] | null;
  /** Those who need it do so at build time only, unless a note says otherwise. */
  readonly neededAtBuild: boolean;
  /** Customers touch it. */
  readonly entryPoint: boolean;
  readonly traits: KindTraits;
}

/** What the graph reads off the kind of an entity. */
export interface KindTraits extends Pick<KindDefinition, "owns" | "level" | "standsFor" | "declaresDependencies"> {
  /** Entities of this kind name their owner. */
  readonly ownable: boolean;
}

const NO_TRAITS: KindTraits = { owns: false, level: null, standsFor: [], declaresDependencies: false, ownable: false };

/** The profile of what is only mentioned. */
export const GHOST: EntityProfile = {
  kind: "",
  lifecycle: null,
  tier: null,
  environments: null,
  neededAtBuild: false,
  entryPoint: false,
  traits: NO_TRAITS,
};

/** The relation from an entity to its owner. */
export const OWNED_BY = "ownedBy";
/** The relation from an entity to the system, domain or component it belongs to. */
export const PART_OF = "partOf";
/** The relation from a group to the group above it. */
export const CHILD_OF = "childOf";
/** The relation from a person to a group. */
export const MEMBER_OF = "memberOf";

export function entityProfile({ ref, entity }: StoredEntity, kinds: KindRegistry): EntityProfile {
  const definition = entityKind(entity, kinds);
  const type = textOf(entity.spec?.type);
  const tags = entity.metadata.tags ?? [];
  const { types, tags: entryTags } = definition?.entryPoint ?? { types: [], tags: [] };
  const environments = environmentsOf(entity);
  return {
    kind: ref.slice(0, ref.indexOf(":")),
    lifecycle: textOf(entity.spec?.lifecycle),
    tier: tierOf(entity),
    environments: environments && [...new Set(environments)].sort(),
    neededAtBuild: type !== null && (definition?.buildTypes.includes(type) ?? false),
    entryPoint: (type !== null && types.includes(type)) || tags.some((tag) => entryTags.includes(tag)),
    traits: definition ? traitsOf(definition, kinds) : NO_TRAITS,
  };
}

/** Equal for profiles that are the same; the traits follow from the kind. */
export function profileKey(profile: EntityProfile): string {
  const { kind, lifecycle, tier, environments, neededAtBuild, entryPoint } = profile;
  const places = environments ? JSON.stringify(environments) : "";
  return `${kind} ${tier} ${neededAtBuild} ${entryPoint} ${places} ${lifecycle === null ? "" : `=${lifecycle}`}`;
}

const keptTraits = new WeakMap<KindRegistry, Map<KindDefinition, KindTraits>>();

function traitsOf(kind: KindDefinition, kinds: KindRegistry): KindTraits {
  const byKind = keptTraits.get(kinds) ?? new Map<KindDefinition, KindTraits>();
  const kept = byKind.get(kind);
  if (kept) return kept;
  const { owns, level, standsFor, declaresDependencies } = kind;
  const ownable = kind.relations.some(({ type }) => {
    const known = kinds.relation(type);
    return known?.relation.type === OWNED_BY && !known.reversed;
  });
  const made = { owns, level, standsFor, declaresDependencies, ownable };
  keptTraits.set(kinds, byKind.set(kind, made));
  return made;
}

function textOf(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}
