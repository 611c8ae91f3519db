/** What a string or file of a template uses, found without running it. */
export interface ExpressionUse {
  /** Filters by name, where each stands. */
  readonly filters: readonly Named[];
  /** Paths such as `parameters.name`, by their keys; `steps["a-b"].output.x` is `["steps", "a-b", "output", "x"]`. */
  readonly paths: readonly UsedPath[];
  /** Names that the text itself brings along, by `set`, `for`, `macro` and their like. */
  readonly own: ReadonlySet<string>;
}

interface UsedPath {
  readonly keys: readonly string[];
  readonly offset: number;
  /** True where a condition or a default provides for there being nothing. */
  readonly isGuarded: boolean;
}

interface Named {
  readonly name: string;
  /** In UTF-16 code units from the start of the text. */
  readonly offset: number;
}

/** How tags are written: `${{ }}` unless it is a file of cookiecutter's dialect. */
export interface ScanOptions {
  readonly cookiecutterCompat?: boolean;
}

/** Reads the tags of a template. One that does not end is left to the engine, which says so. */
export function scanExpressions(text: string, { cookiecutterCompat = false }: ScanOptions = {}): ExpressionUse {
  const filters: Named[] = [];
  const paths: UsedPath[] = [];
  const own = new Set<string>();
  let conditions = 0;
  for (const tag of tagsOf(text, cookiecutterCompat)) {
    const tokens = tokensOf(tag.source);
    const startsWithDash = tokens[0]?.text === "-" || tokens[0]?.text === "+";
    const block = tag.isBlock ? tokens[startsWithDash ? 1 : 0]?.text : undefined;
    if (block === "if") conditions += 1;
    const isGuarded = conditions > 0 || tokens.some((token, index) => isGuard(token, tokens[index - 1]));
    if (block === "endif") conditions -= 1;
    if (tag.isBlock) for (const name of namesMadeBy(tokens)) own.add(name);
    for (let index = (tag.isBlock ? 1 : 0) + (startsWithDash ? 1 : 0); index < tokens.length; index += 1) {
      const token = tokens[index];
      if (token?.type !== "name") continue;
      const before = tokens[index - 1]?.text;
      const offset = tag.offset + token.offset;
      if (before === "|") {
        const parts = [token.text];
        while (tokens[index + 1]?.text === "." && tokens[index + 2]?.type === "name") {
          parts.push(tokens[index + 2]?.text ?? "");
          index += 2;
        }
        filters.push({ name: parts.join("."), offset });
      } else if (before !== "." && !namesNothing(tokens, index)) {
        const { keys, next } = pathAt(tokens, index);
        paths.push({ keys, offset, isGuarded });
        index = next - 1;
      }
    }
  }
  return { filters, paths, own };
}

/** Words by which one expression provides for there being nothing. */
const GUARDS = new Set(["if", "or", "defined", "undefined"]);
const GUARDING_FILTERS = new Set(["default", "d"]);

function isGuard({ type, text }: Token, before: Token | undefined): boolean {
  return type === "name" && (GUARDS.has(text) || (before?.text === "|" && GUARDING_FILTERS.has(text)));
}

/** True for a word of the language, the name of a test or an argument, and a key that is written out. */
function namesNothing(tokens: readonly Token[], index: number): boolean {
  const [before, own, after, next] = [tokens[index - 1], tokens[index], tokens[index + 1], tokens[index + 2]];
  if (own === undefined || WORDS.has(own.text)) return true;
  const isTest = before?.text === "is" || (before?.text === "not" && tokens[index - 2]?.text === "is");
  const isArgument = after?.text === "=" && next?.text !== "=";
  const isKey = after?.text === ":" && (before?.text === "{" || before?.text === ",");
  return isTest || isArgument || isKey;
}

/** Words of the language that name nothing. */
const WORDS = new Set([
  "and",
  "or",
  "not",
  "in",
  "is",
  "if",
  "else",
  "true",
  "false",
  "none",
  "null",
  "True",
  "False",
  "None",
]);

/** Blocks that bring a name along, and those after which every name up to `in` or `=` is one. */
const NAMING_BLOCKS = new Set(["set", "for", "macro", "import", "from", "call"]);

interface Tag {
  readonly source: string;
  readonly offset: number;
  readonly isBlock: boolean;
}

/** The insides of tags; what stands between `raw` and `endraw` is text. */
function* tagsOf(text: string, cookiecutterCompat: boolean): Generator<Tag> {
  const openings = cookiecutterCompat ? /\{[{%#]/g : /\$\{\{|\{[%#]/g;
  for (let opening = openings.exec(text); opening; opening = openings.exec(text)) {
    const [mark] = opening;
    const from = opening.index + mark.length;
    const end = mark === "{#" ? text.indexOf("#}", from) : endOfTag(text, from, mark === "{%" ? "%}" : "}}");
    if (end === -1) return;
    const source = text.slice(from, end);
    openings.lastIndex = end + 2;
    if (mark === "{%" && RAW.test(source)) {
      RAW_END.lastIndex = end + 2;
      if (!RAW_END.test(text)) return;
      openings.lastIndex = RAW_END.lastIndex;
    } else if (mark !== "{#") yield { source, offset: from, isBlock: mark === "{%" };
  }
}

const RAW = /^[-+]?\s{0,20}(raw|verbatim)\b/;
const RAW_END = /\{%[-+]?\s{0,20}end(?:raw|verbatim)\s{0,20}[-+]?%\}/g;

/** Where a tag ends, which is never inside a quoted text. */
function endOfTag(text: string, from: number, closing: string): number {
  let quote = "";
  for (let at = from; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (quote !== "") {
      if (character === "\\") at += 1;
      else if (character === quote) quote = "";
    } else if (character === '"' || character === "'") quote = character;
    else if (text.startsWith(closing, at)) return at;
  }
  return -1;
}

interface Token {
  readonly type: "name" | "text" | "mark";
  readonly text: string;
  readonly offset: number;
}

const TOKEN = /([A-Za-z_$][\w$]*)|("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(\d[\d.]*)|(\S)/gs;

function tokensOf(source: string): readonly Token[] {
  return Array.from(source.matchAll(TOKEN), (match): Token => {
    const [all, name, text] = match;
    const type = name !== undefined ? "name" : text !== undefined ? "text" : "mark";
    return { type, text: text === undefined ? all : text.slice(1, -1), offset: match.index };
  });
}

function pathAt(tokens: readonly Token[], start: number): { readonly keys: readonly string[]; readonly next: number } {
  const keys = [tokens[start]?.text ?? ""];
  let next = start + 1;
  for (;;) {
    const [mark, key, end] = [tokens[next], tokens[next + 1], tokens[next + 2]];
    if (mark?.text === "." && key?.type === "name") {
      keys.push(key.text);
      next += 2;
    } else if (mark?.text === "[" && mark.type === "mark" && key?.type === "text" && end?.text === "]") {
      keys.push(key.text);
      next += 3;
    } else return { keys, next };
  }
}

function namesMadeBy(tokens: readonly Token[]): readonly string[] {
  const words = tokens.filter(({ text }) => text !== "-");
  const block = words[0]?.text ?? "";
  if (!NAMING_BLOCKS.has(block)) return [];
  const isList = block === "macro" || block === "call"; // whose arguments may have defaults
  const end = isList ? -1 : words.findIndex(({ text }) => text === "in" || text === "=");
  const named = end === -1 ? words.slice(1) : words.slice(1, end);
  return named.filter(({ type }) => type === "name").map(({ text }) => text);
}
