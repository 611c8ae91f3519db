import type { SlotName } from "./phrase.ts";

/** How people ask for one intent: all that understanding a question needs to know about it. */
export interface IntentGrammar {
  readonly name: string;
  /** Lines of grammar, see `phrasesOf`. */
  readonly phrases: readonly string[];
  /** Sayings that are the question only where no other is asked: "payments-db is down". */
  readonly statements?: readonly string[];
  /** Sayings so short that they count only where nothing else is said: "payments-db down". */
  readonly headlines?: readonly string[];
  /** True when a phrase counts only if nothing but it and the name is said; for phrases of everyday words. */
  readonly wholeMessage?: boolean;
  /** How many entities one question may name. */
  readonly takes: "none" | "one" | "many";
  /** True when "slow" or "in staging" alone, in its thread, asks again. */
  readonly modified?: boolean;
  /** Kinds by how likely they are meant where several entities share a name; `*` is every other kind. */
  readonly kinds: KindTiers;
}

/** The most likely kinds first; `*` stands for all that are not named. */
export type KindTiers = readonly (readonly string[])[];

/** Whatever is not a person or a group first: services have owners and dependencies, people rarely are asked for. */
export const THINGS_FIRST: KindTiers = [["*"], ["group"], ["user"]];

const SLOT_KINDS: Partial<Record<SlotName, KindTiers>> = {
  team: [["group"], ["user"], ["*"]],
  person: [["user"], ["group"], ["*"]],
};

/** The kinds a slot expects: what its name says, else what the intent says. */
export function kindsOfSlot(slot: SlotName, intent: IntentGrammar): KindTiers {
  return SLOT_KINDS[slot] ?? intent.kinds;
}

/** The place of a kind in tiers, 0 first. */
export function tierOfKind(kind: string, tiers: KindTiers): number {
  const named = tiers.findIndex((tier) => tier.includes(kind));
  return named >= 0 ? named : tiers.findIndex((tier) => tier.includes("*"));
}
