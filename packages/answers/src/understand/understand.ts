import type { CatalogView } from "@callboard/core";
import { understandAlerts } from "../alerts/understand-alerts.ts";
import type { Grammar } from "./grammar.ts";
import type { Item } from "./item.ts";
import { withJoinedNames } from "./join-names.ts";
import type { Message } from "./message.ts";
import { saysNamespace } from "./namespaces.ts";
import { isStranger } from "./read-given.ts";
import { MAX_MESSAGE_CHARACTERS, type Piece, readMessage } from "./read-message.ts";
import { nameReader } from "./read-name.ts";
import { readQuestion } from "./read-question.ts";
import { readSince } from "./read-since.ts";
import type { Explanation, QuestionContext, Surface, Understanding } from "./understanding.ts";
import { FILLERS, FUNCTION_WORDS, words } from "./words.ts";

/** What a message asks of a catalog, and how it was read. */
export function understand(
  view: CatalogView,
  grammar: Grammar,
  text: string,
  { surface, context }: { readonly surface: Surface; readonly context: QuestionContext },
): { readonly understanding: Understanding; readonly explanation: Explanation } {
  const notes: Message["notes"] = { phrases: [], names: [] };
  const messageOf = (part: string, thread = context.thread): Message => {
    const pieces = withoutAddress(readMessage(part), view, surface).slice(0, MAX_PIECES + 1);
    return {
      items: itemsOf(pieces, grammar),
      reader: { view, names: nameReader(view, wordsOf(pieces)), vocabulary: grammar.vocabulary },
      grammar,
      surface,
      context: thread ? { ...context, thread } : context,
      notes,
    };
  };
  const message = messageOf(text.length > MAX_MESSAGE_CHARACTERS ? "" : text);
  const isTooLong = text.length > MAX_MESSAGE_CHARACTERS || message.items.length > MAX_PIECES;
  const isRead = surface === "channel" || asksAboutLink(message);
  const alerts = isRead ? undefined : understandAlerts(text, surface, messageOf);
  const understanding = alerts ?? (isTooLong ? readTooLong(surface) : readOn(surface, message));
  const pieces = message.items.slice(0, MAX_PIECES).map(({ piece }) => piece.text);
  return { understanding, explanation: { pieces, ...notes } };
}

/** "who owns <link>": a link of an alerting tool in a question is what that is about, and no alert. */
function asksAboutLink({ items, grammar }: Message): boolean {
  const at = items.findIndex(({ piece }) => piece.type === "given" && piece.by === "url");
  if (at < 0 || items.some(({ piece }) => piece.text === "\n")) return false;
  return grammar.questions(items).some(({ match: { slot } }) => slot?.start === at && slot.end === at + 1);
}

/** A message of more words is no question. */
const MAX_PIECES = 250;

function readTooLong(surface: Surface): Understanding {
  return surface === "channel" || surface === "thread"
    ? { type: "silence", because: "A long message among people." }
    : { type: "not-understood", because: "too-long", wanted: null, entity: null };
}

function readOn(surface: Surface, message: Message): Understanding {
  if (surface === "channel") return { type: "silence", because: "The bot was not addressed." };
  if (surface !== "thread") return readWhole(message);
  const first = message.items[0]?.piece;
  if (first?.type === "given" && first.by === "user")
    return { type: "silence", because: "Someone else was addressed." };
  if (isSmallTalk(message.items)) return { type: "silence", because: "People ask this of each other." };
  const understanding = soundsLikeQuestion(message) ? readWhole(message) : undefined;
  const isFollowUp =
    understanding?.type === "which-one" || (understanding?.type === "question" && understanding.entities.length > 0);
  return isFollowUp ? understanding : { type: "silence", because: "Not a follow-up question." };
}

/** What a message asks; where that is nothing, with names that words such as "in" are a part of read as one. */
function readWhole(message: Message): Understanding {
  const understood = readQuestion(message);
  const isOpen =
    understood.type === "no-such-name" || (understood.type === "not-understood" && understood.because !== "order");
  const joined = isOpen ? withJoinedNames(message) : undefined;
  const again = joined && readQuestion(joined);
  return again?.type === "question" || again?.type === "which-one" ? again : understood;
}

/**
 * People talk in threads: only a question mark, a question word or "and …" at the start asks the bot. "why" does where
 * the answer before told what else is hit: elsewhere people ask it of each other.
 */
function soundsLikeQuestion({ items, context, grammar }: Message): boolean {
  if (items.some(({ piece }) => piece.type === "stop" && piece.text.includes("?"))) return true;
  const first = items.find(({ piece }) => piece.type === "word" && !FILLERS.has(piece.word));
  const before = context.thread && grammar.intent(context.thread.intent);
  const toldEffects = before?.modified === true || before?.causedBy !== undefined;
  return first?.forms.some((form) => QUESTION_WORDS.has(form) || (toldEffects && form === "why")) ?? false;
}

const QUESTION_WORDS: ReadonlySet<string> = new Set(
  words("who whom whose what which where how is are does do can has and whats whos same ditto"),
);

/** "what happened?" without a word for what: in a thread people mean what one of them just said. */
function isSmallTalk(items: readonly Item[]): boolean {
  const said = items.flatMap((item) =>
    item.piece.type === "word" && (item.isTime || !FILLERS.has(item.piece.word))
      ? (item.forms.at(-1) ?? item.piece.word)
      : [],
  );
  return SMALL_TALK.has(said.join(" ").replace(/ (?:here|there)$/, ""));
}

const SMALL_TALK: ReadonlySet<string> = new Set(
  "what happened|what has happened|what|who|where|how|which|what next|who knows|how so|what then".split("|"),
);

/** On the surfaces where the bot is addressed by mention, a mention at the start that is nobody's is the bot's own. */
function withoutAddress(pieces: readonly Piece[], view: CatalogView, surface: Surface): readonly Piece[] {
  if (surface === "thread") return pieces;
  const isAddress = (piece: Piece) => piece.type === "given" && piece.by === "user" && isStranger(piece, view);
  const start = pieces.findIndex((piece) => !isAddress(piece) && piece.type !== "stop");
  return start < 0 ? [] : pieces.slice(start);
}

/** Pieces with the words they can stand for. The "in" of "in the last hour" belongs to the time, and stands for nothing. */
function itemsOf(pieces: readonly Piece[], grammar: Grammar): readonly Item[] {
  const items: readonly Item[] = withoutPause(withoutExclamations(pieces)).map((piece) => ({
    piece,
    forms: formsOf(piece, grammar),
  }));
  const said = readSince(items)?.said;
  if (!said) return items;
  return items.map((item, position) => {
    if (!said.has(position)) return item;
    const isPreposition = item.piece.type === "word" && FUNCTION_WORDS.has(item.piece.word);
    return { ...item, isTime: true, ...(isPreposition && { forms: [] }) };
  });
}

/** "why on earth", "what in the world": said for emphasis, it means nothing. */
function withoutExclamations(pieces: readonly Piece[]): readonly Piece[] {
  const said = pieces.map((piece) => (piece.type === "word" ? piece.word : "|"));
  const dropped = new Set<number>();
  for (const [at, word] of said.entries()) {
    if (!ASKING.has(word)) continue;
    const run = EXCLAMATIONS.find((each) => each.every((other, offset) => said[at + 1 + offset] === other)) ?? [];
    for (const [offset] of run.entries()) dropped.add(at + 1 + offset);
  }
  return dropped.size === 0 ? pieces : pieces.filter((_, at) => !dropped.has(at));
}

/** "and cart, why": the comma before the last word of a follow-up ends no clause. */
function withoutPause(pieces: readonly Piece[]): readonly Piece[] {
  const last = pieces.findLastIndex(({ type }) => type !== "stop");
  const [first] = pieces;
  const isPause =
    first?.type === "word" && first.word === "and" && pieces[last]?.text === "why" && pieces[last - 1]?.text === ",";
  return isPause ? pieces.filter((_, at) => at !== last - 1) : pieces;
}

const EXCLAMATIONS = ["on earth", "in the world", "in heavens name", "in gods name", "the hell", "the heck"].map(words);
const ASKING: ReadonlySet<string> = new Set(words("who what which why how where when whose"));

function formsOf(piece: Piece, grammar: Grammar): readonly string[] {
  if (piece.type !== "word") return [];
  const expanded = CONTRACTIONS.get(piece.word);
  return expanded ? [piece.word, expanded] : grammar.vocabulary.forms(piece.word);
}

/** What a short form also counts as; the word it leaves out may be missing in every phrase. */
const CONTRACTIONS: ReadonlyMap<string, string> = new Map([
  ["'s", "is"],
  ["whats", "what"],
  ["wat", "what"],
  ["wut", "what"],
  ["whos", "who"],
  ["whod", "who"],
  ["wheres", "where"],
  ["id", "i"],
  ["im", "i"],
  ["ive", "i"],
  ["wed", "we"],
  ["weve", "we"],
  ["w/o", "without"],
  ["w/", "with"],
  ["4", "for"],
  ["2", "to"],
  ["u", "you"],
  ["ur", "your"],
  ["r", "are"],
  ["y", "why"],
  ["n", "and"],
  ["q", "question"],
  ["ppl", "people"],
  ["sum1", "someone"],
  ["any1", "anyone"],
  ["every1", "everyone"],
  ["wats", "what"],
  ["hows", "how"],
  ["dis", "this"],
  ["dat", "that"],
  ["da", "the"],
  ["bout", "about"],
  ["wanna", "want"],
  ["gonna", "going"],
]);

/** The words that can decide between namespaces. */
function wordsOf(pieces: readonly Piece[]): ReadonlySet<string> {
  return new Set(pieces.flatMap((piece) => (piece.type === "word" && saysNamespace(piece) ? [piece.word] : [])));
}
