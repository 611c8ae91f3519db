import type { QuestionContext, Surface } from "@callboard/answers";

/** A line of `questions.jsonl`: what somebody types, and where that should lead. */
export interface RecordedQuestion {
  readonly id: string;
  readonly text: string;
  readonly surface: Surface;
  readonly context?: QuestionContext;
  readonly expect: RecordedReply;
}

/** What it should lead to; a field that is missing is not looked at. */
export interface RecordedReply {
  readonly outcome?: string;
  readonly intent?: string | null;
  readonly entity?: string;
  readonly any_of?: readonly string[];
  readonly all_of?: readonly string[];
  /** Of these, at least two are offered. */
  readonly candidates?: readonly string[];
  readonly from?: string;
  readonly to?: string;
  readonly filter?: Readonly<Record<string, unknown>>;
  readonly unknown_name?: string;
  /** Others that are right too. One with an outcome of its own says all that is asked of it; a name is an intent or an outcome. */
  readonly also_accept?: readonly (RecordedReply | string)[];
}
