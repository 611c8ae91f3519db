/** A place in a text; both count from 1. */
export type TextPlace = readonly [line: number, column: number];

/** One thing that is wrong with a value read from YAML or JSON. */
export interface PointedFault {
  /** What is wrong and what to do about it. */
  readonly message: string;
  /** JSON pointer of what is wrong. */
  readonly pointer: string;
}
