import type { Place } from "./template/template.ts";

/** Stable reasons for which templates and tasks throw. Branch on these, never on the message. */
export type TemplateErrorCode =
  | "invalid-template"
  | "invalid-values"
  | "invalid-action"
  | "unknown-action"
  | "template-failed"
  | "action-failed"
  | "outside-workspace"
  | "already-exists"
  | "not-found"
  | "not-allowed"
  | "unreachable"
  | "limit-exceeded"
  | "package-missing"
  | "task-not-found"
  | "task-locked"
  | "cancelled";

/** What templates and tasks throw on purpose. The message says what happened, to what, and what to do next. */
export class TemplateError extends Error {
  override readonly name = "TemplateError";
  readonly code: TemplateErrorCode;
  /** The line of the template that it is about; null when it is about none. */
  readonly place: Place | null;

  constructor(code: TemplateErrorCode, message: string, details: { cause?: unknown; place?: Place } = {}) {
    super(message, "cause" in details ? { cause: details.cause } : undefined);
    this.code = code;
    this.place = details.place ?? null;
  }
}
