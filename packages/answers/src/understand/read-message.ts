/**
 * One piece of a message. `word` is lower case and what phrases are matched against; `text` is as written. A `given`
 * piece names something outright: in ticks or quotes, by address, or as a chat mention. A `stop` ends a clause.
 */
export type Piece =
  | { readonly type: "word"; readonly text: string; readonly word: string }
  | { readonly type: "given"; readonly by: GivenBy; readonly text: string; readonly id: string }
  | { readonly type: "stop"; readonly text: string };

export type GivenBy = "quotes" | "url" | "user" | "user-group" | "channel" | "broadcast";

/** Longer messages are refused rather than half read. */
export const MAX_MESSAGE_CHARACTERS = 4_000;

/**
 * Takes a chat message apart: words, names given outright, ends of clauses. Chat escapes (`&amp;`, `<url|label>`,
 * `<@U…>`, `<!subteam^S…|@label>`, `<!channel>`), ticks, quotes and emphasis are conventions of plain text here. What
 * cannot be seen (control, bidi and zero-width characters) is left out. Linear in the length of the text.
 */
export function readMessage(text: string): Piece[] {
  const pieces: Piece[] = [];
  const source = withoutInvisible(text);
  let position = 0;
  while (position < source.length) {
    const character = source.charAt(position);
    const closing = CLOSING.get(character);
    const end = closing === undefined || !opensHere(source, position) ? -1 : closedAt(source, position, closing);
    if (end > position + 1) {
      pieces.push(...readEnclosed(character, source.slice(position + 1, end)));
      position = end + 1;
    } else if (source.startsWith("&lt;!", position) && closedAt(source, position, "&gt;") > 0) {
      // Typed out it mentions nobody. It is a name that nothing has, to be quoted back whole.
      const end = closedAt(source, position, "&gt;");
      const text = `<${source.slice(position + "&lt;".length, end)}>`;
      pieces.push({ type: "given", by: "broadcast", text, id: text });
      position = end + "&gt;".length;
    } else if (MARKUP_BEGINS.includes(character) && endOfMarkup(source, position) > 0) {
      const end = endOfMarkup(source, position);
      const text = trimEnd(unescapeChat(source.slice(position, end)), ".,;:!?");
      pieces.push({ type: "given", by: "broadcast", text, id: text });
      position = end;
    } else if (isSpace(character)) {
      if (character === "\n") pieces.push({ type: "stop", text: "\n" });
      position += 1;
    } else {
      const wordEnd = endOfWord(source, position);
      pieces.push(...readWord(source.slice(position, wordEnd)));
      position = wordEnd;
    }
  }
  return pieces;
}

/** A text without the codes that colour it in a terminal. */
export function withoutColours(text: string): string {
  return text.replace(COLOUR_CODE, "");
}

/** The text of a chat message without its escapes. */
function unescapeChat(text: string): string {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: this is what has to be found
const COLOUR_CODE = /\u001b\[[0-9;?]{0,20}[A-Za-z]/g;
const MAX_GIVEN_CHARACTERS = 2_000;
const CLOSING = new Map([
  ["<", ">"],
  ["`", "`"],
  ['"', '"'],
  ["“", "”"],
  ["‘", "’"],
  ["'", "'"],
]);
const SPACES = " \t\n\u00a0\u2002\u2003\u2009\u202f\u3000";
/** Ends a word wherever it stands; `.` and `:` do so only at the end of one. */
const ENDS_WORD = '<>`"“”,;!?()[]{}|—–…=';
const EMPHASIS = "*_~";

function isSpace(character: string): boolean {
  return SPACES.includes(character);
}

/** Line ends become `\n`; other characters that cannot be seen become nothing, so that they cannot split a name. */
function withoutInvisible(text: string): string {
  return withoutColours(text)
    .replace(/\r\n?|[\u2028\u2029]/g, "\n")
    .replace(/[\0\v\f]/g, " ")
    .replace(/(?![\n\t])[\p{Cc}\p{Cf}\p{Cs}\p{Co}]/gu, "");
}

/** An apostrophe inside a word opens no quotation. */
function opensHere(source: string, position: number): boolean {
  const character = source.charAt(position);
  if (character !== "'" && character !== "‘") return true;
  const before = source.charAt(position - 1);
  return before === "" || isSpace(before) || ENDS_WORD.includes(before);
}

function closedAt(source: string, opening: number, closing: string): number {
  const within = source.slice(opening + 1, opening + MAX_GIVEN_CHARACTERS).indexOf(closing);
  return within < 0 ? -1 : opening + 1 + within;
}

const MARKUP_BEGINS = "&{$#";
const LONGEST_MARKUP = 400;

/**
 * Where a tag with attributes or something behind it ends, or the placeholder of a template, with all that is written on to it; -1 where
 * none begins. No name is written so: it is one to be quoted back whole.
 */
function endOfMarkup(source: string, position: number): number {
  const run = source.slice(position, position + LONGEST_MARKUP);
  const begins =
    /^&lt;[/a-z][^&]{0,200}&gt;(?=[^\s?!.,])/i.exec(run) ??
    /^&lt;[a-z][^&=]{0,100}=[^&]{0,200}&gt;/i.exec(run) ??
    /^(?:\{\{|\$\{|#\{|\{%)[^}]{1,200}\}/.exec(run);
  if (!begins) return -1;
  const rest = /^\S{0,400}/.exec(source.slice(position + begins[0].length, position + LONGEST_MARKUP));
  return position + begins[0].length + (rest?.[0].length ?? 0);
}

function endOfWord(source: string, start: number): number {
  let end = start + 1;
  if (ENDS_WORD.includes(source.charAt(start))) return end;
  const isUrl = source.startsWith("http://", start) || source.startsWith("https://", start);
  while (end < source.length) {
    const character = source.charAt(end);
    if (character === ";" && endsEscape(source, end)) {
      end += 1;
      continue;
    }
    const isArrow = character === ">" && "-=".includes(source.charAt(end - 1));
    if (
      isSpace(character) ||
      (isUrl ? character === "<" || character === ">" : ENDS_WORD.includes(character) && !isArrow)
    )
      break;
    end += 1;
  }
  return end;
}

/** The semicolon of `&gt;` ends no word. */
function endsEscape(source: string, end: number): boolean {
  return ["&amp", "&lt", "&gt"].some((name) => source.startsWith(name, end - name.length));
}

function readEnclosed(opening: string, inside: string): Piece[] {
  if (opening === "<") return readControlSequence(inside);
  if (inside.includes("\n")) return readMessage(inside); // a pasted block is text, not a name
  const text = unescapeChat(inside).trim();
  if (text === "") return [];
  const only = readMessage(text.replaceAll("`", ""));
  const [first] = only;
  if (only.length === 1 && first?.type === "given") return [first];
  return [{ type: "given", by: "quotes", text, id: text }];
}

/** What stands between `<` and `>` in a message as a chat server delivers it. */
function readControlSequence(inside: string): Piece[] {
  const bar = inside.indexOf("|");
  const target = unescapeChat(bar < 0 ? inside : inside.slice(0, bar));
  const label = unescapeChat(bar < 0 ? "" : inside.slice(bar + 1));
  const given = (by: GivenBy, id: string, text = label || id): Piece[] => [{ type: "given", by, text, id }];
  if (target.startsWith("@")) return given("user", target.slice(1), label || inside);
  if (target.startsWith("#")) return given("channel", target.slice(1));
  if (target.startsWith("!subteam^")) return given("user-group", target.slice("!subteam^".length));
  if (target.startsWith("!")) return given("broadcast", target, `<${target}>`);
  if (isWebAddress(target)) return given("url", target, target);
  if (TAG.test(target)) return given("broadcast", target, `<${target}>`);
  return [{ type: "stop", text: "<" }, ...readMessage(target), { type: "stop", text: ">" }];
}

/** What stands in a tag with attributes. */
const TAG = /^[a-z][\w-]{0,30}\s[^=]{0,100}=/i;

function isWebAddress(text: string): boolean {
  return text.startsWith("http://") || text.startsWith("https://");
}

/** The web address that a text is; also of `git@host:owner/name.git` and of `host.example/owner/name`, else null. */
function webAddressOf(text: string): string | null {
  if (isWebAddress(text)) return text;
  const clone = text.startsWith("git@") ? text.slice("git@".length).replace(":", "/") : text;
  const [host = "", ...path] = clone.split("/");
  const isHost = /^[a-z0-9.-]+\.[a-z]{2,}$/i.test(host);
  return isHost && path.length >= 2 ? `https://${clone}` : null;
}

/** One run of characters without spaces: a web address, or a word with what punctuation leaves of it. */
function readWord(raw: string): Piece[] {
  const text = unescapeChat(raw);
  if (ARROW.test(text)) return readArrows(text);
  const written = trimEnd(text, ".,;:!?)'\"");
  const address = webAddressOf(written);
  if (address !== null) return [{ type: "given", by: "url", text: written, id: address }];
  if (isEmoji(text)) return [];
  if (ROOM_MENTIONS.has(text.toLowerCase())) return [{ type: "given", by: "broadcast", text, id: text }];
  const leading = trimStart(text, `${EMPHASIS}<>@#'‘`);
  const bare = trimEnd(leading, `.:${EMPHASIS}<>'’`);
  const endsClause = /[.:]$/.test(trimEnd(leading, EMPHASIS));
  if (!/[\p{L}\p{N}]/u.test(bare)) return [{ type: "stop", text }];
  const pieces = splitPossessive(bare).map((part): Piece => ({ type: "word", text: part, word: wordForm(part) }));
  return endsClause ? [...pieces, { type: "stop", text: "." }] : pieces;
}

const ARROW = /->|=>|[→⟶➜➔]/;
/** Typed by hand they mention nobody, and are nobody's name. */
const ROOM_MENTIONS: ReadonlySet<string> = new Set(["@here", "@channel", "@everyone"]);

/** An arrow is a word of its own, also inside a word: `web->db`. */
function readArrows(text: string): Piece[] {
  return text
    .split(ARROW)
    .flatMap((part, index) => [
      ...(index > 0 ? [{ type: "word", text: "->", word: "->" } as const] : []),
      ...(part === "" ? [] : readWord(part)),
    ]);
}

function isEmoji(text: string): boolean {
  return /^:[a-z0-9_+-]+:$/.test(text);
}

/** `seat-map's` is `seat-map` and `'s`, so that the name stays a name; the `'s` of `what's` is read as `is`. */
function splitPossessive(text: string): string[] {
  return text.length > 2 && /['’]s$/i.test(text) ? [text.slice(0, -2), "'s"] : [text];
}

function wordForm(text: string): string {
  return text === "'s" ? text : text.normalize("NFKC").toLowerCase().replace(/['’]/g, "");
}

function trimStart(text: string, characters: string): string {
  let start = 0;
  while (start < text.length && characters.includes(text.charAt(start))) start += 1;
  return text.slice(start);
}

function trimEnd(text: string, characters: string): string {
  let end = text.length;
  while (end > 0 && characters.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}
