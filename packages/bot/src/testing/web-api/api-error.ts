import type { JsonObject } from "../../limits/json.ts";
import type { Violation } from "../../limits/violation.ts";

/** An answer with `ok: false`, as a method of the Web API gives it. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  /** The `error` field, such as `channel_not_found`. */
  readonly code: string;
  /** Fields beside it, such as `needed` and `provided`. */
  readonly details: JsonObject;
  /** What the payload breaks, where that is the reason. */
  readonly violations: readonly Violation[];

  constructor(code: string, details: JsonObject = {}, violations: readonly Violation[] = []) {
    super(code);
    this.code = code;
    this.details = details;
    this.violations = violations;
  }
}

/** The error for arguments that are missing or malformed. */
export function invalidArguments(message: string): ApiError {
  return new ApiError("invalid_arguments", { response_metadata: { messages: [`[ERROR] ${message}`] } });
}
