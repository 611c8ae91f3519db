/** What a word and its plural have in common: "stories" and "story", "boxes" and "box", "caches" and "cache". In lower case. */
export function stemOf(word: string): string {
  const [singular = ""] = singularsOf(word.toLowerCase());
  return singular.length > 3 && singular.endsWith("e") ? singular.slice(0, -1) : singular;
}

/** What a word may be the plural of, the likeliest first; the word itself where it looks like none. */
function singularsOf(word: string): readonly string[] {
  if (word.length > 4 && word.endsWith("ies")) return [`${word.slice(0, -3)}y`];
  if (/(?:s|x|z|ch|sh)es$/.test(word)) return [word.slice(0, -2), word.slice(0, -1)];
  return word.length > 2 && /[^sui]s$/.test(word) ? [word.slice(0, -1)] : [word];
}

/** The words of a name, or of what was said for one. */
export function partsOf(text: string): string[] {
  return text.split(/[\s_.-]+/).filter((part) => part !== "");
}

/** True where a name holds every word of a text, each in the plural or not. */
export function holdsWords(name: string, text: string): boolean {
  const stems = partsOf(name).map(stemOf);
  return partsOf(text).every((part) => stems.includes(stemOf(part)));
}

/**
 * Other ways to write a name of several words: a word of it in the plural or the singular, or with a letter doubled by
 * mistake. "passes service" and "newswire buss" are "pass-service" and "newswire-bus". Empty for a single word.
 */
export function formsOfName(text: string): readonly string[] {
  const parts = /[:/]/.test(text) ? [] : partsOf(text);
  if (parts.length < 2 || parts.length > LONGEST_NAME) return [];
  const forms = parts.flatMap((part, at) => formsOfWord(part).map((form) => parts.with(at, form).join(" ")));
  const singular = parts.map((part) => singularsOf(part.toLowerCase())[0]).join(" ");
  return [...new Set([...forms, singular])].filter((form) => form !== text.toLowerCase());
}

const LONGEST_NAME = 4;

function formsOfWord(word: string): readonly string[] {
  const lower = word.toLowerCase();
  const plural = /(?:s|x|z|ch|sh)$/.test(lower) ? `${lower}es` : `${lower.replace(/([^aeiou])y$/, "$1ie")}s`;
  const single = lower.replace(/(\p{L})\1$/u, "$1");
  return [...singularsOf(lower), plural, single].filter((form) => form !== lower);
}
