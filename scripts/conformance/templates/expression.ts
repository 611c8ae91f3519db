import { isDeepStrictEqual } from "node:util";
import type { JsonObject, JsonValue } from "@callboard/core";
import type { TextOptions } from "@callboard/scaffolder";
import { referenceEngine } from "./reference-engine.ts";

export interface RecordedExpression {
  readonly id: string;
  /** A string of a step, whose result keeps its type, or the text of a skeleton file. */
  readonly kind: "value" | "text";
  readonly template: string;
  readonly context?: JsonObject;
  readonly contextRef?: string;
  readonly options?: TextOptions;
  readonly expect: Result;
  /** What newer releases of the reference answer. */
  readonly expectNewer?: Result;
}

type Result =
  | { readonly value: JsonValue }
  | { readonly undefined: true }
  | { readonly text: string }
  | { readonly error: true };

export function observedResult({ kind, template, options }: RecordedExpression, data: JsonObject): Result {
  if (kind === "value") {
    const result = referenceEngine.value(template, data);
    return result.status === "nothing" ? { undefined: true } : { value: result.value };
  }
  try {
    return { text: referenceEngine.text(template, data, options) };
  } catch {
    return { error: true };
  }
}

export function compareResult({ expect, expectNewer }: RecordedExpression, observed: Result): readonly string[] {
  if (isDeepStrictEqual(observed, expect) || isDeepStrictEqual(observed, expectNewer)) return [];
  return [`is ${JSON.stringify(observed)}, recorded is ${JSON.stringify(expect)}`];
}
