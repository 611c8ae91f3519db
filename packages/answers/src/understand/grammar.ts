import type { IntentGrammar } from "./intent-grammar.ts";
import { type Item, matchPhrase, type PhraseMatch } from "./match-phrase.ts";
import { LATER_QUESTIONS, PLEASANTRIES } from "./out-of-scope.ts";
import { type Phrase, parsePhrase } from "./phrase.ts";
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
  /** "and {entity}?": the question of before about something else. */
  followUps(items: readonly Item[]): PhraseMatch[];
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

const FOLLOW_UPS = [
  "(and|or) [for|of|what about|how about|the same for] {entity}",
  "[and] (what|how) about {entity}",
  "(same|ditto) [question|thing] [for|with] {entity}",
];

/** Puts intents together. Of two that explain a message equally well, the earlier one is meant. */
export function grammarOf(
  intents: readonly IntentGrammar[],
  { bareName, nothing }: Pick<Grammar, "bareName" | "nothing">,
): Grammar {
  const narrow = intents.flatMap((intent) => {
    if (!intent.narrow) return [];
    const { only, kinds, phrases } = intent.narrow;
    return [{ intent: { ...intent, kinds }, only, phrases: phrases.map(parsePhrase) }];
  });
  const questions = [
    ...narrow,
    ...intents.map((intent) => ({ intent, only: null, phrases: intent.phrases.map(parsePhrase) })),
  ];
  const statements = intents.flatMap((intent) => [
    { intent, only: null, phrases: (intent.statements ?? []).map(parsePhrase) },
    { intent: { ...intent, wholeMessage: true }, only: null, phrases: (intent.headlines ?? []).map(parsePhrase) },
  ]);
  const later = LATER_QUESTIONS.map(({ name, phrases }) => ({ name, phrases: phrases.map(parsePhrase) }));
  const followUps = FOLLOW_UPS.map(parsePhrase);
  const pleasantries = PLEASANTRIES.map(parsePhrase);
  const groups = [...questions, ...statements, ...later, { phrases: followUps }, { phrases: pleasantries }];
  return {
    intent: (name) => intents.find((intent) => intent.name === name),
    vocabulary: vocabularyOf(groups.flatMap(({ phrases }) => phrases)),
    questions: (items) => matches(questions, items),
    statements: (items) => matches(statements, items),
    outOfScope: (items) =>
      later.flatMap(({ name, phrases }) => found(phrases, items).map((match) => ({ name, match }))).sort(byScore),
    followUps: (items) => found(followUps, items),
    pleasantries: (items) => found(pleasantries, items),
    bareName,
    nothing,
  };
}

function matches(
  groups: readonly (Omit<IntentMatch, "match"> & { readonly phrases: readonly Phrase[] })[],
  items: readonly Item[],
): IntentMatch[] {
  return groups
    .flatMap(({ intent, only, phrases }) => found(phrases, items).map((match) => ({ intent, only, match })))
    .sort(byScore);
}

function found(phrases: readonly Phrase[], items: readonly Item[]): PhraseMatch[] {
  return phrases.flatMap((phrase) => matchPhrase(phrase, items) ?? []);
}

function byScore(left: { readonly match: PhraseMatch }, right: { readonly match: PhraseMatch }): number {
  return right.match.score - left.match.score;
}
