import type { Reply, Surface } from "@callboard/answers";
import { CatalogError } from "@callboard/core";
import type { SlackMessage } from "../trust/outbox.ts";
import type { Person } from "../trust/people.ts";
import { messageOf, noteOf } from "./message-of.ts";
import { type Question, replyTo } from "./reply.ts";
import type { Services } from "./services.ts";

/** A question, who asks it, and how its answer is shown. */
export interface PersonalQuestion extends Omit<Question, "user"> {
  readonly person: Person;
  /** Where the answer is shown, when that is not where it was asked. */
  readonly shownOn?: (reply: Reply) => Surface;
}

/** An answer as a message. There is no reply where a fault of ours stands in its place. */
export interface AnsweredQuestion {
  readonly reply: Reply | null;
  readonly message: SlackMessage;
}

/** The answer to a question; null when nothing is to be said. A fault of ours is logged, and whoever asks is told. */
export async function answerTo(asked: PersonalQuestion, services: Services): Promise<AnsweredQuestion | null> {
  const { person, shownOn, ...question } = asked;
  try {
    const reply = await replyTo({ ...question, user: person.user }, services);
    const surface = shownOn?.(reply) ?? question.surface;
    const message = messageOf(reply, { surface, person }, services);
    return message && { reply, message };
  } catch (reason) {
    if (reason instanceof CatalogError && reason.code === "catalog-closed") throw reason;
    services.logger.error("A question could not be answered.", { reason });
    return { reply: null, message: noteOf(FAULT) };
  }
}

const FAULT = "I could not answer that, and it is my fault, not yours. Whoever runs me finds the reason in my log.";
