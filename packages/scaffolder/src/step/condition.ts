import type { JsonObject, JsonValue } from "@callboard/core";
import type { ExpressionFault, TemplateEngine } from "../engine/template-engine.ts";

/** Whether a step runs, and what its condition could not work out. */
export interface Decision {
  readonly runs: boolean;
  readonly fault: ExpressionFault | null;
}

/** What has happened to the task when a condition is asked. */
export interface ConditionState {
  /** A step before it has failed: it runs only if its condition asks for that, with `always()` or `failure()`. */
  readonly hasFailed: boolean;
}

/** An engine for conditions: one that knows `always()` and `failure()` as functions that it is given. */
export type ConditionEngine = (globals: { always: () => boolean; failure: () => boolean }) => TemplateEngine;

/**
 * Decides an `if`: false for what is false in JavaScript and for an empty list (Backstage's scaffolder). Without one a
 * step runs unless an earlier one has failed.
 */
export function decide(
  condition: string | boolean | undefined,
  data: JsonObject,
  { hasFailed }: ConditionState,
  engineWith: ConditionEngine,
): Decision {
  if (typeof condition !== "string") return { runs: condition !== false && !hasFailed, fault: null };
  let asksForFailure = false;
  const engine = engineWith({
    always() {
      asksForFailure = true;
      return true;
    },
    failure() {
      asksForFailure = true;
      return hasFailed;
    },
  });
  const result = engine.value(condition, data);
  const holds = result.status !== "nothing" && isTrue(result.value);
  return { runs: holds && (asksForFailure || !hasFailed), fault: result.status === "unchanged" ? result.fault : null };
}

function isTrue(value: JsonValue): boolean {
  return Array.isArray(value) ? value.length > 0 : Boolean(value);
}
