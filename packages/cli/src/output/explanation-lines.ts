import type { Reply } from "@callboard/answers";
import { details } from "./details.ts";
import { dim, type Line } from "./line.ts";

const MAX_ROWS = 5;
const MAX_PHRASE_CHARACTERS = 90;

/** How a question was read; nothing unless it was asked with `--explain`. */
export function explanationLines({ explanation }: Reply): readonly Line[] {
  if (!explanation) return [];
  const { pieces, phrases, names } = explanation;
  return [
    dim("How it was read:"),
    ...details([
      ["words", pieces.join(" | ")],
      ...phrases
        .slice(0, MAX_ROWS)
        .map(({ intent, phrase, score }) => ["phrases", `${intent} (${score.toFixed(2)}): ${cut(phrase)}`] as const),
      ...names.slice(0, MAX_ROWS).map(({ text, reading, candidates, because }) => {
        const found = candidates.map(({ ref, score }) => `${ref} (${score.toFixed(2)})`).join(", ");
        return ["names", `"${text}": ${reading}${found && `, ${found}`}. ${because}`] as const;
      }),
    ]),
  ];
}

function cut(phrase: string): string {
  return phrase.length > MAX_PHRASE_CHARACTERS ? `${phrase.slice(0, MAX_PHRASE_CHARACTERS - 1)}…` : phrase;
}
