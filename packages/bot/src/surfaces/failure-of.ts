import { shortName } from "@callboard/core";
import type { ActionState } from "../render/action-state.ts";
import { causeIn } from "../render/led-by-cause.ts";
import { MODES } from "../render/modes.ts";

const SHOWN = 5;

/** What is wrong, in words: `payments-db is read-only in prod`; of a cause, what it would explain. */
export function failureOf(state: ActionState): string {
  const cause = causeIn(state);
  if (!cause) return failure(state);
  return `${failure({ ...state, roots: cause.symptoms })}, which ${shortName(cause.ref)} would explain`;
}

function failure({ roots, mode = "down", env }: Pick<ActionState, "roots" | "mode" | "env">): string {
  const names = roots.map(shortName);
  const shown = names.length > SHOWN ? [...names.slice(0, SHOWN), `${names.length - SHOWN} more`] : names;
  const isOne = names.length === 1;
  const state =
    mode === "bad-deploy" ? `${isOne ? "has" : "have"} a ${MODES[mode]}` : `${isOne ? "is" : "are"} ${MODES[mode]}`;
  return `${shown.join(", ")} ${state}${env === undefined ? "" : ` in ${env}`}`;
}
