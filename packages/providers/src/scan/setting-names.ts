import type { Place } from "./evidence.ts";
import { codeWord } from "./source-code.ts";

/** The words of code that may show that a setting is read. */
export function wordsOfSetting(name: string): readonly string[] {
  return [...new Set(formsOf(name).flat())];
}

/** Whether code reads a setting: under its name, without its prefix, by the parts that it is nested in, or by habit. */
export function readsSetting(name: string, words: ReadonlyMap<string, Place>): boolean {
  return BY_HABIT.test(name) || formsOf(name).some((form) => form.every((word) => words.has(word)));
}

/** Settings that libraries read by themselves. */
const BY_HABIT = /^(?:SPRING_|QUARKUS_|MICRONAUT_|PGHOST$|RAILS_)/;

/** Each form is the words that have to be there together. */
function formsOf(name: string): readonly (readonly string[])[] {
  const parts = name.split(/[_.:-]+/).filter((part) => part !== "");
  const nested = name.split(/__|:/).filter((part) => part !== "");
  const forms = [[codeWord(name)]];
  // A prefix that all settings of a service have is often cut off; one word that is left says too little.
  for (const start of [1, 2]) if (parts.length - start >= 2) forms.push([codeWord(parts.slice(start).join(""))]);
  if (nested.length > 1) {
    const [section = "", ...rest] = nested;
    forms.push(
      /^connectionstrings$/i.test(section) ? ["getconnectionstring", codeWord(rest.join(""))] : nested.map(codeWord),
    );
  }
  return forms;
}
