import type { CatalogView, EntityRef } from "@callboard/core";
import { type FactAbout, type FactWish, factsAbout, type LiveFacts } from "./live-facts.ts";
import { relatives } from "./pointers.ts";

/** Who else is on call for an entity that has nobody of its own, in this order. */
export const ON_CALL_RELATIONS = ["provider", "owner", "whole"] as const;

const WHERE = ["itself", ...ON_CALL_RELATIONS] as const;

/** Whom to ask live for who is on call for an entity: itself, and all that may have an on-call of its own for it. */
export function onCallWishes(view: CatalogView, ref: EntityRef): readonly FactWish[] {
  const refs = WHERE.flatMap((relation) => relatives(view, ref, relation).flat());
  return [...new Set(refs)].slice(0, MAX_ASKED).map((of) => ({ ref: of, types: ["on-call"] }));
}

const MAX_ASKED = 8;

/** Who is on call now for an entity: itself, else the first of what it belongs to that has anybody. */
export function onCallNow(view: CatalogView, ref: EntityRef, facts: LiveFacts | undefined): readonly FactAbout[] {
  if (facts === undefined) return [];
  for (const relation of WHERE) {
    for (const refs of relatives(view, ref, relation)) {
      const now = factsAbout(facts, refs, ["on-call"]);
      if (now.length > 0) return now;
    }
  }
  return [];
}
