import { questionOf } from "../render/questions.ts";
import { answerTo } from "./answer-to.ts";
import { admitted, type Click, tell } from "./click.ts";
import { isPlaced, OUTDATED, stateOf } from "./click-question.ts";
import { noteOf } from "./message-of.ts";
import type { Services } from "./services.ts";

/** Shows the channel an answer that only one person saw, as it is now. */
export async function share(click: Click, services: Services): Promise<void> {
  const state = stateOf(click.value, services.catalog);
  const text = state && questionOf(state);
  if (!state || text === null || click.responseUrl === null) return tell(click, noteOf(OUTDATED), services);
  // Everybody in the channel will read it, so the channel counts.
  const allowed = await admitted({ ...click, on: click.on && { ...click.on, isEphemeral: false } }, "read", services);
  if (!allowed) return;
  const { person } = allowed;
  const answered = await answerTo(
    { text, surface: "slash", conversation: null, person, isPlaced: isPlaced(state), shownOn: () => "mention" },
    services,
  );
  if (!answered?.reply) return tell(click, answered?.message ?? noteOf(OUTDATED), services);
  const shared = { response_type: "in_channel", replace_original: false, ...answered.message };
  await services.respond(click.responseUrl, shared);
  await services.respond(click.responseUrl, { delete_original: true });
}

/** Takes away a message that only one person sees. */
export async function dismiss({ responseUrl, on }: Click, { respond }: Services): Promise<void> {
  if (responseUrl !== null && on?.isEphemeral) await respond(responseUrl, { delete_original: true });
}
