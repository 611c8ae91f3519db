import type { IntentGrammar } from "./intent-grammar.ts";
import type { Item } from "./item.ts";
import type { PhraseMatch } from "./match-phrase.ts";
import { LATER_QUESTIONS, PLEASANTRIES } from "./out-of-scope.ts";
import { parsePhrase } from "./phrase.ts";
import { type PhraseEntry, type PhraseIndex, phraseIndex } from "./phrase-index.ts";
import { type Vocabulary, vocabularyOf } from "./vocabulary.ts";

/** All that can be asked, ready to be matched. Make it once: it holds every phrase taken apart. */
export interface Grammar {
  intent(name: string): IntentGrammar | undefined;
  readonly vocabulary: Vocabulary;
  /** Every phrase found in a message, the one that explains most first. */
  questions(items: readonly Item[]): IntentMatch[];
  /** Sayings that imply a question. */
  statements(items: readonly Item[]): IntentMatch[];
  /** Questions that have no answer here, the one that explains most first. */
  outOfScope(items: readonly Item[]): { readonly name: string; readonly match: PhraseMatch }[];
  /** What is meant beside an alert; undefined where that is what is meant elsewhere, too. */
  besideAlert(items: readonly Item[]): IntentGrammar | undefined;
  /** The intents that something in a message speaks for. */
  cued(items: readonly Item[]): readonly Cued[];
  /** "and {entity}?": the question of before about something else. */
  followUps(items: readonly Item[]): PhraseMatch[];
  /** "I meant {entity}": the question before, of the message or the thread, about something else. */
  corrections(items: readonly Item[]): PhraseMatch[];
  pleasantries(items: readonly Item[]): PhraseMatch[];
  /** The intent of a bare name, and that of an empty message. */
  readonly bareName: string;
  readonly nothing: string;
}

/** A phrase of an intent found in a message. */
export interface IntentMatch {
  readonly intent: IntentGrammar;
  /** The kinds that the name must be of; null where any will do. */
  readonly only: readonly string[] | null;
  readonly match: PhraseMatch;
}

/** What speaks for an intent in a message. */
export interface Cued {
  readonly intent: IntentGrammar;
  readonly cues: readonly Cue[];
}

/** A cue found in a message. */
export interface Cue {
  readonly words: ReadonlySet<number>;
  /** Where it counts: before the name, behind it, or on either side. */
  readonly side: "before" | "behind" | "either";
  /** True for what must be said, so that the others count. */
  readonly isTopic: boolean;
}

/** The items that speak for an intent. */
export function wordsOfCues(cued: readonly Cued[], intent: string): ReadonlySet<number> {
  const cues = cued.find((each) => each.intent.name === intent)?.cues ?? [];
  return new Set(cues.flatMap(({ words }) => [...words]));
}

const CORRECTIONS = [
  "(i mean|i meant|i actually meant|i really meant|i was thinking of|i was asking about|i am asking about|make that|or rather|make it) {entity}",
];

const FOLLOW_UPS = [
  "(and|or) [for|of|what about|how about|the same for] {entity}",
  "[and] (what|how) about {entity}",
  "(and|or|what about|how about) {entity} in {any}",
  "(same|ditto) [question|thing|again] [for|with|about] {entity}",
  "[and] what of {entity}",
];

/** Puts intents together. Of two that explain a message equally well, the earlier one is meant. */
export function grammarOf(
  intents: readonly IntentGrammar[],
  { bareName, nothing }: Pick<Grammar, "bareName" | "nothing">,
): Grammar {
  const narrow = intents.flatMap((intent) => {
    if (!intent.narrow) return [];
    const { only, kinds, phrases } = intent.narrow;
    return entriesOf<Asking>(phrases, { intent: { ...intent, kinds }, only });
  });
  const plain = intents.flatMap((intent) =>
    entriesOf<Asking>([...intent.phrases, ...byName(intent)], { intent, only: null }),
  );
  const stated = intents.flatMap((intent) => [
    ...entriesOf<Asking>(intent.statements ?? [], { intent, only: null }),
    ...entriesOf<Asking>(intent.headlines ?? [], { intent: { ...intent, wholeMessage: true }, only: null }),
  ]);
  const urgent = intents.flatMap((intent) => entriesOf(intent.besideAlerts ?? [], intent));
  const later = LATER_QUESTIONS.flatMap(({ name, phrases }) => entriesOf(phrases, name));
  const again = entriesOf(FOLLOW_UPS, null);
  const corrected = entriesOf(CORRECTIONS, null);
  const polite = entriesOf(PLEASANTRIES, null);
  const entries = [...narrow, ...plain, ...stated, ...urgent, ...later, ...again, ...corrected, ...polite];
  const questions = phraseIndex([...narrow, ...plain]);
  const statements = phraseIndex(stated);
  const besideAlerts = phraseIndex(urgent);
  const outOfScope = phraseIndex(later);
  const followUps = phraseIndex(again);
  const corrections = phraseIndex(corrected);
  const pleasantries = phraseIndex(polite);
  const hinting = intents.flatMap((intent) => [
    ...(intent.cues ?? []).flatMap((line) => cueEntry(line, intent)),
    ...(intent.cueTopic === undefined
      ? []
      : entriesOf<Hint>([intent.cueTopic], { intent, side: "either", isTopic: true })),
  ]);
  const cues = phraseIndex(hinting);
  const vocabulary = vocabularyOf(
    entries.map(({ phrase }) => phrase),
    hinting.map(({ phrase }) => phrase),
  );
  return {
    intent: (name) => intents.find((intent) => intent.name === name),
    vocabulary,
    questions: (items) => found(questions, items),
    statements: (items) => found(statements, items),
    outOfScope: (items) =>
      outOfScope
        .find(items)
        .map(({ meaning: name, match }) => ({ name, match }))
        .sort(byScore),
    besideAlert: (items) => besideAlerts.find(items)[0]?.meaning,
    cued: (items) =>
      byIntent(
        cues.findAll(
          items.map((item) =>
            item.piece.type === "word"
              ? { ...item, forms: [...item.forms, ...vocabulary.hints(item.piece.word)] }
              : item,
          ),
        ),
      ),
    followUps: (items) => followUps.find(items).map(({ match }) => match),
    corrections: (items) => corrections.find(items).map(({ match }) => match),
    pleasantries: (items) => pleasantries.find(items).map(({ match }) => match),
    bareName,
    nothing,
  };
}

function entriesOf<Meaning>(lines: readonly string[], meaning: Meaning): PhraseEntry<Meaning>[] {
  return lines.map((line) => ({ meaning, phrase: parsePhrase(line) }));
}

/** Who knows the name of an intent may say it: "apis_consumed seat-map". Names of one word are in the phrases. */
function byName({ name, takes }: IntentGrammar): readonly string[] {
  if (!name.includes("_")) return [];
  const said = `(${name}|${name.replaceAll("_", "-")})`;
  return [takes === "none" ? said : takes === "two" ? `${said} {entity} {other}` : `${said} {entity}`];
}

/** What a cue stands for: of "{entity} leans on" the words, where a name stands before them. */
interface Hint {
  readonly intent: IntentGrammar;
  readonly side: Cue["side"];
  readonly isTopic: boolean;
}

function cueEntry(line: string, intent: IntentGrammar): PhraseEntry<Hint>[] {
  const side = line.startsWith("{entity} ") ? "behind" : line.endsWith(" {entity}") ? "before" : "either";
  return entriesOf<Hint>([line.replace(/^\{entity\} | \{entity\}$/, "")], { intent, side, isTopic: false });
}

function byIntent(found: readonly { readonly meaning: Hint; readonly match: PhraseMatch }[]): readonly Cued[] {
  const cues = new Map<IntentGrammar, Cue[]>();
  for (const { meaning, match } of found) {
    const cue = { words: match.words, side: meaning.side, isTopic: meaning.isTopic };
    const before = cues.get(meaning.intent);
    if (before) before.push(cue);
    else cues.set(meaning.intent, [cue]);
  }
  return Array.from(cues, ([intent, each]) => ({ intent, cues: each }));
}

/** What a phrase asks, wherever it stands. */
type Asking = Omit<IntentMatch, "match">;

function found(index: PhraseIndex<Asking>, items: readonly Item[]): IntentMatch[] {
  return index
    .find(items)
    .map(({ meaning, match }) => ({ ...meaning, match }))
    .sort(byScore);
}

function byScore(left: { readonly match: PhraseMatch }, right: { readonly match: PhraseMatch }): number {
  return right.match.score - left.match.score;
}
