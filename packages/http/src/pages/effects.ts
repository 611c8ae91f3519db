import type { Effect, Mode } from "@callboard/core";

/** Effects, the worst first: as a heading, and behind a number of one or several. */
export const EFFECTS: readonly {
  readonly effect: Effect;
  readonly heading: string;
  readonly one: string;
  readonly several: string;
}[] = [
  { effect: "breaks", heading: "Breaks", one: "breaks", several: "break" },
  { effect: "degrades", heading: "Degrades", one: "degrades", several: "degrade" },
  { effect: "delayed", heading: "Delayed", one: "is delayed", several: "are delayed" },
  { effect: "at-risk", heading: "At risk", one: "is at risk", several: "are at risk" },
];

/** What can be wrong, as a choice. */
export const MODES: readonly { readonly mode: Mode; readonly label: string; readonly sentence: string }[] = [
  { mode: "down", label: "Down", sentence: "down" },
  { mode: "read-only", label: "Read-only", sentence: "read-only" },
  { mode: "slow", label: "Slow", sentence: "slow" },
  { mode: "bad-deploy", label: "Bad deploy", sentence: "badly deployed" },
];

export function isMode(text: string): text is Mode {
  return MODES.some(({ mode }) => mode === text);
}

export function isEffect(text: string): text is Effect {
  return EFFECTS.some(({ effect }) => effect === text);
}
