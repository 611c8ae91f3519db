import type { Reply } from "@callboard/answers";
import { answerTo } from "./answer-to.ts";
import { noteOf } from "./message-of.ts";
import type { Services } from "./services.ts";
import { isIncidentChannel } from "./settings.ts";

/** A slash command that somebody typed. */
export interface TypedCommand {
  readonly channel: string;
  readonly user: string;
  readonly text: string;
  readonly responseUrl: string;
  /** Lets a window be opened, for three seconds. */
  readonly triggerId: string;
}

/**
 * Answers a slash command, for the eyes of who typed it. In an incident channel everybody reads the answer: there it
 * spares others the question.
 */
export async function answerCommand(typed: TypedCommand, services: Services): Promise<void> {
  const { asked, people, places, policy, respond, settings } = services;
  const [person, place] = await Promise.all([people.find(typed.user), places.find(typed.channel)]);
  // Only who typed it reads the answer, whoever else is in the channel.
  const ruling = await policy({ person, place: { ...place, isShared: false }, does: "read" });
  if (!ruling.allowed) {
    if (ruling.reason !== "")
      await respond(typed.responseUrl, { response_type: "ephemeral", ...noteOf(ruling.reason) });
    return;
  }
  const text = typed.text.trim() === "" ? "help" : typed.text;
  const isPublic = ({ outcome }: Reply) =>
    outcome === "answer" && isIncidentChannel(place.name, settings) && !place.isShared;
  const answer = await answerTo(
    // What everybody reads already needs no button to share it.
    { text, person, surface: "slash", conversation: null, shownOn: (it) => (isPublic(it) ? "mention" : "slash") },
    services,
  );
  if (!answer) return;
  const { reply, message } = answer;
  if (reply?.outcome === "answer" && reply.intent !== "help") asked.add(typed.user, text);
  await respond(typed.responseUrl, {
    response_type: reply && isPublic(reply) ? "in_channel" : "ephemeral",
    ...message,
  });
}
