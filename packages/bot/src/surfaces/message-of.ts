import type { Reply, Surface } from "@callboard/answers";
import type { KnownBlock, SectionBlock } from "@slack/types";
import { actionIds } from "../render/actions.ts";
import { encodeState } from "../render/encode-state.ts";
import { notificationText, plainText } from "../render/escape.ts";
import { renderAnswer } from "../render/render-answer.ts";
import type { SlackMessage } from "../trust/outbox.ts";
import type { Person } from "../trust/people.ts";
import type { Services } from "./services.ts";

/** Where an answer is shown, and to whom. */
export interface Shown {
  readonly surface: Surface;
  readonly person: Person;
  /** As {@link RenderOptions.isLed}. */
  readonly isLed?: boolean;
}

/** An answer as a message; null when nothing is to be said. Only members can click in it. */
export function messageOf(
  reply: Reply,
  { surface, person, isLed = false }: Shown,
  services: Services,
): SlackMessage | null {
  const { catalog, clock, settings } = services;
  const rendered = renderAnswer(reply, {
    surface,
    isLed,
    now: clock.now(),
    view: catalog,
    style: person.standing === "member" ? "interactive" : "read-only",
    environments: settings.environments,
    canRun: services.templates !== null,
    ...(settings.catalogUrl !== null && { catalogUrl: settings.catalogUrl }),
  });
  return rendered && { text: rendered.text, blocks: withShareState(rendered.blocks, reply) };
}

/** A text of ours as a message. */
export function noteOf(text: string): SlackMessage {
  const block: SectionBlock = { type: "section", text: plainText(text, 3_000) };
  return { text: notificationText(text), blocks: [block] };
}

/** Slack does not say what a message was that only one person sees, so the button to share it carries the question. */
function withShareState(blocks: readonly KnownBlock[], { intent, entities, question }: Reply): readonly KnownBlock[] {
  return withValue(blocks, actionIds.share, intent && encodeState({ intent, roots: entities, text: question }));
}

/** Blocks in which one button carries another value; without it where there is none. */
export function withValue(
  blocks: readonly KnownBlock[],
  actionId: string,
  value: string | null,
): readonly KnownBlock[] {
  return blocks.flatMap((block): KnownBlock[] => {
    if (block.type !== "actions") return [block];
    const elements = block.elements.flatMap((element) => {
      if (element.type !== "button" || element.action_id !== actionId) return [element];
      return value === null ? [] : [{ ...element, value }];
    });
    return elements.length === 0 ? [] : [{ ...block, elements }];
  });
}
