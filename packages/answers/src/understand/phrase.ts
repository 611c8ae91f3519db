import { words } from "./words.ts";

/** One line of grammar, ready to be matched: words and choices between them, and slots for what is asked about. */
export interface Phrase {
  readonly line: string;
  readonly parts: readonly PhrasePart[];
  /** Every word a message can begin this phrase with; behind the slot where it begins with one. */
  readonly starts: ReadonlySet<string>;
}

export type PhrasePart =
  | { readonly type: "word"; readonly word: string }
  /** Exactly one word or name, whatever it is but "not". */
  | { readonly type: "any" }
  | { readonly type: "slot"; readonly slot: SlotName }
  /** One of several runs of parts; an empty run makes it optional. */
  | { readonly type: "choice"; readonly options: readonly (readonly PhrasePart[])[] };

/**
 * What a slot expects: any entity, a group, a person, a template, what holds other things; `me` only who asks or who
 * was spoken of ("my", "their"). `other` is the second entity of a question about two, `entities` is a list of them.
 * `unsaid` is an entity that the clause ends without: the message names it elsewhere, or the thread is about it.
 */
export type SlotName = "entity" | "entities" | "other" | "team" | "person" | "place" | "template" | "me" | "unsaid";

const SLOTS: ReadonlyMap<string, SlotName> = new Map([
  ["{entity}", "entity"],
  ["{entities}", "entities"],
  ["{other}", "other"],
  ["{team}", "team"],
  ["{person}", "person"],
  ["{place}", "place"],
  ["{template}", "template"],
  ["{me}", "me"],
  ["{unsaid}", "unsaid"],
]);

/**
 * Takes a line of grammar apart. In `(who|which team) [really] owns {entity}`, `(a|b)` is a choice and `[a|b]` one
 * that may be missing, `{entity}` a slot and `{any}` any one word. Choices are not nested.
 */
export function parsePhrase(line: string): Phrase {
  const parts = (line.match(/\([^()]*\)|\[[^[\]]*\]|[^()[\]]+/g) ?? []).flatMap((piece): PhrasePart[] => {
    if (!piece.startsWith("(") && !piece.startsWith("[")) return partsOf(piece);
    const options = piece.slice(1, -1).split("|").map(partsOf);
    return [{ type: "choice", options: piece.startsWith("[") ? [...options, []] : options }];
  });
  return { line, parts, starts: new Set(startsOf(parts[0]?.type === "slot" ? parts.slice(1) : parts)) };
}

/** Every word that a phrase looks for. */
export function wordsOf(parts: readonly PhrasePart[]): string[] {
  return parts.flatMap((part) => {
    if (part.type === "word") return [part.word];
    return part.type === "choice" ? part.options.flatMap(wordsOf) : [];
  });
}

function partsOf(text: string): PhrasePart[] {
  return words(text).map((word) => {
    const slot = SLOTS.get(word);
    if (slot) return { type: "slot", slot };
    return word === "{any}" ? { type: "any" } : { type: "word", word };
  });
}

function startsOf(parts: readonly PhrasePart[]): string[] {
  const [first, ...rest] = parts;
  if (first?.type === "word") return [first.word];
  if (first?.type !== "choice") return [];
  return first.options.flatMap((option) => startsOf(option.length === 0 ? rest : option));
}
