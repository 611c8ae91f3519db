import type { CatalogView } from "@callboard/core";
import { COMMANDS, FILLERS, FUNCTION_WORDS, words } from "./words.ts";

/** The namespaces of a catalog, in lower case. Counted once for each revision, as that takes a look at every entity. */
export function namespacesOf(view: CatalogView): ReadonlySet<string> {
  const before = known.get(view);
  if (before?.revision === view.revision) return before.namespaces;
  const counted = view.facets(["metadata.namespace"])["metadata.namespace"] ?? [];
  const namespaces = new Set(["default", ...counted.map(({ value }) => value.toLowerCase())]);
  known.set(view, { revision: view.revision, namespaces });
  return namespaces;
}

const known = new WeakMap<CatalogView, { readonly revision: number; readonly namespaces: ReadonlySet<string> }>();

/** A word of a message, as written and in lower case. */
interface SaidWord {
  readonly text: string;
  readonly word: string;
}

/** A namespace that is said beside a name, and the words of the name. */
export interface SaidNamespace<Word> {
  readonly namespace: string;
  readonly rest: readonly Word[];
}

/** "lobby in us", "seat-map in the retail namespace": what stands behind "in", where that is a namespace. */
export function namespaceBehind<Word extends SaidWord>(
  words: readonly Word[],
  view: CatalogView,
): SaidNamespace<Word> | undefined {
  const end = words.length - (NAMESPACE_WORDS.has(words.at(-1)?.word ?? "") ? 1 : 0);
  const last = words[end - 1];
  if (!last || !namespacesOf(view).has(last.word)) return undefined;
  let at = end - 2;
  while (at >= 0 && FILLERS.has(words[at]?.word ?? "")) at -= 1;
  return PREPOSITIONS.has(words[at]?.word ?? "") ? { namespace: last.word, rest: words.slice(0, at) } : undefined;
}

/** "the retail seat-map", "seat-map retail", "US lobby": a namespace at either end of a name. */
export function namespacesBeside<Word extends SaidWord>(
  words: readonly Word[],
  view: CatalogView,
): readonly SaidNamespace<Word>[] {
  const start = words.findIndex(({ word }) => !FILLERS.has(word));
  const [first, last] = [words[start], words.at(-1)];
  if (!first || !last || words.length < start + 2) return [];
  const rest = words.slice(words[start + 1]?.word === "'s" ? start + 2 : start + 1);
  // "tell us who …" speaks of no namespace "us", but "the us lobby" does.
  const isFirst = (start > 0 || saysNamespace(first)) && namespacesOf(view).has(first.word);
  const isLast = saysNamespace(last) && namespacesOf(view).has(last.word);
  return [
    ...(isFirst ? [{ namespace: first.word, rest }] : []),
    ...(isLast ? [{ namespace: last.word, rest: words.slice(start, -1) }] : []),
  ].filter((said) => said.rest.length > 0);
}

/** True for a word that says a namespace by itself: "us" says none unless it is written "US". */
export function saysNamespace({ text, word }: SaidWord): boolean {
  return !(FUNCTION_WORDS.has(word) || COMMANDS.has(word)) || (text.length > 1 && text === text.toUpperCase());
}

const PREPOSITIONS: ReadonlySet<string> = new Set(["in", "within", "from", "inside", "under"]);
const NAMESPACE_WORDS: ReadonlySet<string> = new Set(words("namespace ns cluster region"));
