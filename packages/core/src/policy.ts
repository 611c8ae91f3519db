import type { EntityRef } from "./model/entity-ref.ts";
import type { Predicate } from "./query/predicate.ts";

/** Who asks. Plain data, so that equal principals are told the same. */
export interface Principal {
  /** The person's or program's entity; null when the catalog has none for it. */
  readonly ref: EntityRef | null;
  /** What it may act as: groups, roles of an identity provider. */
  readonly roles: readonly string[];
}

/** Something that can be allowed. The core asks for `catalog.read`; others belong to what stands around it. */
export type Permission = "catalog.read" | (string & {});

/**
 * Yes, no, or only for entities that match `when`. Of the others those that match `redacted` count as "a restricted
 * entity" in walks, which say that it breaks and not what it is; the rest is as if it were not there.
 *
 *     { when: { $not: { "metadata.tags": "secret" } }, redacted: {} }   // {} matches everything
 */
export type Decision = "allow" | "deny" | { readonly when: Predicate; readonly redacted?: Predicate };

/** Decides who may do what. It is asked each time; what is worked out from a decision is shared by all who got it. */
export interface Policy {
  authorize(principal: Principal, permission: Permission): Promise<Decision>;
}

/** Allows everything to everybody, which is what a catalog without a policy does. */
export const allowAll: Policy = { authorize: async () => "allow" };
