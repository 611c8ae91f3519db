import { type Answer, nameOf, type SaidLine, saidLines } from "@callboard/answers";
import type { EntityRef } from "@callboard/core";
import type { Button, KnownBlock } from "@slack/types";
import type { ActionState } from "./action-state.ts";
import { actionRow, askButton } from "./actions.ts";
import type { RenderOptions } from "./render-options.ts";
import { plainLine, richText } from "./rich-text.ts";
import { sourceContext } from "./small-print.ts";

type Unanswered = Extract<Answer, { readonly outcome: "clarify" | "not_found" | "not_understood" }>;

const OFFERED = 5;

/** What to say where there is no answer yet: which one is meant, what comes near, what can be asked. The likeliest first. */
export function choiceBlocks(answer: Unanswered, options: RenderOptions): readonly KnownBlock[] {
  const lines = saidLines(answer, options);
  const buttons = options.style === "read-only" ? [] : choices(answer).slice(0, OFFERED);
  const body = lines.filter(({ isMuted }) => !isMuted);
  return [
    ...richText(buttons.length > 0 ? besideButtons(body, answer) : body),
    ...sourceContext(lines, answer),
    ...actionRow(buttons),
  ];
}

/** Where there are buttons, nothing is said about asking in writing, and no question is written out. */
function besideButtons(body: readonly SaidLine[], { outcome, candidates }: Unanswered): readonly SaidLine[] {
  switch (outcome) {
    case "clarify":
      return [...body.slice(0, -1), ...moreChoices(candidates.length)];
    case "not_found":
      return body;
    case "not_understood":
      return body.filter(({ isItem }) => !isItem);
    default:
      return outcome satisfies never;
  }
}

function moreChoices(candidates: number) {
  return candidates > OFFERED ? [plainLine("To choose another one, ask again with its ref.")] : [];
}

function choices(answer: Unanswered): readonly Button[] {
  switch (answer.outcome) {
    case "clarify":
    case "not_found":
      return answer.candidates.flatMap((ref, index) => chooseButton(ref, index, answer));
    case "not_understood":
      return answer.data.suggestions.flatMap((question, index) =>
        askButton(`suggestion-${index}`, question, { intent: "help", roots: [], text: question }),
      );
    default:
      return answer satisfies never;
  }
}

function chooseButton(
  ref: EntityRef,
  index: number,
  answer: Exclude<Unanswered, { outcome: "not_understood" }>,
): Button[] {
  const names = answer.candidates.map(nameOf);
  const isAlone = names.filter((name) => name === names[index]).length === 1;
  const label = isAlone ? nameOf(ref) : `${nameOf(ref)} (${ref.slice(0, ref.indexOf(":"))})`;
  return askButton(`choice-${index}`, label, chosen(ref, answer));
}

/** The question again with the ref in the place of the name: whatever else it said still counts. */
function chosen(ref: EntityRef, { question, intent, outcome, data, unknownName }: ChoiceAnswer): ActionState {
  const name = outcome === "clarify" ? data.name : (unknownName ?? "");
  const at = name === "" ? -1 : question.toLowerCase().indexOf(name.toLowerCase());
  const text = at < 0 ? null : question.slice(0, at) + ref + question.slice(at + name.length);
  return { intent, roots: [ref], ...(text !== null && text.length <= LONGEST_QUESTION && { text }) };
}

type ChoiceAnswer = Extract<Answer, { readonly outcome: "clarify" | "not_found" }>;

const LONGEST_QUESTION = 300;
