/** An expression of HCL as far as it can be told without running it. */
export type HclValue =
  | { readonly is: "text"; readonly parts: readonly (string | HclValue)[] }
  | { readonly is: "name"; readonly path: string }
  | { readonly is: "list"; readonly items: readonly HclValue[] }
  | { readonly is: "map"; readonly entries: readonly HclEntry[] }
  | { readonly is: "call"; readonly name: string; readonly args: readonly HclValue[] }
  | { readonly is: "unknown" };

export interface HclEntry {
  readonly key: string;
  readonly value: HclValue;
  readonly line: number;
}

/** A block, such as `resource "aws_sqs_queue" "orders" { … }`, or the whole file. */
export interface HclBlock {
  readonly type: string;
  readonly labels: readonly string[];
  readonly attributes: ReadonlyMap<string, HclEntry>;
  readonly blocks: readonly HclBlock[];
  readonly line: number;
}

/** Blocks and expressions inside one another beyond this are not told apart. */
const MAX_DEPTH = 50;

const UNKNOWN: HclValue = { is: "unknown" };

type Token =
  | { readonly is: "word"; readonly text: string; readonly line: number }
  | { readonly is: "mark"; readonly text: string; readonly line: number }
  | { readonly is: "break"; readonly line: number }
  | { readonly is: "text"; readonly parts: readonly (string | HclValue)[]; readonly line: number };

/** The blocks of a Terraform file. It never throws: what it does not understand is unknown, and it goes on behind it. */
export function readHcl(text: string): HclBlock {
  return readBody(tokenReader(tokensOf(text, 1, 0)), { type: "", labels: [], line: 1 }, 0);
}

interface TokenReader {
  peek(ahead?: number): Token | undefined;
  next(): Token | undefined;
}

function tokenReader(tokens: readonly Token[]): TokenReader {
  let at = 0;
  return { peek: (ahead = 0) => tokens[at + ahead], next: () => tokens[at++] };
}

function isMark(token: Token | undefined, text: string): boolean {
  return token?.is === "mark" && token.text === text;
}

function readBody(from: TokenReader, head: Pick<HclBlock, "type" | "labels" | "line">, depth: number): HclBlock {
  const attributes = new Map<string, HclEntry>();
  const blocks: HclBlock[] = [];
  for (let token = from.next(); token && !isMark(token, "}"); token = from.next()) {
    if (token.is !== "word") continue;
    if (isMark(from.peek(), "=")) {
      from.next();
      attributes.set(token.text, { key: token.text, value: readExpression(from, depth + 1), line: token.line });
      continue;
    }
    const labels: string[] = [];
    for (let label = from.peek(); label?.is === "text" || label?.is === "word"; label = from.peek()) {
      labels.push(plainText(label));
      from.next();
    }
    if (!isMark(from.peek(), "{")) continue;
    from.next();
    if (depth >= MAX_DEPTH) skipTo(from, "}");
    else blocks.push(readBody(from, { type: token.text, labels, line: token.line }, depth + 1));
  }
  return { ...head, attributes, blocks };
}

function plainText(token: Extract<Token, { is: "word" | "text" }>): string {
  return token.is === "word" ? token.text : token.parts.filter((part) => typeof part === "string").join("");
}

/** One expression; an operator behind it makes all of it unknown. */
function readExpression(from: TokenReader, depth: number): HclValue {
  let value = readTerm(from, depth);
  for (let token = from.peek(); token && token.is !== "break"; token = from.peek()) {
    if (token.is === "mark" && (token.text === "," || CLOSING.has(token.text))) break;
    from.next();
    if (token.is === "mark" && OPENING.has(token.text)) skipTo(from, OPENING.get(token.text) ?? "");
    value = UNKNOWN;
  }
  return value;
}

const OPENING: ReadonlyMap<string, string> = new Map([
  ["(", ")"],
  ["[", "]"],
  ["{", "}"],
]);
const CLOSING: ReadonlySet<string> = new Set(OPENING.values());

function readTerm(from: TokenReader, depth: number): HclValue {
  const token = from.next();
  if (!token || token.is === "break") return UNKNOWN;
  if (token.is === "text") return { is: "text", parts: token.parts };
  if (token.is === "word") {
    if (!isMark(from.peek(), "(")) return { is: "name", path: token.text + indexesOf(from) };
    from.next();
    return { is: "call", name: token.text, args: readItems(from, ")", depth) };
  }
  if (token.text === "[") return { is: "list", items: readItems(from, "]", depth) };
  if (token.text === "{") return { is: "map", entries: readEntries(from, depth) };
  if (token.text === "(") skipTo(from, ")");
  return UNKNOWN;
}

/** `[0].address` behind a name: what is in brackets does not matter. */
function indexesOf(from: TokenReader): string {
  let path = "";
  while (isMark(from.peek(), "[")) {
    from.next();
    skipTo(from, "]");
    const rest = from.peek();
    if (rest?.is === "word" && rest.text.startsWith(".")) {
      path += rest.text;
      from.next();
    }
  }
  return path;
}

function readItems(from: TokenReader, end: string, depth: number): readonly HclValue[] {
  const items: HclValue[] = [];
  if (depth >= MAX_DEPTH) skipTo(from, end);
  else {
    for (let token = from.peek(); token && !isMark(token, end); token = from.peek()) {
      if (token.is === "break" || (token.is === "mark" && (token.text === "," || CLOSING.has(token.text)))) from.next();
      else items.push(readExpression(from, depth + 1));
    }
    from.next();
  }
  return items;
}

function readEntries(from: TokenReader, depth: number): readonly HclEntry[] {
  const entries: HclEntry[] = [];
  if (depth >= MAX_DEPTH) {
    skipTo(from, "}");
    return entries;
  }
  for (let token = from.next(); token && !isMark(token, "}"); token = from.next()) {
    if (token.is !== "word" && token.is !== "text") continue;
    if (!isMark(from.peek(), "=") && !isMark(from.peek(), ":")) continue;
    from.next();
    entries.push({ key: plainText(token), value: readExpression(from, depth + 1), line: token.line });
  }
  return entries;
}

/** Goes behind the bracket that closes the one just read. */
function skipTo(from: TokenReader, end: string): void {
  let depth = 0;
  for (let token = from.next(); token; token = from.next()) {
    if (token.is !== "mark") continue;
    if (depth === 0 && token.text === end) return;
    if (OPENING.has(token.text)) depth++;
    else if (CLOSING.has(token.text)) depth--;
    if (depth < 0) return;
  }
}

const WORD = /[A-Za-z_.][\w.*-]*/y;

function tokensOf(text: string, firstLine: number, depth: number): readonly Token[] {
  const tokens: Token[] = [];
  let line = firstLine;
  let at = 0;
  const lineBreaks = (piece: string) => {
    for (let index = piece.indexOf("\n"); index >= 0; index = piece.indexOf("\n", index + 1)) line++;
  };
  while (at < text.length) {
    const character = text[at] ?? "";
    if (character === "\n") {
      tokens.push({ is: "break", line: line++ });
      at++;
    } else if (character === "#" || text.startsWith("//", at)) {
      const end = text.indexOf("\n", at);
      at = end < 0 ? text.length : end;
    } else if (text.startsWith("/*", at)) {
      const end = text.indexOf("*/", at + 2);
      const next = end < 0 ? text.length : end + 2;
      lineBreaks(text.slice(at, next));
      at = next;
    } else if (character === '"') {
      const end = endOfText(text, at + 1);
      tokens.push({ is: "text", parts: partsOf(text.slice(at + 1, end), line, depth), line });
      lineBreaks(text.slice(at, end));
      at = end + 1;
    } else if (text.startsWith("<<", at)) {
      const { body, end } = heredoc(text, at);
      tokens.push({ is: "text", parts: partsOf(body, line, depth), line });
      lineBreaks(text.slice(at, end));
      at = end;
    } else {
      WORD.lastIndex = at;
      const word = WORD.exec(text)?.[0];
      if (word !== undefined) tokens.push({ is: "word", text: word, line });
      else if (character.trim() !== "") tokens.push({ is: "mark", text: character, line });
      at += word?.length ?? 1;
    }
  }
  return tokens;
}

/** Where the quotation mark stands that ends a text; quotation marks inside of `${…}` do not. */
function endOfText(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const character = text[at];
    if (character === "\\") at++;
    else if (character === "$" && text[at + 1] === "{") {
      depth++;
      at++;
    } else if (character === "}" && depth > 0) depth--;
    else if (character === '"' && depth === 0) return at;
    else if (character === "\n" && depth === 0) return at;
  }
  return text.length;
}

function heredoc(text: string, at: number): { readonly body: string; readonly end: number } {
  const lineEnd = text.indexOf("\n", at);
  const mark = text
    .slice(at, lineEnd < 0 ? text.length : lineEnd)
    .replace(/^<<-?/, "")
    .trim();
  if (lineEnd < 0 || mark === "") return { body: "", end: at + 2 };
  let start = lineEnd + 1;
  while (start < text.length) {
    const next = text.indexOf("\n", start);
    const end = next < 0 ? text.length : next;
    if (text.slice(start, end).trim() === mark) return { body: text.slice(lineEnd + 1, start), end };
    start = end + 1;
  }
  return { body: text.slice(lineEnd + 1), end: text.length };
}

/** Text with its `${…}` read as expressions. */
function partsOf(text: string, line: number, depth: number): readonly (string | HclValue)[] {
  const parts: (string | HclValue)[] = [];
  let at = 0;
  while (at < text.length) {
    const start = text.indexOf("${", at);
    if (start < 0) break;
    if (start > at) parts.push(text.slice(at, start));
    const end = endOfTemplate(text, start + 2);
    const inner = depth < 3 ? tokenReader(tokensOf(text.slice(start + 2, end), line, depth + 1)) : undefined;
    parts.push(inner ? readExpression(inner, 0) : UNKNOWN);
    at = end + 1;
  }
  if (at < text.length) parts.push(text.slice(at));
  return parts;
}

function endOfTemplate(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    if (text[at] === "{") depth++;
    else if (text[at] === "}" && depth-- === 0) return at;
  }
  return text.length;
}
