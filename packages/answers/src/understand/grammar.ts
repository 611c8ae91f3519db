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
  /** The name of a question without an answer here that this may be, when it is no other. */
  looselyOutOfScope(items: readonly Item[]): string | undefined;
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
  const questions = intents.map((intent) => ({ intent, phrases: intent.phrases.map(parsePhrase) }));
  const statements = intents.flatMap((intent) => [
    { intent, phrases: (intent.statements ?? []).map(parsePhrase) },
    { intent: { ...intent, wholeMessage: true }, phrases: (intent.headlines ?? []).map(parsePhrase) },
  ]);
  const later = LATER_QUESTIONS.map(({ name, phrases, loosePhrases = [] }) => ({
    name,
    phrases: phrases.map(parsePhrase),
    loosePhrases: loosePhrases.map(parsePhrase),
  }));
  const followUps = FOLLOW_UPS.map(parsePhrase);
  const pleasantries = PLEASANTRIES.map(parsePhrase);
  const loose = later.map(({ loosePhrases }) => ({ phrases: loosePhrases }));
  const groups = [...loose, ...questions, ...statements, ...later, { phrases: followUps }, { phrases: pleasantries }];
  return {
    intent: (name) => intents.find((intent) => intent.name === name),
    vocabulary: vocabularyOf(groups.flatMap(({ phrases }) => phrases)),
    questions: (items) => matches(questions, items),
    statements: (items) => matches(statements, items),
    outOfScope: (items) =>
      later.flatMap(({ name, phrases }) => found(phrases, items).map((match) => ({ name, match }))).sort(byScore),
    looselyOutOfScope: (items) => later.find(({ loosePhrases }) => found(loosePhrases, items).length > 0)?.name,
    followUps: (items) => found(followUps, items),
    pleasantries: (items) => found(pleasantries, items),
    bareName,
    nothing,
  };
}

function matches(
  groups: readonly { readonly intent: IntentGrammar; readonly phrases: readonly Phrase[] }[],
  items: readonly Item[],
): IntentMatch[] {
  return groups
    .flatMap(({ intent, phrases }) => found(phrases, items).map((match) => ({ intent, match })))
    .sort(byScore);
}

function found(phrases: readonly Phrase[], items: readonly Item[]): PhraseMatch[] {
  return phrases.flatMap((phrase) => matchPhrase(phrase, items) ?? []);
}

function byScore(left: { readonly match: PhraseMatch }, right: { readonly match: PhraseMatch }): number {
  return right.match.score - left.match.score;
}
