/** What a fact is about, in the order in which somebody in an incident wants to know it. */
export const FACT_TYPES = ["on-call", "alert", "status", "deploy"] as const;

export type FactType = (typeof FACT_TYPES)[number];

/** Something that is true of an entity now, as a service says. Times are ISO 8601 in UTC. */
export interface Fact {
  readonly type: FactType;
  /** One short plain sentence or clause, without mark-up: "Ana Sousa is on call until 08:00 UTC (Payments primary)". */
  readonly text: string;
  /** Where a person can look at it; http or https. */
  readonly url?: string;
  /** Since when it is so, or when it happened. */
  readonly at: string;
  /** The id of the source that read it. */
  readonly source: string;
  /** When it stops being so, where that is known. */
  readonly until?: string;
}

/** A fact as a source reads it: the reader adds whose it is. */
export type FoundFact = Omit<Fact, "source">;
