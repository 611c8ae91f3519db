import type { Needs, When } from "../model/edge-notes.ts";

/** How badly an entity is hit, the worst first. */
export const EFFECTS = ["breaks", "degrades", "delayed", "at-risk"] as const;
export type Effect = (typeof EFFECTS)[number];

/** What is wrong with the roots of a blast radius. */
export type Mode = "down" | "read-only" | "slow" | "bad-deploy";

/** What is wrong with an entity that others need, the least first. Its place in this list is its number in walks. */
export const STATES = ["none", "at-risk", "delayed", "slow", "read-only", "down"] as const;
export type State = (typeof STATES)[number];

/** The states as numbers; a worse one is greater. */
export const NONE = 0;
export const AT_RISK = 1;
export const SLOW = 3;
export const READ_ONLY = 4;
export const DOWN = 5;

/** The state of the roots in each mode. */
export const MODE_STATES: Readonly<Record<Mode, number>> = {
  down: DOWN,
  "bad-deploy": DOWN,
  "read-only": READ_ONLY,
  slow: SLOW,
};

type Row = Readonly<Record<When, Effect | "none">>;

const ROWS = {
  down: { always: "breaks", fallback: "degrades", async: "delayed", build: "at-risk" },
  "read-only, write needed": { always: "breaks", fallback: "degrades", async: "delayed", build: "none" },
  "read-only": { always: "degrades", fallback: "at-risk", async: "delayed", build: "none" },
  "read-only, read needed": { always: "none", fallback: "none", async: "none", build: "none" },
  slow: { always: "degrades", fallback: "at-risk", async: "delayed", build: "none" },
  delayed: { always: "delayed", fallback: "none", async: "delayed", build: "none" },
  "at-risk": { always: "at-risk", fallback: "none", async: "none", build: "none" },
  none: { always: "none", fallback: "none", async: "none", build: "none" },
} as const satisfies Record<string, Row>;

/** What an entity in each state looks like from outside, and what each effect makes of the entity it hits. */
const EFFECT_OF_STATE: Readonly<Record<State, Effect | "none">> = {
  down: "breaks",
  "read-only": "degrades",
  slow: "degrades",
  delayed: "delayed",
  "at-risk": "at-risk",
  none: "none",
};
const STATE_OF_EFFECT: Readonly<Record<Effect | "none", State>> = {
  breaks: "down",
  degrades: "slow",
  delayed: "delayed",
  "at-risk": "at-risk",
  none: "none",
};

/** The number of the state that an entity is in when what it needs in this way is in `state`. */
export function stateThrough(state: number, when: When, needs: Needs): number {
  const name = STATES[state] ?? "none";
  const row = name === "read-only" && needs !== "both" ? (`read-only, ${needs} needed` as const) : name;
  return STATES.indexOf(STATE_OF_EFFECT[ROWS[row][when]]);
}

/** The effect that an entity in a state shows; null for none. */
export function effectOfState(state: number): Effect | null {
  const effect = EFFECT_OF_STATE[STATES[state] ?? "none"];
  return effect === "none" ? null : effect;
}
