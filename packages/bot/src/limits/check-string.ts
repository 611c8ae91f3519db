import type { StringForm } from "./field-rule.ts";
import { isJsonObject } from "./json.ts";
import type { Report } from "./violation.ts";

interface StringBounds {
  readonly min?: number;
  readonly max?: number;
  readonly oneOf?: readonly string[];
  readonly form?: StringForm;
}

/** Checks a string against its bounds. */
export function checkString(value: unknown, bounds: StringBounds, pointer: string, report: Report): void {
  if (typeof value !== "string") {
    report(pointer, "wrong-type", "must be a string");
    return;
  }
  const { min = 0, max = Infinity, oneOf, form } = bounds;
  if (value.length < min) report(pointer, "too-short", `must be more than ${min - 1} characters`);
  if (value.length > max) report(pointer, "too-long", `must be less than ${max + 1} characters`);
  else if (form && !FORMS[form].accepts(value)) report(pointer, FORMS[form].code, FORMS[form].message);
  if (oneOf && !oneOf.includes(value)) report(pointer, "invalid-value", `must be one of: ${oneOf.join(", ")}`);
}

/** Checks a text object: its `type`, its fields and its length. */
export function checkText(
  value: unknown,
  { format, max }: { readonly format: "plain_text" | "mrkdwn" | "either"; readonly max: number },
  pointer: string,
  report: Report,
): void {
  if (!isJsonObject(value)) {
    report(pointer, "wrong-type", "must be a text object");
    return;
  }
  const { type } = value;
  const formats = format === "either" ? ["plain_text", "mrkdwn"] : [format];
  if (typeof type !== "string" || !formats.includes(type)) {
    report(`${pointer}/type`, "wrong-type", `must be ${formats.join(" or ")}`);
  }
  reportUnknownFields(value, ["type", "text", type === "mrkdwn" ? "verbatim" : "emoji"], pointer, report);
  if (value.text === undefined) report(pointer, "missing-field", "missing required field: text");
  else checkString(value.text, { min: 1, max }, `${pointer}/text`, report);
}

/** Reports fields that an object has and that nothing reads. */
export function reportUnknownFields(value: object, known: readonly string[], pointer: string, report: Report): void {
  for (const name of Object.keys(value)) {
    if (known.includes(name)) continue;
    const escaped = name.replaceAll("~", "~0").replaceAll("/", "~1");
    report(`${pointer}/${escaped}`, "unknown-field", `invalid additional property: ${shown(name)}`);
  }
}

/** A value of the sender's as it may stand in a message. */
export function shown(value: unknown): string {
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? "undefined");
  return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text;
}

const SHOWN_CHARACTERS = 60;

const FORMS = {
  url: {
    accepts: (value) => isUrl(value, ["http:", "https:", "mailto:", "slack:"]),
    code: "invalid-url",
    message: "must be a URL that starts with http, https or mailto",
  },
  "https-url": {
    accepts: (value) => isUrl(value, ["https:"]),
    code: "invalid-url",
    message: "must be a URL that starts with https",
  },
  date: matching(/^\d{4}-\d{2}-\d{2}$/, "must be a date such as 2026-11-30"),
  time: matching(/^\d{2}:\d{2}$/, "must be a time such as 23:59"),
  decimal: matching(/^-?\d+(\.\d+)?$/, "must be a number written as a string"),
} as const satisfies Record<StringForm, Form>;

interface Form {
  readonly accepts: (value: string) => boolean;
  readonly code: "invalid-url" | "invalid-value";
  readonly message: string;
}

function matching(pattern: RegExp, message: string): Form {
  return { accepts: (value) => pattern.test(value), code: "invalid-value", message };
}

function isUrl(value: string, protocols: readonly string[]): boolean {
  // URL.canParse forgives white space that Slack does not.
  return !/\s/.test(value) && URL.canParse(value) && protocols.includes(new URL(value).protocol);
}
