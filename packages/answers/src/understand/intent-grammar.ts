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
  /** Sayings that are this question beside an alert, whatever else they ask elsewhere: "who should I ping". */
  readonly besideAlerts?: readonly string[];
  /**
   * What speaks for it beside a name that is known, where no phrase fits: lines of grammar without slots. They are
   * weighed against those of all others, see `readCues`.
   */
  readonly cues?: readonly string[];
  /** A cue that must be among them, for those whose other words are said of much else. */
  readonly cueTopic?: string;
  /** The kinds that its cues are said of; any when missing. */
  readonly cueKinds?: readonly string[];
  /** The intent that is meant instead where every hop counts: "all dependents, transitively". */
  readonly everyHop?: string;
  /** True when a phrase counts only if nothing but it and the name is said; for phrases of everyday words. */
  readonly wholeMessage?: boolean;
  /** Phrases that are this question only about certain kinds; there they come before those of others. */
  readonly narrow?: NarrowPhrases;
  /** How many entities one question names; of a question about `"two"` the order counts. */
  readonly takes: "none" | "one" | "two" | "many";
  /** The intent that is meant instead where the entity is of one of these kinds, in lower case. */
  readonly rather?: Readonly<Record<string, string>>;
  /** True when "we" in it is everybody: "which APIs do we provide" asks for no team's. */
  readonly impersonal?: boolean;
  /** True when it lists entities, so that the answer tells the filter. */
  readonly lists?: boolean;
  /** True when it lists by nothing but a filter; each word of the question must then be understood. */
  readonly filtered?: boolean;
  /** True when it may be asked in the form of an order: "make a new service" is no order to make it now. */
  readonly asOrder?: boolean;
  /** True when "slow" or "in staging" alone, in its thread, asks again. */
  readonly modified?: boolean;
  /** True when it asks since when: "today" alone, in its thread, asks again, and with no name it is about everything. */
  readonly timed?: boolean;
  /**
   * Set when the last of its entities is what the others suffer from: the one in `{other}`, else that of the thread.
   * Where several are named and no such one is, `otherwise` is the intent that is meant.
   */
  readonly causedBy?: { readonly otherwise: string };
  /** Kinds by how likely they are meant where several entities share a name; `*` is every other kind. */
  readonly kinds: KindTiers;
}

/** See {@link IntentGrammar.narrow}. */
interface NarrowPhrases {
  readonly only: readonly string[];
  /** The kinds by likelihood; where the likeliest is none of `only`, the phrases do not count. */
  readonly kinds: KindTiers;
  readonly phrases: readonly string[];
}

/** The most likely kinds first; `*` stands for all that are not named. */
export type KindTiers = readonly (readonly string[])[];

/** Whatever is not a person or a group first: services have owners and dependencies, people rarely are asked for. */
export const THINGS_FIRST: KindTiers = [["*"], ["group"], ["user"]];

const SLOT_KINDS: Partial<Record<SlotName, KindTiers>> = {
  team: [["group"], ["user"], ["*"]],
  person: [["user"], ["group"], ["*"]],
  place: [["system"], ["domain"], ["group"], ["*"]],
  template: [["template"], ["*"]],
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
