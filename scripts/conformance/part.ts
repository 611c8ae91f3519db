/** One kind of recorded case, found by the name of the file that holds it. */
export interface Part {
  readonly name: string;
  /** The files that hold its cases, by their paths with "/" from the folder that is run. */
  readonly files: RegExp;
  /** What the part may answer differently on purpose. */
  readonly departures: readonly StatedDeparture[];
  /** Runs the cases of one such file. */
  cases(file: string): Promise<readonly CaseResult[]>;
}

/** A case, by whatever names it in its folder, and what became of it. */
export interface CaseResult {
  readonly id: string;
  readonly verdict: Verdict;
}

export type Verdict =
  | { readonly type: "agree" }
  /** Differs on purpose, as the rule says. */
  | { readonly type: "depart"; readonly rule: string }
  | { readonly type: "disagree"; readonly differences: readonly string[] }
  /** Asks for something that is not there yet, or not here. */
  | { readonly type: "not-run"; readonly because: string };

/** A departure as the report and the documentation know it. */
export interface StatedDeparture {
  /** Stable name. */
  readonly rule: string;
  readonly reason: string;
  /** The largest share of the part's cases that it may cover, though always {@link SMALLEST_CEILING} of them. */
  readonly ceiling: number;
}

/** So that a folder of a few cases can hold some of every sort. */
export const SMALLEST_CEILING = 10;

/**
 * Something Callboard does differently on purpose. Which cases it covers is told from their input alone, never from
 * what they are called; and in those it covers, Callboard must do what the reason says.
 */
export interface Departure<Input, Recorded, Observed> extends StatedDeparture {
  covers(input: Input): boolean;
  /** Whether the departure is all that makes a difference here. */
  explains(recorded: Recorded, observed: Observed): boolean;
  /** An input that it covers, and one that looks alike and that it does not cover. */
  readonly examples: { readonly covered: Input; readonly notCovered: Input };
}

/** Judges one case. A case without differences agrees, whether or not a departure covers it. */
export function judge<Input, Recorded, Observed>(
  { input, recorded, observed }: { input: Input; recorded: Recorded; observed: Observed },
  differences: readonly string[],
  departures: readonly Departure<Input, Recorded, Observed>[],
): Verdict {
  if (differences.length === 0) return { type: "agree" };
  const departure = departures.find((one) => one.covers(input) && one.explains(recorded, observed));
  return departure ? { type: "depart", rule: departure.rule } : { type: "disagree", differences };
}
