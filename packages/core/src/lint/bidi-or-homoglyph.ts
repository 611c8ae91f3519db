import { fieldName, jsonPointer } from "../model/problem.ts";
import { entityRule } from "./entity-rule.ts";
import { findLookalike, lookalikeHint } from "./lookalikes.ts";

export const bidiOrHomoglyph = entityRule({
  id: "bidi-or-homoglyph",
  severity: "warning",
  description: "A text shows people something else than what it holds.",
  *findIn(stored, catalog) {
    const { metadata, spec } = stored.entity;
    const deceiving = deceivingTexts({ metadata, spec });
    if (deceiving.length === 0) return;
    // A ref that is not what it looks like names nothing, and the finding that says so says why.
    const refs = new Set(catalog.relations(stored).map(({ path }) => path));
    for (const { path, text } of deceiving) {
      if (!refs.has(path)) yield { stored, path, message: `${fieldName(path)}: ${explain(text)}` };
    }
  },
});

/** Embeddings, overrides and isolates: they reorder what follows. Plain right-to-left text needs none of them. */
const BIDI_CONTROL = /[\u202a-\u202e\u2066-\u2069]/;
const NOT_ASCII = /[\u0080-\uffff]/;
/** Longer texts are API definitions and the like, which nobody reads for a name. */
const READ_CHARACTERS = 1000;

interface DeceivingText {
  readonly path: string;
  readonly text: string;
}

function explain(text: string): string {
  return BIDI_CONTROL.test(text)
    ? "it holds a character that changes the direction of the text after it. Take it out."
    : `a word mixes alphabets.${lookalikeHint(text)} Type it again.`;
}

function isDeceiving(text: string): boolean {
  if (text.length > READ_CHARACTERS || !NOT_ASCII.test(text)) return false;
  return BIDI_CONTROL.test(text) || findLookalike(text) !== undefined;
}

interface Holder {
  readonly value: object;
  readonly key: string;
  readonly parent: Holder | null;
}

// Almost every text is harmless: paths are put together for the others only.
function deceivingTexts(root: object): DeceivingText[] {
  const found: DeceivingText[] = [];
  const waiting: Holder[] = [{ value: root, key: "", parent: null }];
  for (let holder = waiting.pop(); holder; holder = waiting.pop()) {
    for (const [key, value] of Object.entries(holder.value)) {
      if (typeof value === "string" && isDeceiving(value)) found.push({ path: pointerTo(holder, key), text: value });
      else if (typeof value === "object" && value !== null) waiting.push({ value, key, parent: holder });
    }
  }
  return found;
}

function pointerTo(holder: Holder, key: string): string {
  const path = [key];
  for (let at: Holder = holder; at.parent !== null; at = at.parent) path.unshift(at.key);
  return jsonPointer(path);
}
