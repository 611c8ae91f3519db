import type { EntityRef } from "@callboard/core";
import { notUnderstood, question } from "../understand/conclude.ts";
import { isBareOrder } from "../understand/find-order.ts";
import type { Message } from "../understand/message.ts";
import { looksLikeName } from "../understand/name-words.ts";
import { readQuestion } from "../understand/read-question.ts";
import type { Understanding } from "../understand/understanding.ts";
import type { Beside } from "./beside.ts";

/** Makes a message of a part of the text, as if it was said in a thread about an entity. */
export type MessageOf = (text: string, thread?: { readonly intent: string; readonly entity: string }) => Message;

/** What is asked beside alerts: of what they are about, or of something that the question names itself. */
export type AskedBeside =
  | { readonly type: "of-alert"; readonly intent: string; readonly question: Question | null }
  | { readonly type: "apart"; readonly understanding: Understanding };

type Question = Extract<Understanding, { type: "question" }>;

/**
 * What somebody asks or orders beside alerts about `subject`; what is only said ("just fired again") asks nothing. "this
 * box", "the thing that keeps crashing here": words that are no name stand for what the alert is about.
 */
export function questionBeside(
  beside: readonly Beside[],
  subject: EntityRef | undefined,
  intent: string,
  messageOf: MessageOf,
): AskedBeside | undefined {
  const thread = { intent, entity: subject ?? NOTHING };
  for (const { text, asks } of beside.slice(0, MAX_BESIDE)) {
    const said = text.slice(0, LONGEST_QUESTION);
    for (const wording of new Set([said, said.replace(HERE, " ")])) {
      const message = messageOf(wording, thread);
      if (message.items.every(({ piece }) => piece.type === "stop")) break;
      const asked = askedIn(message, asks, subject, text.includes("?"));
      if (asked) return asked;
    }
  }
  return undefined;
}

/** What no entity is called. */
const NOTHING = "no:thing";
const HERE = /\s(?:(?:right )?here|there|above|below)(?![\w-])/gi;
const MAX_BESIDE = 8;
const LONGEST_QUESTION = 400;
/** "why are these firing?" is what an alert is asked without words, too. */
const REASON = "reason";

function askedIn(
  message: Message,
  asks: boolean,
  subject: EntityRef | undefined,
  isMarked: boolean,
): AskedBeside | undefined {
  if (asks && !isMarked && isBareOrder(message.items)) {
    return {
      type: "apart",
      understanding: notUnderstood("order", message.items[0]?.piece.text ?? null, subject ?? null),
    };
  }
  const understood = readQuestion(message);
  const urgent = message.grammar.besideAlert(message.items)?.name;
  const isQuestion = asks && message.grammar.questions(message.items).length > 0;
  switch (understood.type) {
    case "question": {
      if (!isQuestion) return undefined;
      if (urgent && understood.entities.every((ref) => ref === subject)) return ofAlert(urgent, subject, message);
      if (understood.entities.length > 0) return { type: "of-alert", intent: understood.intent, question: understood };
      const isTimed = message.grammar.intent(understood.intent)?.timed === true;
      return isTimed ? ofAlert(understood.intent, subject, message) : undefined;
    }
    case "which-one":
      return isQuestion ? { type: "apart", understanding: understood } : undefined;
    case "no-such-name":
      if (!isQuestion) return undefined;
      if (understood.text !== NOTHING && looksLikeName(understood.text))
        return { type: "apart", understanding: understood };
      return ofAlert(urgent ?? understood.intent, subject, message);
    case "not-understood": {
      const isRefused =
        understood.because === "order" ||
        (understood.because === "out-of-scope" && understood.wanted !== REASON && isMarked);
      return isRefused ? { type: "apart", understanding: understood } : undefined;
    }
    case "silence":
      return undefined;
    default:
      return understood satisfies never;
  }
}

/** Undefined for what is asked of two things: an alert is one. */
function ofAlert(intent: string, subject: EntityRef | undefined, message: Message): AskedBeside | undefined {
  if (message.grammar.intent(intent)?.takes === "two") return undefined;
  const understood = subject === undefined ? undefined : question(intent, [subject], message);
  return { type: "of-alert", intent, question: understood?.type === "question" ? understood : null };
}
