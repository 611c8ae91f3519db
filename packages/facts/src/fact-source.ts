import { annotation, CatalogError, type Clock, type Entity } from "@callboard/core";
import type { FactType, FoundFact } from "./fact.ts";

/** An entity of any kind, whatever its `spec` is. */
export type AnyEntity = Entity<string, unknown>;

/** What {@link defineFacts} takes. */
export interface FactDefinition {
  /** The source's name in answers and reasons, for example `pagerduty`: lower-case letters, digits, `.`, `:` and `-`. */
  readonly id: string;
  /** What it can tell. Who asks for other types does not make it read. */
  readonly types: readonly FactType[];
  /** The kinds of entity it knows about; any unless given. */
  readonly kinds?: readonly string[];
  /** Annotations it follows: an entity has to carry one of them. Unless given, it needs none. */
  readonly annotations?: readonly string[];
  /** Further annotations that `follows` or `read` look at, such as the name of an account. */
  readonly otherAnnotations?: readonly string[];
  /** How its service is reached, where that is not the reader's `fetch`: through a proxy, with a certificate of yours. */
  readonly fetch?: typeof fetch;
  /** False for an entity whose annotations name another account, instance or cluster than this source has the token of. */
  follows?(entity: AnyEntity): boolean;
  /** What is true of an entity now; none when nothing is. Throws when that cannot be told. */
  read(entity: AnyEntity, context: FactContext): Promise<readonly FoundFact[]>;
}

/** What `read` works with. */
export interface FactContext {
  /** Aborts when a read takes longer than 10 s, or the reader is closed. */
  readonly signal: AbortSignal;
  readonly clock: Clock;
  /**
   * The web, with limits: so many requests to one host at a time, none while the host asks to wait or keeps failing, at
   * most 5 MiB of answer, and no redirect to another host. The whole body has arrived when it resolves.
   *
   * @throws {CatalogError} `source-unreachable`, `limit-exceeded`, `invalid-argument`
   */
  fetch(url: string | URL, init?: RequestInit): Promise<Response>;
}

/** A source of facts, ready for a reader. */
export interface FactSource extends FactDefinition {
  /** Whether there is anything to read for an entity. */
  appliesTo(entity: AnyEntity): boolean;
}

/**
 * Declares a source of facts.
 *
 * @throws {CatalogError} `invalid-argument` for an id that is not of its form, or when it can tell nothing
 */
export function defineFacts(definition: FactDefinition): FactSource {
  const { id, types, kinds, annotations } = definition;
  if (!ID.test(id)) throw invalid(id, "takes an id of lower-case letters, digits, ., : and -, such as pagerduty");
  if (types.length === 0) throw invalid(id, 'tells nothing. Give it types, such as ["on-call"]');
  if (annotations?.length === 0) throw invalid(id, "follows no annotation. Name one, or leave the list out");
  const named = kinds?.map((kind) => kind.toLowerCase());
  return {
    ...definition,
    appliesTo(entity) {
      if (named && !named.includes(entity.kind.toLowerCase())) return false;
      if (annotations && !annotations.some((name) => annotation(entity, name) !== undefined)) return false;
      return definition.follows?.(entity) ?? true;
    },
  };
}

const ID = /^[a-z][a-z0-9.:-]{0,63}$/;

function invalid(id: string, what: string): CatalogError {
  return new CatalogError("invalid-argument", `The source of facts ${JSON.stringify(id.slice(0, 64))} ${what}.`);
}
