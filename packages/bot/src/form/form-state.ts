import { type CatalogView, type EntityRef, entityRef, type JsonObject } from "@callboard/core";
import { blockLimits } from "../limits/block-limits.ts";
import { isJsonObject, own } from "../limits/json.ts";

/** A form that somebody fills in. It stands in the metadata of its view, so that it outlives a restart of the bot. */
export interface FormState {
  readonly template: EntityRef;
  /** The page that is shown, from 0. */
  readonly page: number;
  /** What was answered so far, on all pages. */
  readonly values: JsonObject;
  /** Where the plan will be posted. */
  readonly channel: string;
  readonly threadTs: string | null;
}

/** A state for the metadata of a view; null when it is longer than Slack keeps. */
export function encodeForm({ template, page, values, channel, threadTs }: FormState): string | null {
  const text = JSON.stringify({ v: 1, template, page, values, channel, threadTs });
  return text.length <= blockLimits.privateMetadata ? text : null;
}

/** The state that {@link encodeForm} wrote; null for anything else, and when its template is no longer there. */
export function decodeForm(text: string, view: CatalogView): FormState | null {
  const written = parsed(text);
  const [template, page, channel] = [own(written, "template"), own(written, "page"), own(written, "channel")];
  const threadTs = own(written, "threadTs");
  if (own(written, "v") !== 1 || typeof template !== "string" || typeof channel !== "string") return null;
  if (typeof page !== "number" || !Number.isSafeInteger(page) || page < 0) return null;
  if (threadTs !== null && typeof threadTs !== "string") return null;
  const values = isJsonObject(written) ? written.values : null;
  if (!isValues(values) || !view.entity(template)) return null;
  return { template: entityRef(template), page, values, channel, threadTs };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** True for an object of a JSON text, in which nothing is undefined. */
function isValues(value: unknown): value is JsonObject {
  return isJsonObject(value);
}
