import { isRecord } from "../record.ts";
import type { ReadLabel } from "./alert.ts";
import { labelName, labelRole } from "./label-roles.ts";
import { readLabels } from "./read-labels.ts";

/** The JSON values in a message, and what stands around them. */
export interface JsonParts {
  readonly values: readonly unknown[];
  /** The text before, between and behind them, a piece a line. */
  readonly around: string;
}

const MAX_VALUES = 50;

/** Finds the JSON objects and arrays in a message as chat delivers it; undefined when there are none. Linear. */
export function readJson(text: string): JsonParts | undefined {
  const source = text
    .replace(/<(https?:\/\/[^<>|\s]{1,1500})(?:\|[^<>]{0,500})?>/g, "$1")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&")
    .replace(/[“”]/g, '"');
  const values: unknown[] = [];
  let around = "";
  let from = 0;
  for (const { start, end } of spansOf(source)) {
    const value = parsed(source.slice(start, end));
    if (value === undefined) continue;
    values.push(value);
    around += `${source.slice(from, start)}\n`;
    from = end;
  }
  return values.length > 0 ? { values, around: around + source.slice(from) } : undefined;
}

/** Where brackets open and close at the outermost level; brackets in strings do not count. */
function spansOf(source: string): { readonly start: number; readonly end: number }[] {
  const spans: { start: number; end: number }[] = [];
  let depth = 0;
  let start = 0;
  let inString = false;
  for (let at = 0; at < source.length && spans.length < MAX_VALUES; at += 1) {
    const character = source.charAt(at);
    if (inString) {
      if (character === "\\") at += 1;
      else if (character === '"') inString = false;
    } else if (character === '"') {
      inString = depth > 0;
    } else if (character === "{" || character === "[") {
      if (depth === 0) start = at;
      depth += 1;
    } else if ((character === "}" || character === "]") && depth > 0) {
      depth -= 1;
      if (depth === 0) spans.push({ start, end: at + 1 });
    }
  }
  return spans;
}

function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined; // it only looks like JSON, as "[FIRING:1]" does
  }
}

/** The alerts that a JSON value holds, each as labels: one for each entry of `alerts` and `items`, else one. */
export function jsonAlerts(value: unknown): ReadLabel[][] {
  if (Array.isArray(value)) return value.slice(0, MAX_VALUES).flatMap(jsonAlerts);
  if (!isRecord(value)) return [];
  const many = [value.alerts, value.items, value.Records].find((each) => Array.isArray(each) && each.some(isRecord));
  if (Array.isArray(many)) return many.slice(0, MAX_VALUES).flatMap(jsonAlerts);
  const labels: ReadLabel[] = [];
  collect(value, "", 0, labels);
  return labels.length > 0 ? [labels] : [];
}

const MAX_DEPTH = 8;
const MAX_LABELS = 400;
/** Keys under which an object says what it is called. */
const CALLED: ReadonlySet<string> = new Set(["name", "summary", "title", "slug", "display_name"]);
/** Keys that hold what is of interest, and are no part of its name. */
const WRAPPERS: ReadonlySet<string> = new Set(
  "labels common_labels annotations detail data event incident payload trigger alert metadata details custom_details configuration".split(
    " ",
  ),
);

function collect(value: unknown, parent: string, depth: number, labels: ReadLabel[]): void {
  if (depth > MAX_DEPTH || labels.length >= MAX_LABELS) return;
  if (Array.isArray(value)) {
    for (const each of value.slice(0, MAX_VALUES)) {
      if (typeof each === "string") labels.push(...labelsIn(each, parent));
      else collect(each, parent, depth + 1, labels);
    }
    return;
  }
  if (!isRecord(value)) return;
  const pair = pairOf(value);
  if (pair) labels.push(pair);
  const kind = typeof value.kind === "string" && typeof value.name === "string" ? labelName(value.kind) : "";
  if (kind !== "") labels.push(...readLabels(`${kind}/${String(value.name)}`));
  for (const [key, each] of Object.entries(value).slice(0, MAX_LABELS)) {
    const label = labelName(key);
    if (typeof each === "string" && /^\s*[{[]/.test(each)) collect(parsed(each), label, depth + 1, labels);
    else if (typeof each === "string" || typeof each === "number") addValue(label, String(each), parent, labels);
    else collect(each, WRAPPERS.has(label) ? "" : label, depth + 1, labels);
  }
}

/** `"service:cart"`, and `"cart"` of `"services": ["cart"]`. */
function labelsIn(text: string, parent: string): readonly ReadLabel[] {
  const read = readLabels(text);
  return read.length === 0 && labelRole(parent) ? [{ label: parent, value: text.slice(0, 300) }] : read;
}

function addValue(label: string, value: string, parent: string, labels: ReadLabel[]): void {
  if (value === "") return;
  if (label === "tags") labels.push(...readLabels(value));
  const called = parent === "" ? label : CALLED.has(label) ? parent : `${parent}_${label}`;
  labels.push({ label: called, value: value.slice(0, 300) });
  if (called !== label && !CALLED.has(label) && label !== "id" && label !== "key") {
    labels.push({ label, value: value.slice(0, 300) });
  }
}

/** `{ name: "QueueName", value: "orders" }`. */
function pairOf(value: Readonly<Record<string, unknown>>): ReadLabel | undefined {
  const name = value.name ?? value.Name ?? value.key;
  const given = value.value ?? value.Value;
  return typeof name === "string" && typeof given === "string"
    ? { label: labelName(name), value: given.slice(0, 300) }
    : undefined;
}
