import { ask } from "@callboard/answers";
import type { CatalogView, EntityRef } from "@callboard/core";
import { answerTo } from "./answer-to.ts";
import { noteOf } from "./message-of.ts";
import type { Services } from "./services.ts";

/** "Who owns this?" on somebody's message. */
export interface Pointed {
  readonly user: string;
  readonly channel: string;
  /** What the message says. */
  readonly text: string;
  readonly responseUrl: string;
}

/** Tells the one who asked who owns what a message names: alerts, addresses, refs, and names that are written exactly. */
export async function whoOwns({ user, channel, text, responseUrl }: Pointed, services: Services): Promise<void> {
  const { catalog, people, places, policy, respond } = services;
  const [person, place] = await Promise.all([people.find(user), places.find(channel)]);
  const ruling = await policy({ person, place: { ...place, isShared: false }, does: "read" });
  const whisper = (message: ReturnType<typeof noteOf>) =>
    respond(responseUrl, { response_type: "ephemeral", ...message });
  if (!ruling.allowed) {
    if (ruling.reason !== "") await whisper(noteOf(ruling.reason));
    return;
  }
  const named = namedIn(text, catalog);
  if (named.length === 0) {
    await whisper(
      noteOf("I found nothing in this message that the catalog knows. Ask me with a name: who owns payment-service"),
    );
    return;
  }
  const question = `who owns ${named.slice(0, MOST_NAMED).join(" and ")}`;
  const answered = await answerTo({ text: question, surface: "slash", conversation: null, person }, services);
  if (answered) await whisper(answered.message);
}

const MOST_NAMED = 5;
const MOST_WORDS = 200;

/** What a message is about: what it would be understood as when it were sent to the bot, or else exact names in it. */
function namedIn(text: string, view: CatalogView): readonly EntityRef[] {
  const asked = ask(view, text, { surface: "mention" });
  if (asked.outcome === "answer" && asked.entities.length > 0) return asked.entities;
  const words = text
    .slice(0, 10_000)
    .split(/[^\p{L}\p{N}_.:/-]+/u)
    .slice(0, MOST_WORDS);
  const names = words.map((word) => word.replace(/^[.:/-]+|[.:/-]+$/g, "")).filter((word) => /[-_:/.]/.test(word));
  const found = [...new Set(names)].flatMap((name) => {
    const resolution = view.resolve(name, { limit: 1 });
    return resolution.status === "found" && EXACT.has(resolution.match) ? [resolution.ref] : [];
  });
  return [...new Set(found)];
}

const EXACT: ReadonlySet<string> = new Set(["ref", "name", "alias", "title"]);
