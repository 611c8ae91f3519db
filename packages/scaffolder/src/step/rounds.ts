import type { JsonValue } from "@callboard/core";
import { TemplateError } from "../template-error.ts";
import type { Round } from "./step-data.ts";

/** The most rounds that one step may run. */
const MAX_ROUNDS = 10_000;

/**
 * The rounds of a step from what its `each` came to.
 *
 * @throws {TemplateError} `invalid-values` for what is neither a list nor an object, `limit-exceeded`
 */
export function roundsOf(each: JsonValue | undefined): readonly Round[] {
  if (typeof each !== "object" || each === null) {
    const found = each === undefined ? "nothing" : JSON.stringify(each);
    throw new TemplateError("invalid-values", `each came to ${found}, but takes a list or an object.`);
  }
  const rounds = Object.entries(each).map(([key, value]: [string, JsonValue]) => ({ key, value }));
  if (rounds.length <= MAX_ROUNDS) return rounds;
  throw new TemplateError(
    "limit-exceeded",
    `each came to ${rounds.length} rounds, but a step runs at most ${MAX_ROUNDS}.`,
  );
}
