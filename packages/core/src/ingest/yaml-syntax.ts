import { CST, Lexer, Parser } from "yaml";
import type { ReadLimits } from "./read-limits.ts";

/** Why reading stops in the middle of a file. */
export interface LimitReached {
  readonly type: "limit-reached";
  readonly message: string;
  readonly offset: number;
}

/**
 * The syntax trees of a file's documents, and of what stands between them. The last one may be a limit that is
 * reached: what follows it is not read.
 */
export function* syntaxTree(text: string, limits: ReadLimits): Generator<CST.Token | LimitReached> {
  let documents = 0;
  for (const token of boundedTokens(text, limits)) {
    if (token.type === "document") {
      documents += 1;
      if (documents > limits.maxDocuments) {
        const message = `The file has more than ${limits.maxDocuments} documents. Split it into several files.`;
        yield { type: "limit-reached", message, offset: token.offset };
        return;
      }
      if (isDeeper(token, limits.maxDepth)) {
        yield tooDeep(limits, token.offset);
        return;
      }
    }
    yield token;
  }
}

/** Depth is watched while the text is split into lexemes already: the tree of a megabyte of brackets takes a gigabyte. */
function* boundedTokens(text: string, limits: ReadLimits): Generator<CST.Token | LimitReached> {
  const parser = new Parser();
  let offset = 0;
  let inFlow = 0;
  let onLine = 0; // "- - - x" opens a list at each dash
  for (const lexeme of new Lexer().lex(text)) {
    if (lexeme.length > 1) {
      if (lexeme === "\r\n") onLine = 0;
    } else if (lexeme === "[" || lexeme === "{") inFlow += 1;
    else if (lexeme === CST.DOCUMENT || lexeme === CST.FLOW_END) inFlow = 0;
    else if (inFlow > 0 && (lexeme === "]" || lexeme === "}")) inFlow -= 1;
    else if (inFlow === 0 && (lexeme === "-" || lexeme === "?" || lexeme === ":")) onLine += 1;
    else if (lexeme === "\n") onLine = 0;
    if (inFlow > limits.maxDepth || onLine > limits.maxDepth) {
      yield tooDeep(limits, offset);
      return;
    }
    yield* parser.next(lexeme);
    if (lexeme !== CST.DOCUMENT && lexeme !== CST.FLOW_END && lexeme !== CST.SCALAR) offset += lexeme.length;
  }
  yield* parser.end();
}

function tooDeep(limits: ReadLimits, offset: number): LimitReached {
  const message = `Values are nested deeper than ${limits.maxDepth} levels. Flatten them: nothing is read from here on.`;
  return { type: "limit-reached", message, offset };
}

/** Level by level, because recursion is what the limit protects. */
function isDeeper({ value: root }: CST.Document, maxDepth: number): boolean {
  let level = CST.isCollection(root) ? [root] : [];
  for (let depth = 1; level.length > 0; depth += 1) {
    if (depth > maxDepth) return true;
    const next: typeof level = [];
    for (const { items } of level) {
      for (const { key, value } of items) {
        if (CST.isCollection(key)) next.push(key);
        if (CST.isCollection(value)) next.push(value);
      }
    }
    level = next;
  }
  return false;
}
