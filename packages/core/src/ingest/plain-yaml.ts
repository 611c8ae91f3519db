import type { JsonValue } from "../model/json.ts";
import type { ReadDocument } from "../provider/entity-provider.ts";
import type { Place } from "./line-index.ts";
import { isOnlyComment, isSafeKey, isSimpleKey, readInlineValue, readQuoted, trimmedEnd } from "./plain-scalar.ts";
import type { ReadLimits } from "./read-limits.ts";

/**
 * Reads the YAML that descriptors are mostly written in: block mappings and lists of plain or quoted text, small flow
 * collections and blocks of text. About ten times faster than the full parser, and gives exactly what that gives; or
 * undefined for a file with anything else in it, valid or not, which is then for the full parser to judge.
 */
export function readPlainYaml(text: string, limits: ReadLimits): readonly ReadDocument[] | undefined {
  if (UNUSUAL_CHARACTER.test(text)) return undefined;
  try {
    return plainDocuments(text, limits.maxDocuments, Math.min(limits.maxDepth, MAX_DEPTH));
  } catch (reason) {
    if (reason === NOT_PLAIN) return undefined;
    throw reason;
  }
}

/** Anything but line feeds, printable ASCII and common letters: tabs, carriage returns, controls, byte order marks. */
const UNUSUAL_CHARACTER = /[^\n -~\u00a1-\u2027\u202a-\ufefe\uff00-\ufffc]/;

/** Thrown to leave the recursion when a file turns out not to be plain; never leaves this file. */
const NOT_PLAIN = Symbol("not plain");

function notPlain(): never {
  throw NOT_PLAIN;
}

/** Deeper nesting than anybody writes is left to the full parser, which counts it. */
const MAX_DEPTH = 50;
/** YAML takes a key on one line up to 1,024 characters. */
const MAX_KEY_LENGTH = 1000;

/** A key, and the offset of the colon behind it. */
interface Key {
  readonly key: string;
  readonly colon: number;
}

/** The line with content that is read next. */
interface Line {
  number: number;
  /** Offset of its first character. */
  from: number;
  /** Offset of its content. */
  start: number;
  /** Offset behind its content, without blanks. */
  end: number;
  /** Offset of the next line. */
  next: number;
  /** Columns before the content; -1 behind the last line of a document. */
  indent: number;
}

function plainDocuments(text: string, maxDocuments: number, maxDepth: number): readonly ReadDocument[] {
  const documents: ReadDocument[] = [];
  const line: Line = { number: 0, from: 0, start: 0, end: 0, next: 0, indent: -1 };
  let isAtMarker = false;
  let positions: Record<string, Place> = Object.create(null);

  do {
    positions = Object.create(null);
    advance();
    if (line.indent < 0) continue;
    if (line.indent > 0 || isDash()) notPlain();
    const place: Place = [line.number, 1];
    positions[""] = place;
    const value = readMap(0, "", 0);
    if (line.indent >= 0 || documents.length >= maxDocuments) notPlain();
    documents.push({ value, line: place[0], column: 1, problems: [], positions });
  } while (isAtMarker);
  return documents;

  /** Goes to the next line with content; to the end of the document when there is none. */
  function advance(): void {
    isAtMarker = false;
    while (line.next < text.length) {
      const from = line.next;
      const feed = text.indexOf("\n", from);
      const lineEnd = feed < 0 ? text.length : feed;
      line.number += 1;
      line.next = lineEnd + 1;
      let start = from;
      while (start < lineEnd && text.charCodeAt(start) === SPACE) start += 1;
      if (start === lineEnd || text.charCodeAt(start) === HASH) continue;
      const end = trimmedEnd(text, start, lineEnd);
      if (start === from && isMarker(start, end)) break;
      line.from = from;
      line.start = start;
      line.end = end;
      line.indent = start - from;
      return;
    }
    line.indent = -1;
  }

  function isMarker(start: number, end: number): boolean {
    if (text.startsWith("---", start)) isAtMarker = end - start === 3 || notPlain();
    if (text.startsWith("...", start) || text[start] === "%") notPlain();
    return isAtMarker;
  }

  function isDash(): boolean {
    return text[line.start] === "-" && (line.end === line.start + 1 || text[line.start + 1] === " ");
  }

  function placeAt(offset: number): Place {
    return [line.number, offset - line.from + 1];
  }

  function readMap(indent: number, pointer: string, depth: number): JsonValue {
    if (depth >= maxDepth) notPlain();
    const map: Record<string, JsonValue> = {};
    while (line.indent === indent && !isDash()) {
      const { key, colon } = isQuote(text[line.start]) ? quotedKey() : plainKey();
      if (Object.hasOwn(map, key)) notPlain();
      const path = `${pointer}/${key.includes("/") || key.includes("~") ? escaped(key) : key}`;
      const keyPlace = placeAt(line.start);
      positions[`${path}~key`] = keyPlace;
      map[key] = readValue(colon + 1, indent, path, keyPlace, depth);
    }
    if (line.indent > indent || (line.indent === indent && isDash())) notPlain();
    return map;
  }

  /** The key in quotes that the line begins with, and the offset of the colon behind it. */
  function quotedKey(): Key {
    const quoted = readQuoted(text, line.start, line.end) ?? notPlain();
    const { value: key, end: colon } = quoted;
    const isKey = text[colon] === ":" && (colon + 1 === line.end || text.charCodeAt(colon + 1) === SPACE);
    if (!isKey || key.length > MAX_KEY_LENGTH || !isSafeKey(key)) notPlain();
    return { key, colon };
  }

  /** The key without quotes that the line begins with. */
  function plainKey(): Key {
    if (!KEY_START.test(text[line.start] ?? "")) notPlain();
    let colon = text.indexOf(":", line.start);
    while (colon >= 0 && colon < line.end - 1 && text.charCodeAt(colon + 1) !== SPACE)
      colon = text.indexOf(":", colon + 1);
    const isKey =
      colon > line.start && colon < line.end && colon - line.start <= MAX_KEY_LENGTH && text[colon - 1] !== " ";
    const key = text.slice(line.start, colon);
    if (!isKey || key.includes(" #") || !isSimpleKey(key)) notPlain();
    return { key, colon };
  }

  /** What stands behind a key, on its line or on the lines below. Ends at the next line that is not part of it. */
  function readValue(from: number, indent: number, path: string, keyPlace: Place, depth: number): JsonValue {
    if (isOnlyComment(text, from, line.end)) return readBelow(indent, path, keyPlace, depth);
    let start = from;
    while (text.charCodeAt(start) === SPACE) start += 1;
    positions[path] = placeAt(start);
    if (text[start] === "|" || text[start] === ">") return readBlock(start, indent);
    const value = readInline(start, path);
    advance();
    if (line.indent > indent) notPlain(); // text that goes on below
    return value;
  }

  function readBelow(indent: number, path: string, keyPlace: Place, depth: number): JsonValue {
    advance();
    const isList = line.indent >= indent && isDash();
    if (!isList && line.indent <= indent) {
      positions[path] = keyPlace;
      return null;
    }
    positions[path] = placeAt(line.start);
    return isList ? readList(line.indent, path, depth + 1) : readMap(line.indent, path, depth + 1);
  }

  function readList(indent: number, pointer: string, depth: number): JsonValue {
    if (depth >= maxDepth) notPlain();
    const list: JsonValue[] = [];
    while (line.indent === indent && isDash()) {
      const path = `${pointer}/${list.length}`;
      let start = line.start + 1;
      while (text.charCodeAt(start) === SPACE) start += 1;
      if (start >= line.end || text[start] === "#") notPlain();
      positions[path] = placeAt(start);
      list.push(readItem(start, indent, path, depth));
    }
    return list;
  }

  function readItem(start: number, indent: number, path: string, depth: number): JsonValue {
    if (text[start] === "|" || text[start] === "-") notPlain();
    if (startsMap(start)) {
      line.start = start;
      line.indent = start - line.from;
      return readMap(line.indent, path, depth + 1);
    }
    const value = readInline(start, path);
    advance();
    if (line.indent > indent) notPlain();
    return value;
  }

  function startsMap(start: number): boolean {
    if (!KEY_START.test(text[start] ?? "")) return false;
    return text[line.end - 1] === ":" || text.slice(start, line.end).includes(": ");
  }

  function readInline(start: number, path: string): JsonValue {
    const inline = readInlineValue(text, start, line.end, (keys, offset, keyOffset) => {
      const pointer = keys.reduce((at, key) => `${at}/${typeof key === "string" ? escaped(key) : key}`, path);
      if (keyOffset !== null) positions[`${pointer}~key`] = placeAt(keyOffset);
      positions[pointer] = placeAt(offset);
    });
    return inline && isOnlyComment(text, inline.end, line.end) ? inline.value : notPlain();
  }

  /** A literal block, `|` or `|-`, or a folded one, `>` or `>-`: the lines below that are indented. */
  function readBlock(start: number, indent: number): JsonValue {
    const header = text.slice(start, line.end);
    const isFolded = header === ">" || header === ">-";
    if (!isFolded && header !== "|" && header !== "|-") notPlain();
    const content: string[] = [];
    let blockIndent = -1;
    let next = line.next;
    let skipped = 0;
    while (next < text.length) {
      const feed = text.indexOf("\n", next);
      if (feed < 0) notPlain();
      let at = next;
      while (at < feed && text.charCodeAt(at) === SPACE) at += 1;
      const isBlank = at === feed;
      if (!isBlank && blockIndent < 0) blockIndent = at - next;
      if (!isBlank && (blockIndent <= indent || at - next < blockIndent)) break;
      if (isBlank && at - next > Math.max(blockIndent, 0)) notPlain();
      // Blank lines before the first, and lines that are indented further, are not folded like the others.
      if (isFolded && (isBlank ? blockIndent < 0 : at - next > blockIndent)) notPlain();
      content.push(isBlank ? "" : text.slice(next + blockIndent, feed));
      skipped += 1;
      next = feed + 1;
    }
    while (content.at(-1) === "") content.pop();
    if (content.length === 0) notPlain();
    line.number += skipped;
    line.next = next;
    advance();
    if (line.indent > indent) notPlain();
    return (isFolded ? folded(content) : content.join("\n")) + (header.length === 1 ? "\n" : "");
  }
}

/** Lines that follow each other become one; of the blank lines between others, each stands for a line feed. */
function folded(lines: readonly string[]): string {
  let result = "";
  let blankLines = 0;
  for (const line of lines) {
    if (line === "") blankLines += 1;
    else {
      const join = result === "" ? "" : blankLines > 0 ? "\n".repeat(blankLines) : " ";
      result += join + line;
      blankLines = 0;
    }
  }
  return result;
}

const SPACE = 32;
const HASH = 35;
const KEY_START = /[A-Za-z_$/]/;

function isQuote(character: string | undefined): boolean {
  return character === "'" || character === '"';
}

function escaped(key: string): string {
  return key.replaceAll("~", "~0").replaceAll("/", "~1");
}
