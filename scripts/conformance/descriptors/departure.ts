import type { Departure } from "../part.ts";
import type { ObservedDocument } from "./observe-file.ts";
import type { RecordedDocument } from "./recorded.ts";

/** A descriptor file, and which of its documents is meant. */
export interface DescriptorInput {
  readonly text: string;
  /** The values of its documents, in file order. */
  readonly values: readonly unknown[];
  readonly index: number;
}

export type DescriptorDeparture = Departure<DescriptorInput, RecordedDocument, ObservedDocument>;

/** An input for examples: a file of which the text counts, or the values. */
export function example(text: string, ...values: unknown[]): DescriptorInput {
  return { text, values, index: 0 };
}

export function hasError({ problems }: ObservedDocument, rule: string): boolean {
  return problems.some((problem) => problem.rule === rule && problem.severity === "error");
}

/** The fields of a mapping; none of anything else. */
export function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}
