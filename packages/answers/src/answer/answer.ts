import type { EntityRef, SourceHealth, SourceState } from "@callboard/core";
import type { EntitySummary } from "../intents/entity-summary.ts";
import type { IntentData, IntentName } from "../intents.ts";
import type { ListFilter } from "../understand/modifiers.ts";
import type { NotUnderstood, Renamed } from "../understand/understanding.ts";

/** An answer as plain JSON data, told apart by `outcome`. Every field is always there; what does not apply is null or empty. */
export type Answer = Answered | Clarify | NotFound | NotUnderstoodAnswer | Ignore;

interface AnswerFields {
  readonly question: string;
  /** The intent that was understood; null when none was, or nothing is to be said. */
  readonly intent: IntentName | null;
  /** The one entity asked about; null when there is none, or more than one. */
  readonly entity: EntityRef | null;
  /** All entities asked about. */
  readonly entities: readonly EntityRef[];
  /** The two ends of a question about a path; null for all others. */
  readonly from: EntityRef | null;
  readonly to: EntityRef | null;
  /** Which things to list, for intents that list; null for all others. */
  readonly filter: ListFilter | null;
  /** What may have been meant, the most likely first. */
  readonly candidates: readonly EntityRef[];
  /** The name that nothing has, as it was written. Escape it before you show it. */
  readonly unknownName: string | null;
  /** Where the answer was read. */
  readonly sources: readonly SourceNote[];
}

/** The question has an answer; `data` is of the intent. `renamed` is absent unless a former name was used. */
export type Answered = {
  [Name in IntentName]: AnswerFields & {
    readonly outcome: "answer";
    readonly intent: Name;
    readonly data: IntentData<Name>;
    readonly renamed?: readonly Renamed[];
    /** Names in pasted alerts that are not in the catalog, or may be several; absent when there are none. Escape them. */
    readonly leftOut?: readonly string[];
  };
}[IntentName];

/** Several entities may be meant: ask which one. */
export interface Clarify extends AnswerFields {
  readonly outcome: "clarify";
  readonly intent: IntentName;
  readonly data: {
    readonly name: string;
    readonly options: readonly (EntitySummary & { readonly owner: EntityRef | null })[];
  };
}

/** The question is understood, the name is not in the catalog. */
export interface NotFound extends AnswerFields {
  readonly outcome: "not_found";
  readonly intent: IntentName;
  readonly data: {
    readonly nearest: readonly EntitySummary[];
    readonly incompleteSources: readonly { readonly name: string; readonly reason: string | null }[];
    /** How many entities were looked through. */
    readonly searched: number;
  };
}

/** Not a question that has an answer here. */
export interface NotUnderstoodAnswer extends AnswerFields {
  readonly outcome: "not_understood";
  readonly intent: null;
  readonly data: {
    readonly because: NotUnderstood["because"];
    /** The verb of an order, or the name of the question that was recognised. */
    readonly wanted: string | null;
    /** What was asked for, to go behind "I cannot": "look up runbooks". */
    readonly what: string | null;
    /** Questions that do have an answer, about the entity that was mentioned. */
    readonly suggestions: readonly string[];
    readonly mentioned: EntityRef | null;
  };
}

/** Say nothing. */
export interface Ignore extends AnswerFields {
  readonly outcome: "ignore";
  readonly intent: null;
  readonly data: { readonly because: string };
}

/** One place that an answer was read from. Times are ISO 8601 in UTC. */
export interface SourceNote {
  readonly source: string;
  /** How the last read of the source ended. */
  readonly state: SourceState | "unknown";
  /** How far what is known of the source can be believed. */
  readonly health: SourceHealth | "unknown";
  /** Why the source is not complete, in a sentence. */
  readonly reason: string | null;
  /** The entity that was read there; null where the note is about the whole source. */
  readonly entity: EntityRef | null;
  readonly location: string | null;
  readonly line: number | null;
  readonly viewUrl: string | null;
  readonly readAt: string | null;
  readonly changedAt: string | null;
  /** True when no change was seen since the catalog first read it, at `changedAt`. */
  readonly unchanged: boolean;
}
