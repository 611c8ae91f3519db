import type { Piece } from "./read-message.ts";

/** A piece of a message and the phrase words it can stand for. */
export interface Item {
  readonly piece: Piece;
  readonly forms: readonly string[];
  /** True for a word of a time ("in the last 2 hours"): it ends names, and phrases go on beyond it. */
  readonly isTime?: boolean;
}

/** A run of items: from `start` up to, not including, `end`. */
export interface Region {
  readonly start: number;
  readonly end: number;
}
