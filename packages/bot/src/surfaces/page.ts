import { ownerTitle } from "@callboard/answers";
import { pageMessage } from "../render/page.ts";
import { admitted, type Click, tell, threadOf } from "./click.ts";
import { OUTDATED, stateOf } from "./click-question.ts";
import { failureOf } from "./failure-of.ts";
import { noteOf } from "./message-of.ts";
import { permalinkOf } from "./permalink.ts";
import type { Services } from "./services.ts";

/** Within this time the same people are not called twice about the same message. */
const AGAIN_MS = 10 * 60_000;

/**
 * Calls an owner, in the thread that the button is in. Slack has asked for a confirmation before it tells of the click;
 * of several people who confirm, the first one calls.
 */
export async function page(click: Click, services: Services): Promise<void> {
  const { catalog, deeds, outbox } = services;
  const state = stateOf(click.value, catalog);
  const owner = state?.team && catalog.entity(state.team) ? state.team : null;
  if (!state || !owner || !click.on) return tell(click, noteOf(OUTDATED), services);
  if (!(await admitted(click, "act", services))) return;
  const { on } = click;
  const { channel, ts } = on;
  const title = ownerTitle(owner, catalog.entity(owner)?.metadata.title ?? null);

  const message = pageMessage({
    what: failureOf(state),
    owner: { ref: owner, title: catalog.entity(owner)?.metadata.title ?? null },
    contacts: catalog.owner(owner).contacts,
    by: click.user,
    permalink: permalinkOf(on, services),
  });
  const key = `paged ${channel}/${ts} ${owner}`;
  const outcome = await deeds.attempt(key, {
    keepMs: AGAIN_MS,
    async act({ since, mayBeDone }) {
      const threadTs = threadOf(on);
      const letter = { channel, threadTs, key, answers: ts, askedAt: since, message, mayBePosted: mayBeDone };
      return (await outbox.post(letter)) !== null;
    },
  });
  if (outcome === "done-before") {
    await tell(click, noteOf(`${title} was called from here already. Call again in ten minutes.`), services);
  } else if (outcome === "failed") {
    const reason = "I cannot write in this channel. Invite me and try again.";
    await tell(click, noteOf(`${title} was not called: ${reason}`), services);
  }
}
