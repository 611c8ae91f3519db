import type { EntityRef } from "../model/entity-ref.ts";
import type { KindRegistry } from "../model/kind.ts";
import type { Severity } from "../model/problem.ts";
import type { DeclaredRelation } from "../model/relation.ts";
import type { StoredEntity } from "../model/stored-entity.ts";

/** One thing to look for in a whole catalog. A new rule is one file and one line in `rules.ts`. */
export interface LintRule {
  /** Stable, and what people switch off: a plain name such as `dangling-ref`. */
  readonly id: string;
  readonly severity: Severity;
  /** What is wrong when it finds something, in a sentence. */
  readonly description: string;
  check(catalog: LintedCatalog): Iterable<LintFinding>;
}

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
  get(ref: EntityRef): StoredEntity | undefined;
  /** The relations that an entity's own document declares. */
  relations(stored: StoredEntity): readonly DeclaredRelation[];
  /** Every relation along which a failure travels, turned so that it says who needs whom. */
  needs(): readonly Need[];
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
}
