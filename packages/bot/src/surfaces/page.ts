import { ownerTitle } from "@callboard/answers";
import { pageMessage } from "../render/page.ts";
import { admitted, type Click, tell, threadOf } from "./click.ts";
import { OUTDATED, stateOf } from "./click-question.ts";
import { failureOf } from "./failure-of.ts";
import { noteOf } from "./message-of.ts";
import type { Services } from "./services.ts";

/** Within this time the same people are not called twice about the same message. */
const AGAIN_MS = 10 * 60_000;

/**
 * Calls an owner, in the thread that the button is in. Slack has asked for a confirmation before it tells of the click;
 * of several people who confirm, the first one calls.
 */
export async function page(click: Click, services: Services): Promise<void> {
  const { catalog, journal, outbox, clock } = services;
  const state = stateOf(click.value, catalog);
  const owner = state?.team && catalog.entity(state.team) ? state.team : null;
  if (!state || !owner || !click.on) return tell(click, noteOf(OUTDATED), services);
  if (!(await admitted(click, "act", services))) return;
  const { channel, ts } = click.on;
  const title = ownerTitle(owner, catalog.entity(owner)?.metadata.title ?? null);

  const key = `paged ${channel}/${ts} ${owner}`;
  if (journal.get(key) !== undefined) {
    return tell(click, noteOf(`${title} was called from here already. Call again in ten minutes.`), services);
  }
  await journal.set(key, true, AGAIN_MS);
  const message = pageMessage({
    what: failureOf(state),
    owner: { ref: owner, title: catalog.entity(owner)?.metadata.title ?? null },
    contacts: catalog.owner(owner).contacts,
    by: click.user,
  });
  const posted = await outbox.post({
    channel,
    threadTs: threadOf(click.on),
    key,
    answers: ts,
    askedAt: clock.now(),
    message,
  });
  if (posted) return;
  await journal.delete(key);
  await tell(
    click,
    noteOf(`${title} was not called: I cannot write in this channel. Invite me and try again.`),
    services,
  );
}
