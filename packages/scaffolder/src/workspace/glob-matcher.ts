import { posix } from "node:path";
import { RE2JS } from "re2js";
import { TemplateError } from "../template-error.ts";

/**
 * Tells which paths glob patterns mean: `*`, `?`, `**`, `[a-z]`, `{a,b}` and `@(a|b)`, `?(a)`, `*(a)`, `+(a)`; names with
 * a leading dot are like others. A pattern that starts with `!` takes away what those before it mean. A pattern without
 * any of these also means everything below the folder of that name. Takes time in proportion to path and pattern.
 *
 * @throws {TemplateError} `invalid-values` for a pattern that is too long or cannot be read
 */
export function globMatcher(patterns: readonly string[]): (path: string) => boolean {
  if (patterns.length > MAX_PATTERNS) throw fault(`There are more than ${MAX_PATTERNS} patterns`);
  const rules = patterns.map((pattern) => {
    const takesAway = pattern.startsWith("!");
    return { takesAway, matches: single(takesAway ? pattern.slice(1) : pattern) };
  });
  return (path) => {
    let isMeant = false;
    for (const { takesAway, matches } of rules) if (isMeant === takesAway && matches(path)) isMeant = !takesAway;
    return isMeant;
  };
}

const MAX_PATTERNS = 1_000;
const MAX_LENGTH = 1_000;

function single(pattern: string): (path: string) => boolean {
  if (pattern.length > MAX_LENGTH) throw fault(`The pattern ${pattern.slice(0, 50)}… is too long`);
  const normal = posix.normalize(pattern).replace(/\/$/, "");
  if (!/[*?[\]{}()\\]/.test(normal)) return (path) => path === normal || path.startsWith(`${normal}/`);
  try {
    const compiled = RE2JS.compile(`^(?:${expression(normal)})$`, RE2JS.DOTALL);
    return (path) => compiled.matcher(path).find();
  } catch {
    throw fault(`The pattern ${JSON.stringify(pattern)} cannot be read`);
  }
}

/** A glob as a regular expression for an engine without backtracking, in which nested repetition is harmless. */
function expression(glob: string): string {
  let result = "";
  const closers: string[] = [];
  for (let at = 0; at < glob.length; at += 1) {
    const [token] = TOKEN.exec(glob.slice(at, at + MAX_TOKEN)) ?? [""];
    const startsName = "/{,(|".includes(glob[at - 1] ?? "/");
    at += token.length - 1;
    const isOpen = closers.length > 0;
    if (token === "**/") result += startsName ? "(?:.*/)?" : "[^/]*/";
    else if (token === "**" && startsName && "/},)|".includes(glob[at + 1] ?? "/")) result += ".*";
    else if (token === "*" || token === "**") result += "[^/]*";
    else if (token === "?") result += "[^/]";
    else if (token === "{" || token.endsWith("(")) {
      result += "(?:";
      closers.push(token === "{" ? "}" : `)${token[0]}`);
    } else if (isOpen && token === closers.at(-1)?.[0]) {
      const repeat = closers.pop()?.[1] ?? "";
      result += `)${repeat === "@" ? "" : repeat}`;
    } else if (isOpen && token === (closers.at(-1) === "}" ? "," : "|")) result += "|";
    else if (token.length > 1 && token.startsWith("[")) result += characterClass(token);
    else result += literal(token.startsWith("\\") ? token.slice(1) : token);
  }
  if (closers.length > 0) throw new Error("a bracket is not closed");
  return result;
}

const MAX_TOKEN = 200;
const TOKEN = /^(?:\*\*\/|\*\*|[@?*+]\(|\*|\?|\{|\[[!^]?\]?[^\]/]{0,100}\]|\\.|.)/su;

function characterClass(token: string): string {
  const isNot = token[1] === "!" || token[1] === "^";
  const inside = token.slice(isNot ? 2 : 1, -1).replace(/[\\[\]^&~]/g, "\\$&");
  return isNot ? `[^/${inside}]` : `[${inside}]`;
}

function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}

function fault(what: string): TemplateError {
  return new TemplateError("invalid-values", `${what}. Write it like src/**/*.ts.`);
}
