import { type Candidate, type CatalogView, type EntityRef, entityRefParts } from "@callboard/core";
import { question } from "./conclude.ts";
import type { IntentGrammar } from "./intent-grammar.ts";
import type { PhraseMatch } from "./match-phrase.ts";
import type { Message } from "./message.ts";
import type { Understanding } from "./understanding.ts";

/** The question about several entities; where it takes one, which of them is meant. */
export function aboutMany(
  intent: IntentGrammar,
  refs: readonly EntityRef[],
  message: Message,
  match: PhraseMatch | null = null,
): Understanding {
  if (intent.takes === "many" || refs.length === 1) return question(intent.name, refs, message, match);
  const candidates = refs.slice(0, 5).map((ref) => asCandidate(ref, message.reader.view));
  return { type: "which-one", intent: intent.name, text: "", candidates };
}

function asCandidate(ref: EntityRef, view: CatalogView): Candidate {
  const title = view.entity(ref)?.metadata.title ?? null;
  return { ref, title, match: "name", score: 1, reason: `${entityRefParts(ref).name} was named.` };
}
