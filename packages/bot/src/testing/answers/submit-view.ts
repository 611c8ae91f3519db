import { checkView } from "../../limits/check-view.ts";
import { isJsonObject, type Json, type JsonObject, own } from "../../limits/json.ts";
import type { Violation } from "../../limits/violation.ts";
import type { RequestLog } from "../request-log.ts";
import type { OpenView, Views } from "../workspace/views.ts";

/**
 * Does what an app says as it acknowledges a submission: show errors, update, push, close all. With nothing said, the
 * view closes.
 *
 * @returns the errors people see beside their inputs, by `block_id`
 */
export function submitView(
  view: OpenView,
  answer: Json,
  { views, log, now }: { readonly views: Views; readonly log: RequestLog; readonly now: () => number },
): Readonly<Record<string, string>> {
  if (!isJsonObject(answer)) {
    views.pop(view.user);
    return {};
  }
  const action = own(answer, "response_action");
  const violations = violationsOf(answer, view);
  const error = violations.length > 0 ? "invalid_response" : null;
  log.add({ method: "ack", payload: answer, ok: error === null, error, violations, atMs: now() });
  // People see "We had some trouble connecting" and their view stays.
  if (error !== null) return {};
  const next = own(answer, "view");
  if (action === "clear") views.clear(view.user);
  else if (action === "update" && isJsonObject(next)) views.update(view, next);
  else if (action === "push" && isJsonObject(next)) views.push(view.user, next);
  const errors = own(answer, "errors");
  return isJsonObject(errors)
    ? Object.fromEntries(Object.entries(errors).map(([block, text]) => [block, String(text)]))
    : {};
}

function violationsOf(answer: JsonObject, view: OpenView): readonly Violation[] {
  const action = own(answer, "response_action");
  switch (action) {
    case "clear":
      return [];
    case "update":
    case "push":
      return checkView(own(answer, "view")).map((found) => ({ ...found, pointer: `/view${found.pointer}` }));
    case "errors": {
      const errors = own(answer, "errors");
      const names = isJsonObject(errors) ? Object.keys(errors) : [];
      if (names.length === 0) return [{ pointer: "/errors", code: "missing-field", message: "must name a block_id" }];
      const inputs = inputIds(view);
      return names
        .filter((name) => !inputs.has(name))
        .map((name) => ({
          pointer: `/errors/${name}`,
          code: "invalid-value",
          message: "must be the block_id of an input block of this view",
        }));
    }
    default:
      return [{ pointer: "/response_action", code: "invalid-value", message: "must be errors, update, push or clear" }];
  }
}

function inputIds(view: OpenView): ReadonlySet<unknown> {
  const { blocks } = view.content;
  const inputs = Array.isArray(blocks) ? blocks.filter((block: Json) => own(block, "type") === "input") : [];
  return new Set(inputs.map((block: Json) => own(block, "block_id")));
}
