/** Letters of other alphabets that look like a Latin one, by that Latin letter. */
const LOOKALIKES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    a: "аɑα",
    c: "сϲ",
    d: "ԁ",
    e: "е",
    h: "һ",
    i: "іι",
    j: "ј",
    k: "κ",
    l: "ӏ",
    o: "оοօ",
    p: "рρ",
    q: "ԛ",
    s: "ѕ",
    u: "υս",
    v: "νѵ",
    w: "ԝ",
    x: "хχ",
    y: "уγ",
    A: "АΑ",
    B: "ВΒ",
    C: "СϹ",
    E: "ЕΕ",
    H: "НΗ",
    I: "ІΙӀ",
    J: "Ј",
    K: "КΚ",
    M: "МΜ",
    N: "Ν",
    O: "ОΟ",
    P: "РΡ",
    S: "Ѕ",
    T: "ТΤ",
    X: "ХΧ",
    Y: "УΥ",
    Z: "Ζ",
  }).flatMap(([latin, others]) => [...others].map((other) => [other, latin] as const)),
);

const WORD = /[\p{L}\p{M}]+/gu;

/** A letter that is not what it looks like. */
export interface Lookalike {
  readonly letter: string;
  readonly looksLike: string;
}

/** The first letter of another alphabet that hides among Latin letters in one word; undefined when there is none. */
export function findLookalike(text: string): Lookalike | undefined {
  for (const [word] of text.matchAll(WORD)) {
    if (!/[A-Za-z]/.test(word)) continue;
    for (const letter of word) {
      const looksLike = LOOKALIKES.get(letter);
      if (looksLike !== undefined) return { letter, looksLike };
    }
  }
  return undefined;
}

/** A sentence, with a space before it, on a letter that is not what it looks like; empty when there is none. */
export function lookalikeHint(text: string): string {
  const found = findLookalike(text);
  if (!found) return "";
  const codePoint = (found.letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
  return ` It holds U+${codePoint}, which only looks like "${found.looksLike}".`;
}
