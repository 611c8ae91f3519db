import { type EntityRef, entityRefParts } from "../model/entity-ref.ts";
import type { KindRegistry } from "../model/kind.ts";
import type { Problem } from "../model/problem.ts";
import type { DeclaredRelation } from "../model/relation.ts";
import type { StoredEntity } from "../model/stored-entity.ts";
import type { LintedCatalog, LintFinding, LintRule, Need } from "./lint-rule.ts";
import { lintRules } from "./rules.ts";

/** What the rules read. */
export interface LintContext {
  readonly entities: Iterable<StoredEntity>;
  readonly kinds: KindRegistry;
  /** The environments there are; null when nobody said. */
  readonly environments: readonly string[] | null;
  get(ref: EntityRef): StoredEntity | undefined;
  /** The relations that an entity's own document declares. */
  relations(stored: StoredEntity): readonly DeclaredRelation[];
  /** Entities that a misspelt name may have meant, the best first; only of these kinds, or of any when none is given. */
  nearest(name: string, kinds: readonly string[]): readonly EntityRef[];
  /** Entities that had a ref before, if any. */
  renamedTo(ref: EntityRef): readonly EntityRef[];
}

/** What the rules find in a catalog, in order of location, line, column and rule. */
export function lintCatalog(context: LintContext, rules: readonly LintRule[] = lintRules): readonly Problem[] {
  const steps = lintInSteps(context, rules);
  for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value;
}

/** The same in many small steps, between which other work may go first. The catalog has to stay as it is meanwhile. */
export function* lintInSteps(
  context: LintContext,
  rules: readonly LintRule[],
): Generator<undefined, readonly Problem[]> {
  const catalog = yield* lintedCatalog(context);
  const problems: Problem[] = [];
  for (const rule of rules) {
    if (!rule.findIn) {
      for (const finding of rule.check(catalog)) {
        problems.push(problemOf(rule, finding));
        yield;
      }
      yield;
      continue;
    }
    for (const stored of catalog.entities) {
      for (const finding of rule.findIn(stored, catalog)) {
        problems.push(problemOf(rule, finding));
        yield;
      }
      yield;
    }
  }
  return problems.sort(byPlace);
}

/** A name that looks like nothing costs the most; past this many the file is not misspelt but of another catalog. */
const SUGGESTED_NAMES_LIMIT = 1000;
const SUGGESTIONS = 3;

/** Looks through all entities for what most rules go by. */
function* lintedCatalog(context: LintContext): Generator<undefined, LintedCatalog> {
  const entities = [...context.entities];
  const relationsOf = new Map<StoredEntity, readonly DeclaredRelation[]>();
  const needs: Need[] = [];
  const needsByNeeder = new Map<EntityRef, Need[]>();
  const ownersByName = new Map<string, EntityRef[]>();
  for (const stored of entities) {
    const relations = context.relations(stored);
    relationsOf.set(stored, relations);
    for (const relation of relations) {
      const need = needOf(relation, stored, context.kinds);
      if (!need) continue;
      needs.push(need);
      addTo(needsByNeeder, need.needer, need);
    }
    const { kind, name } = entityRefParts(stored.ref);
    if (context.kinds.ofRef(kind)?.owns) addTo(ownersByName, name, stored.ref);
    yield;
  }
  const suggestions = new Map<string, string | undefined>();
  return {
    entities,
    kinds: context.kinds,
    environments: context.environments,
    get: (ref) => context.get(ref),
    renamedTo: (ref) => context.renamedTo(ref),
    relations: (stored) => relationsOf.get(stored) ?? context.relations(stored),
    needs: () => needs,
    needsOf: (ref) => needsByNeeder.get(ref) ?? [],
    ownersNamed: (name) => ownersByName.get(name) ?? [],
    didYouMean(name, kinds) {
      const key = [...kinds, name].join(" ");
      if (!suggestions.has(key) && suggestions.size < SUGGESTED_NAMES_LIMIT) {
        suggestions.set(key, question(context.nearest(name, kinds).slice(0, SUGGESTIONS)));
      }
      return suggestions.get(key);
    },
  };
}

function needOf(
  { type, source, target, path }: DeclaredRelation,
  stored: StoredEntity,
  kinds: KindRegistry,
): Need | undefined {
  switch (kinds.relation(type)?.relation.failureFlows) {
    case "to-source":
      return { needer: source, needed: target, stored, path, relation: type };
    case "to-target":
      return { needer: target, needed: source, stored, path, relation: type };
    default:
      return undefined;
  }
}

function addTo<Key, Value>(lists: Map<Key, Value[]>, key: Key, value: Value): void {
  const known = lists.get(key);
  if (known) known.push(value);
  else lists.set(key, [value]);
}

function question(refs: readonly EntityRef[]): string | undefined {
  const last = refs.at(-1);
  const others = refs.slice(0, -1).join(", ");
  return last === undefined ? undefined : `Did you mean ${others === "" ? last : `${others} or ${last}`}?`;
}

function problemOf({ id, severity }: LintRule, { stored, path, message }: LintFinding): Problem {
  const [line, column] = positionOf(stored, path);
  return { severity, rule: id, message, location: stored.location, line, column, entity: stored.ref, path };
}

// Not every value has its position kept: what holds it, or the start of the document, is the nearest there is.
function positionOf({ positions, line }: StoredEntity, path: string): readonly [number | null, number | null] {
  for (let at = path; at !== ""; at = at.slice(0, at.lastIndexOf("/"))) {
    const position = Object.hasOwn(positions, at) ? positions[at] : undefined;
    if (position) return position;
  }
  return [line, null];
}

function byPlace(a: Problem, b: Problem): number {
  return (
    compare(a.location, b.location) ||
    (a.line ?? 0) - (b.line ?? 0) ||
    (a.column ?? 0) - (b.column ?? 0) ||
    compare(a.rule, b.rule) ||
    compare(a.entity ?? "", b.entity ?? "") ||
    compare(a.path ?? "", b.path ?? "")
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
