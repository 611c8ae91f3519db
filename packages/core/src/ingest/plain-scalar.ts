import type { JsonValue } from "../model/json.ts";

/** A value read from part of a line, and where it ends. */
export interface InlineValue {
  readonly value: JsonValue;
  /** Offset behind it. */
  readonly end: number;
}

interface Quoted extends InlineValue {
  readonly value: string;
}

/** Told of each value within a flow collection: its keys from the outermost on, and its offset. */
export type VisitInline = (path: readonly (string | number)[], offset: number, keyOffset: number | null) => void;

/**
 * Reads a value that begins at an offset and ends on the same line: quoted text without escapes, a flow collection, or
 * plain text. Undefined for everything that takes more of YAML than that.
 *
 * @param end offset of the end of the line, without blanks
 */
export function readInlineValue(text: string, start: number, end: number, visit: VisitInline): InlineValue | undefined {
  const first = text[start];
  if (first === '"' || first === "'") return readQuoted(text, start, end);
  if (first === "[" || first === "{") return readFlow(text, start, end, [], visit);
  if (!isPlainStart(text, start)) return undefined;
  const whole = text.slice(start, end); // searches must not run on behind the line
  const comment = whole.indexOf(" #");
  const plain = comment < 0 ? whole : text.slice(start, trimmedEnd(text, start, start + comment));
  if (plain.includes(": ") || plain.endsWith(":")) return undefined;
  const value = plainValue(plain);
  return value === undefined ? undefined : { value, end: start + plain.length };
}

/** True when nothing but a comment stands between an offset and the end of the line. */
export function isOnlyComment(text: string, start: number, end: number): boolean {
  if (start >= end) return true;
  let at = start;
  while (text[at] === " ") at += 1;
  return at > start && text[at] === "#";
}

/** What plain text means in the core schema of YAML 1.2; undefined for numbers that are not simple. */
function plainValue(plain: string): JsonValue | undefined {
  switch (plain[0]) {
    case "t":
    case "T":
      return TRUE.has(plain) ? true : plain;
    case "f":
    case "F":
      return FALSE.has(plain) ? false : plain;
    case "n":
    case "N":
    case "~":
      return NULL.has(plain) ? null : plain;
    default:
      return NUMBER_START.test(plain) ? numberOrText(plain) : plain;
  }
}

const TRUE: ReadonlySet<string> = new Set(["true", "True", "TRUE"]);
const FALSE: ReadonlySet<string> = new Set(["false", "False", "FALSE"]);
const NULL: ReadonlySet<string> = new Set(["null", "Null", "NULL", "~"]);
const NUMBER_START = /^[-+.]?[0-9.]/;
const SIMPLE_INTEGER = /^(?:0|-?[1-9][0-9]{0,14})$/;
const OTHER_NUMBER =
  /^[-+]?(?:0o[0-7]+|0x[0-9a-fA-F]+|[0-9]+(?:\.[0-9]*)?(?:[eE][-+]?[0-9]+)?|\.[0-9]+(?:[eE][-+]?[0-9]+)?|\.inf|\.Inf|\.INF|\.nan|\.NaN|\.NAN)$/;

function numberOrText(plain: string): JsonValue | undefined {
  if (SIMPLE_INTEGER.test(plain)) return Number(plain);
  return OTHER_NUMBER.test(plain) ? undefined : plain;
}

/** Characters that mean something else at the start of a value. */
const INDICATORS: ReadonlySet<string> = new Set([..."?:,[]{}#&*!|>'\"%@`-"]);

function isPlainStart(text: string, start: number): boolean {
  const first = text[start] ?? " ";
  if (first === "-") return (text[start + 1] ?? " ").trim() !== "" && text[start + 1] !== "-";
  return !INDICATORS.has(first);
}

/** Text in quotes, without escapes. */
export function readQuoted(text: string, start: number, end: number): Quoted | undefined {
  const quote = text[start] ?? "";
  const close = text.indexOf(quote, start + 1);
  if (close < 0 || close >= end || text[close + 1] === quote) return undefined;
  const value = text.slice(start + 1, close);
  return quote === '"' && value.includes("\\") ? undefined : { value, end: close + 1 };
}

const MAX_FLOW_DEPTH = 8;

function readFlow(
  text: string,
  start: number,
  end: number,
  path: readonly (string | number)[],
  visit: VisitInline,
): InlineValue | undefined {
  if (path.length > MAX_FLOW_DEPTH) return undefined;
  const isMap = text[start] === "{";
  const close = isMap ? "}" : "]";
  const map: Record<string, JsonValue> = {};
  const list: JsonValue[] = [];
  let at = skipBlanks(text, start + 1);
  if (text[at] === close) return { value: isMap ? map : list, end: at + 1 };
  for (;;) {
    const keyOffset = isMap ? at : null;
    const key = isMap ? readFlowKey(text, at, end) : undefined;
    if (isMap && (key === undefined || Object.hasOwn(map, key.text))) return undefined;
    const valueAt = key ? skipBlanks(text, key.end) : at;
    const itemPath = [...path, key ? key.text : list.length];
    visit(itemPath, valueAt, keyOffset);
    const item = readFlowItem(text, valueAt, end, itemPath, visit);
    if (!item || item.end >= end) return undefined;
    if (key) map[key.text] = item.value;
    else list.push(item.value);
    at = skipBlanks(text, item.end);
    if (text[at] === close) return { value: isMap ? map : list, end: at + 1 };
    if (text[at] !== ",") return undefined;
    at = skipBlanks(text, at + 1);
  }
}

const FLOW_KEY = /[A-Za-z_$][A-Za-z0-9_$./-]*(?::[A-Za-z0-9_$./-]+)?(?=: )/y;

function readFlowKey(
  text: string,
  at: number,
  end: number,
): { readonly text: string; readonly end: number } | undefined {
  FLOW_KEY.lastIndex = at;
  const key = FLOW_KEY.exec(text)?.[0];
  if (key === undefined || at + key.length >= end || !isSimpleKey(key)) return undefined;
  return { text: key, end: at + key.length + 1 };
}

/** Plain text within a flow collection: without anything that could be an indicator there. */
const FLOW_PLAIN = /[A-Za-z0-9_$./+-][A-Za-z0-9_$./+@ -]*(?::[A-Za-z0-9_$./+@-]+)*/y;

function readFlowItem(
  text: string,
  at: number,
  end: number,
  path: readonly (string | number)[],
  visit: VisitInline,
): InlineValue | undefined {
  const first = text[at];
  if (first === '"' || first === "'") return readQuoted(text, at, end);
  if (first === "[" || first === "{") return readFlow(text, at, end, path, visit);
  FLOW_PLAIN.lastIndex = at;
  const matched = FLOW_PLAIN.exec(text)?.[0];
  if (matched === undefined || !isPlainStart(text, at)) return undefined;
  const plain = matched.trimEnd();
  const value = plainValue(plain);
  return value === undefined ? undefined : { value, end: at + plain.length };
}

/** True for keys that are the same text whatever YAML makes of them, and safe in an object. */
export function isSimpleKey(key: string): boolean {
  return plainValue(key) === key && isSafeKey(key);
}

/** False for keys that reach behind an object. */
export function isSafeKey(key: string): boolean {
  return key !== "__proto__" && key !== "prototype";
}

function skipBlanks(text: string, from: number): number {
  let at = from;
  while (text[at] === " ") at += 1;
  return at;
}

/** The end of a stretch of text without the blanks at its end. */
export function trimmedEnd(text: string, start: number, end: number): number {
  let at = end;
  while (at > start && text[at - 1] === " ") at -= 1;
  return at;
}
