import { own } from "../limits/json.ts";
import { laneOf, resumeAnswer } from "./answer-message.ts";
import type { Services } from "./services.ts";
import type { WrittenMessage } from "./written-message.ts";

/** Goes on with what an earlier process began and did not finish. What was asked is read from Slack again. */
export function resumeUnfinished(services: Services): void {
  for (const item of services.intake.unfinished()) {
    const { channel, ts, threadTs } = item.ids;
    if (typeof channel !== "string" || typeof ts !== "string") continue;
    const place = { channel, ts, threadTs: typeof threadTs === "string" ? threadTs : null };
    services.intake.resume(item, laneOf(place), async () => {
      const written = await readAgain(place, services);
      if (written) await resumeAnswer(written, services);
      else services.logger.warn("A message to be answered is gone.", place);
    });
  }
}

async function readAgain(
  place: Pick<WrittenMessage, "channel" | "ts" | "threadTs">,
  { sender }: Services,
): Promise<WrittenMessage | null> {
  const { channel, ts, threadTs } = place;
  const answer = await sender.send("conversations.replies", {
    args: () => ({ channel, ts: threadTs ?? ts, oldest: ts, latest: ts, inclusive: true, limit: 10 }),
  });
  const messages = answer.status === "done" ? own(answer.result, "messages") : null;
  const found = [messages ?? []].flat().find((message) => own(message, "ts") === ts);
  const [user, text] = [own(found, "user"), own(found, "text")];
  return typeof user === "string" && typeof text === "string" ? { ...place, user, text, isShared: null } : null;
}
