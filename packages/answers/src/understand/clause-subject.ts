import type { KindTiers } from "./intent-grammar.ts";
import type { Item, Region } from "./item.ts";
import { mayBeName, textOf } from "./name-words.ts";
import type { NameReader, NameReading } from "./read-name.ts";
import { FILLERS, FUNCTION_WORDS, KIND_WORDS } from "./words.ts";

/**
 * The name that a clause begins with: of "if ledger rejects the wrong entries" the ledger. Behind "if" and the like stands
 * a sentence, not a name; its verb must look like one, for "if ledger rejects exporter" names something else.
 */
export function clauseSubject(
  items: readonly Item[],
  { start, end }: Region,
  kinds: KindTiers,
  names: NameReader,
): Extract<NameReading, { type: "found" }> | undefined {
  let before = start - 1;
  while (before >= 0 && FILLERS.has(wordAt(items, before))) before -= 1;
  if (!BEFORE_CLAUSES.has(wordAt(items, before))) return undefined;
  for (let length = end - start - 1; length > 0; length -= 1) {
    const pieces = items.slice(start, start + length).map(({ piece }) => piece);
    if (!isVerb(items, start + length) || !mayBeName(pieces)) continue;
    const named = names.exact(textOf(pieces), kinds);
    if (named) return named;
  }
  return undefined;
}

const BEFORE_CLAUSES: ReadonlySet<string> = new Set(["if", "when", "whenever", "once", "because", "while", "whether"]);

/** "rejects the …", "starts sending", "misbehaves": a word in "s" with nothing, an object or a verb behind it. */
function isVerb(items: readonly Item[], position: number): boolean {
  const word = wordAt(items, position);
  if (!/[a-z]{2}[^s]s$/.test(word) || KIND_WORDS.has(word)) return false;
  const next = wordAt(items, position + 1);
  return next === "" || FILLERS.has(next) || FUNCTION_WORDS.has(next) || /[a-z]{2}ing$/.test(next);
}

function wordAt(items: readonly Item[], position: number): string {
  const piece = items[position]?.piece;
  return piece?.type === "word" ? piece.word : "";
}
