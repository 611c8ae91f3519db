/** The variables of the environment, by name. */
export type Env = Readonly<Record<string, string | undefined>>;

/** A text whose references are replaced. */
export interface FilledText {
  readonly text: string;
  /** The variables it refers to, each once. */
  readonly names: readonly string[];
  /** What is wrong with its references, each in a sentence that shows none of the text. */
  readonly faults: readonly string[];
}

/**
 * Replaces `${env:NAME}` and `${env:NAME:-default}` by what the environment says, and `$$` by `$`. The default is
 * taken for a variable that is not set or empty. What comes in is not looked through again.
 */
export function fillText(text: string, env: Env): FilledText {
  const pieces: string[] = [];
  const names = new Set<string>();
  const faults = new Set<string>();
  let at = 0;
  let length = 0;
  for (let dollar = text.indexOf("$"); dollar >= 0; dollar = text.indexOf("$", at)) {
    pieces.push(text.slice(at, dollar));
    if (text[dollar + 1] !== "{") {
      pieces.push("$");
      at = dollar + (text[dollar + 1] === "$" ? 2 : 1);
      continue;
    }
    const end = text.indexOf("}", dollar);
    const [, name, fallback] = (end >= 0 && REFERENCE.exec(text.slice(dollar + 2, end))) || [];
    at = end < 0 ? text.length : end + 1;
    if (name === undefined) {
      faults.add(`\${ begins no reference. Write \${env:NAME} or \${env:NAME:-default}, or $$ for a dollar sign.`);
      continue;
    }
    names.add(name);
    const value = Object.hasOwn(env, name) ? env[name] : undefined;
    const used = fallback === undefined ? value : value || fallback;
    if (used === undefined) {
      faults.add(`the environment variable ${name} is not set. Set it, or write \${env:${name}:-default}.`);
    }
    pieces.push(used ?? "");
    length += used?.length ?? 0;
    if (length > MAX_CHARACTERS) {
      faults.add(`its variables hold more than ${MAX_CHARACTERS} characters. Shorten them.`);
      break;
    }
  }
  pieces.push(text.slice(at));
  return { text: pieces.join(""), names: [...names], faults: [...faults] };
}

/** What references bring into one text: a few lines could name a long variable a million times. */
const MAX_CHARACTERS = 16_384;

const REFERENCE = /^env:([A-Za-z_][A-Za-z0-9_]*)(?::-(.*))?$/s;
