import type { CatalogView } from "@callboard/core";
import type { Grammar } from "./grammar.ts";
import type { Item } from "./match-phrase.ts";
import type { Message } from "./message.ts";
import { isStranger } from "./read-given.ts";
import { MAX_MESSAGE_CHARACTERS, type Piece, readMessage } from "./read-message.ts";
import { nameReader } from "./read-name.ts";
import { readQuestion } from "./read-question.ts";
import type { Explanation, QuestionContext, Surface, Understanding } from "./understanding.ts";
import { FILLERS, words } from "./words.ts";

/** What a message asks of a catalog, and how it was read. */
export function understand(
  view: CatalogView,
  grammar: Grammar,
  text: string,
  { surface, context }: { readonly surface: Surface; readonly context: QuestionContext },
): { readonly understanding: Understanding; readonly explanation: Explanation } {
  const isTooLong = text.length > MAX_MESSAGE_CHARACTERS;
  const read = isTooLong ? [] : withoutAddress(readMessage(text), view, surface);
  const pieces = read.slice(0, MAX_PIECES);
  const message: Message = {
    items: pieces.map((piece) => ({ piece, forms: formsOf(piece, grammar) })),
    reader: { view, names: nameReader(view, wordsOf(pieces)), vocabulary: grammar.vocabulary },
    grammar,
    surface,
    context,
    notes: { phrases: [], names: [] },
  };
  const understanding = isTooLong || read.length > MAX_PIECES ? readTooLong(surface) : readOn(surface, message);
  return { understanding, explanation: { pieces: pieces.map((piece) => piece.text), ...message.notes } };
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
  if (surface !== "thread") return readQuestion(message);
  const first = message.items[0]?.piece;
  if (first?.type === "given" && first.by === "user")
    return { type: "silence", because: "Someone else was addressed." };
  const understanding = soundsLikeQuestion(message.items) ? readQuestion(message) : undefined;
  const isFollowUp =
    understanding?.type === "which-one" || (understanding?.type === "question" && understanding.entities.length > 0);
  return isFollowUp ? understanding : { type: "silence", because: "Not a follow-up question." };
}

/** People talk in threads: only a question mark, a question word or "and …" at the start asks the bot. */
function soundsLikeQuestion(items: readonly Item[]): boolean {
  if (items.some(({ piece }) => piece.type === "stop" && piece.text.includes("?"))) return true;
  const first = items.find(({ piece }) => piece.type === "word" && !FILLERS.has(piece.word));
  return first?.forms.some((form) => QUESTION_WORDS.has(form)) ?? false;
}

const QUESTION_WORDS: ReadonlySet<string> = new Set(
  words("who whom whose what which where how is are does do can has and whats whos"),
);

/** On the surfaces where the bot is addressed by mention, a mention at the start that is nobody's is the bot's own. */
function withoutAddress(pieces: readonly Piece[], view: CatalogView, surface: Surface): readonly Piece[] {
  if (surface === "thread") return pieces;
  const start = pieces.findIndex((piece) => !isStranger(piece, view) && piece.type !== "stop");
  return start < 0 ? [] : pieces.slice(start);
}

function formsOf(piece: Piece, grammar: Grammar): readonly string[] {
  if (piece.type !== "word") return [];
  const expanded = CONTRACTIONS.get(piece.word);
  return expanded ? [piece.word, expanded] : grammar.vocabulary.forms(piece.word);
}

/** What a short form also counts as; the word it leaves out may be missing in every phrase. */
const CONTRACTIONS: ReadonlyMap<string, string> = new Map([
  ["'s", "is"],
  ["whats", "what"],
  ["whos", "who"],
  ["wheres", "where"],
]);

function wordsOf(pieces: readonly Piece[]): ReadonlySet<string> {
  return new Set(pieces.flatMap((piece) => (piece.type === "word" ? [piece.word] : [])));
}
