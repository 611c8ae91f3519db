import { intents } from "./intents.ts";
import { type Grammar, grammarOf } from "./understand/grammar.ts";

let compiled: Grammar | undefined;

/** The grammar of all intents, taken apart when the first question comes. */
export function askedGrammar(): Grammar {
  compiled ??= grammarOf(intents, { bareName: "describe", nothing: "help" });
  return compiled;
}
