import { type AskOptions, ask, askWithFacts, type Reply, type Surface } from "@callboard/answers";
import type { CatalogView, EntityRef } from "@callboard/core";
import type { Services } from "./services.ts";

/** A question as a surface hands it on. */
export interface Question {
  readonly text: string;
  readonly surface: Surface;
  /** What follow-ups are about; see {@link conversationOf}. Null where there are none. */
  readonly conversation: string | null;
  /** Who asks, where the catalog knows. */
  readonly user: EntityRef | null;
  /** True where no environment means everywhere, and not the default one. */
  readonly isPlaced?: boolean;
}

/** The answer to a question, with live facts where there are sources for them. */
export async function replyTo(question: Question, services: Services): Promise<Reply> {
  const { catalog, facts, changes } = services;
  const options = { ...optionsFor(question, services), changes: await changes() };
  const { defaultEnvironment } = services.settings;
  const whole = catalog.snapshot();
  const view = question.isPlaced || defaultEnvironment === null ? whole : inEnvironment(whole, defaultEnvironment);
  return facts ? askWithFacts(view, facts, question.text, options) : ask(view, question.text, options);
}

/** The view, where questions about a failure count in an environment when they name none. */
export function inEnvironment(view: CatalogView, environment: string): CatalogView {
  return {
    ...view,
    blastRadius: (roots, options) => view.blastRadius(roots, { environment, ...options }),
    commonCauses: (symptoms, options) => view.commonCauses(symptoms, { environment, ...options }),
    exposure: (ref, options) => view.exposure(ref, { environment, ...options }),
  };
}

/** Whether there is anything to say to a question, without asking live sources. */
export function isForBot(question: Question, services: Services): boolean {
  return ask(services.catalog, question.text, optionsFor(question, services)).outcome !== "ignore";
}

/** The name under which a thread, or the messages outside of threads with one person, are remembered. */
export function conversationOf(channel: string, threadTs: string | null): string {
  return threadTs === null ? channel : `${channel}/${threadTs}`;
}

function optionsFor({ surface, conversation, user }: Question, { conversations, clock }: Services): AskOptions {
  const known = user === null ? {} : { user };
  const context = conversation === null ? known : conversations.contextOf(conversation, known);
  return { surface, context, now: clock.now() };
}
