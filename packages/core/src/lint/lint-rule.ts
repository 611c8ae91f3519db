import { CatalogError } from "../errors.ts";
import type { EntityRef } from "../model/entity-ref.ts";
import type { KindRegistry } from "../model/kind.ts";
import type { Severity } from "../model/problem.ts";
import { quoted } from "../model/quoted.ts";
import type { DeclaredRelation } from "../model/relation.ts";
import type { StoredEntity } from "../model/stored-entity.ts";

/** One thing to look for in a whole catalog. A new rule is one file and one line in `rules.ts`. */
export interface LintRule {
  /** Stable, and what people switch off: a plain name such as `dangling-ref`. */
  readonly id: string;
  /** How bad its findings are unless settings say otherwise. */
  readonly severity: Severity;
  /** What is wrong when it finds something, in a sentence. */
  readonly description: string;
  /** Every place where it does not hold, in any order. What it throws, `problems()` throws. */
  check(catalog: LintedCatalog): Iterable<LintFinding>;
  /**
   * What `check` finds in one entity, for a rule that looks at one after the other. A catalog that is prepared then
   * lets other work go first in between; without it, only after each finding.
   */
  findIn?(stored: StoredEntity, catalog: LintedCatalog): Iterable<LintFinding>;
}

/**
 * Declares a rule of your own, for `openCatalog({ lint: { extra: [rule] } })`.
 *
 * @throws {CatalogError} `invalid-argument` for an id that is not small letters, digits and dashes
 */
export function defineLintRule(rule: LintRule): LintRule {
  if (RULE_ID.test(rule.id)) return rule;
  const message = `A lint rule has the id ${quoted(rule.id)}. Write small letters, digits and dashes, such as "tier-missing".`;
  throw new CatalogError("invalid-argument", message);
}

const RULE_ID = /^[a-z][a-z0-9-]{0,62}$/;

/** One place where a rule does not hold. */
export interface LintFinding {
  /** The entity whose document is to be changed. */
  readonly stored: StoredEntity;
  /** JSON pointer of the value to change. */
  readonly path: string;
  /** What is wrong and what to do about it, beginning with the field. */
  readonly message: string;
}

/** The catalog as rules see it. */
export interface LintedCatalog {
  readonly entities: readonly StoredEntity[];
  readonly kinds: KindRegistry;
  /** The environments there are; null when nobody said. */
  readonly environments: readonly string[] | null;
  get(ref: EntityRef): StoredEntity | undefined;
  /** The entities that had a ref before, if any. */
  renamedTo(ref: EntityRef): readonly EntityRef[];
  /** The relations that an entity's own document declares. */
  relations(stored: StoredEntity): readonly DeclaredRelation[];
  /** Every relation along which a failure travels, turned so that it says who needs whom. */
  needs(): readonly Need[];
  /** Those of one entity: what it needs, by whichever document says so. */
  needsOf(ref: EntityRef): readonly Need[];
  /** Entities of kinds that can own, by the name in their ref. */
  ownersNamed(name: string): readonly EntityRef[];
  /** `Did you mean …?` with the names that come closest; undefined when none does. No kinds are any kind. */
  didYouMean(name: string, kinds: readonly string[]): string | undefined;
}

/** One entity needs another. */
export interface Need {
  readonly needer: EntityRef;
  readonly needed: EntityRef;
  /** The entity whose document says so, and where. */
  readonly stored: StoredEntity;
  readonly path: string;
  /** The forward name of the relation that says so, such as `dependsOn`. */
  readonly relation: string;
}
