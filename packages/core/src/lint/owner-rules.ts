import { DEFAULT_NAMESPACE, type EntityRef, entityRefParts, formatEntityRef } from "../model/entity-ref.ts";
import { fieldName } from "../model/problem.ts";
import { quoted } from "../model/quoted.ts";
import type { DeclaredRelation } from "../model/relation.ts";
import type { StoredEntity } from "../model/stored-entity.ts";
import { entityRule } from "./entity-rule.ts";
import type { LintedCatalog } from "./lint-rule.ts";
import { lookalikeHint } from "./lookalikes.ts";
import { remedyForMissing } from "./missing-ref.ts";

export const ownerNotFound = entityRule({
  id: "owner-not-found",
  severity: "error",
  description: "An owner is not in the catalog: nobody is found when the entity fails.",
  *findIn(stored, catalog) {
    for (const { relation, found } of writtenOwners(stored, catalog)) {
      if (found !== undefined || !canOwn(catalog, relation.target)) continue;
      const kinds = owningKinds(catalog).map((kind) => kind.toLowerCase());
      const otherwise = "Correct it, or add that owner to the catalog.";
      const remedy = remedyForMissing(catalog, relation.target, [kinds], otherwise);
      yield {
        stored,
        path: relation.path,
        message: `${fieldName(relation.path)}: no owner ${quoted(relation.written)} is in the catalog.${lookalikeHint(relation.written)} ${remedy}`,
      };
    }
  },
});

export const ownerWrongKind = entityRule({
  id: "owner-wrong-kind",
  severity: "error",
  description: "An owner is of a kind that cannot own.",
  *findIn(stored, catalog) {
    for (const { relation } of writtenOwners(stored, catalog)) {
      if (canOwn(catalog, relation.target)) continue;
      const { kind } = entityRefParts(relation.target);
      yield {
        stored,
        path: relation.path,
        message: `${fieldName(relation.path)}: ${quoted(relation.written)} is of kind ${kind}, which owns nothing. Name an entity of kind ${owningKinds(catalog).join(" or ")}.`,
      };
    }
  },
});

export const ownerByFallback = entityRule({
  id: "owner-by-fallback",
  severity: "warning",
  description: "An owner's bare name is not what its relation says, and was found under another ref.",
  *findIn(stored, catalog) {
    for (const { relation, found } of writtenOwners(stored, catalog)) {
      if (found === undefined || found === relation.target) continue;
      yield {
        stored,
        path: relation.path,
        message: `${fieldName(relation.path)}: there is no ${relation.target}, so ${found} counts as the owner. Write ${found}.`,
      };
    }
  },
});

/** True for the relation that says who owns the entity that declares it. */
export function isOwnerRelation({ type, source }: DeclaredRelation, stored: StoredEntity): boolean {
  return type === "ownedBy" && source === stored.ref;
}

interface WrittenOwner {
  readonly relation: DeclaredRelation;
  /** The entity that answers to it; undefined when none does. */
  readonly found: EntityRef | undefined;
}

function writtenOwners(stored: StoredEntity, catalog: LintedCatalog): readonly WrittenOwner[] {
  const owners: WrittenOwner[] = [];
  for (const relation of catalog.relations(stored)) {
    if (!isOwnerRelation(relation, stored)) continue;
    let found = catalog.get(relation.target)?.ref;
    if (found === undefined && !relation.written.includes("/")) found = findElsewhere(catalog, relation);
    owners.push({ relation, found });
  }
  return owners;
}

// As in answers about owners: the default namespace first, then the only owner of that name; a kind that is written counts.
function findElsewhere(catalog: LintedCatalog, { target, written }: DeclaredRelation): EntityRef | undefined {
  const { kind, name } = entityRefParts(target);
  const namesakes = catalog
    .ownersNamed(name)
    .filter((ref) => !written.includes(":") || entityRefParts(ref).kind === kind);
  const inDefault = formatEntityRef({ kind, namespace: DEFAULT_NAMESPACE, name });
  if (namesakes.includes(inDefault)) return inDefault;
  return namesakes.length === 1 ? namesakes[0] : undefined;
}

// A kind that the catalog does not know is kept as it is, and may own for all that can be told.
function canOwn({ kinds }: LintedCatalog, ref: EntityRef): boolean {
  return kinds.ofRef(entityRefParts(ref).kind)?.owns ?? true;
}

function owningKinds({ kinds }: LintedCatalog): string[] {
  return kinds.kinds.filter((kind) => kind.owns).map((kind) => kind.kind);
}
