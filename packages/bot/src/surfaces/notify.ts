import type { CatalogView } from "@callboard/core";
import type { ActionState } from "../render/action-state.ts";
import { actionIds } from "../render/actions.ts";
import { decodeState, encodeState } from "../render/encode-state.ts";
import { causeIn } from "../render/led-by-cause.ts";
import { notifyPreview, teamNotice } from "../render/notify.ts";
import { type NotifyPlan, type NotifyTarget, notifyPlan } from "../render/notify-targets.ts";
import { admitted, type Click, type ClickedMessage, tell, threadOf } from "./click.ts";
import { OUTDATED, stateOf } from "./click-question.ts";
import { failureOf } from "./failure-of.ts";
import { noteOf, withValue } from "./message-of.ts";
import { permalinkOf } from "./permalink.ts";
import type { Services } from "./services.ts";

/** A channel hears of the same incident once in this time. */
const AGAIN_MS = 24 * 3_600_000;

/** Shows who would be told what, to the one who pressed the button. Only they can send it, once, within ten minutes. */
export async function previewNotices(click: Click, services: Services): Promise<void> {
  const { catalog, confirmations } = services;
  const state = stateOf(click.value, catalog);
  const encoded = state && encodeState(state);
  if (!state || !encoded || !click.on) return tell(click, noteOf(OUTDATED), services);
  if (!(await admitted(click, "act", services))) return;
  const plan = stillToTell(planFor(state, catalog), click.on, services);
  const preview = notifyPreview(plan, state);
  const { channel } = click.on;
  const subject = JSON.stringify([click.user, channel, threadOf(click.on), encoded]);
  const token = confirmations.create(subject);
  await tell(click, { ...preview, blocks: withValue(preview.blocks, actionIds.notifySend, token) }, services);
}

/** Posts the notices that were confirmed, and says what became of them. */
export async function sendNotices(click: Click, services: Services): Promise<void> {
  const { catalog, confirmations, respond } = services;
  if (!(await admitted(click, "act", services))) return;
  const redeemed = await confirmations.redeem(click.value ?? "");
  if ("refused" in redeemed) return tell(click, noteOf(redeemed.refused), services);
  const [user, channel, threadTs, encoded]: [string, string, string | null, string] = JSON.parse(redeemed.subject);
  if (user !== click.user) return tell(click, noteOf("Only who asked for this preview can send it."), services);
  const state = decodeState(encoded, catalog);
  if (!state) return tell(click, noteOf(OUTDATED), services);

  const on: ClickedMessage = { channel, ts: threadTs ?? "", threadTs, isEphemeral: false };
  const { targets } = stillToTell(planFor(state, catalog), on, services);
  const permalink = threadTs === null ? null : permalinkOf({ channel, ts: threadTs, threadTs: null }, services);
  const told: string[] = [];
  const missed: string[] = [];
  for (const target of targets) {
    const notice = teamNotice(target, { what: failureOf(state), by: click.user, permalink });
    const isPosted = await postNotice(target, on, notice, services);
    (isPosted ? told : missed).push(target.channel ?? target.channelId ?? "");
  }
  const lines = [
    told.length > 0 ? `Told: ${told.join(", ")}.` : "Nobody was told.",
    ...(missed.length > 0 ? [`Not told, as I cannot write there: ${missed.join(", ")}. Invite me and try again.`] : []),
  ];
  if (click.responseUrl !== null)
    await respond(click.responseUrl, { replace_original: true, ...noteOf(lines.join("\n")) });
}

async function postNotice(
  target: NotifyTarget,
  on: ClickedMessage,
  message: ReturnType<typeof teamNotice>,
  { deeds, outbox }: Services,
): Promise<boolean> {
  const key = noticeKey(target, on);
  const channel = target.channelId ?? target.channel ?? "";
  const outcome = await deeds.attempt(key, {
    keepMs: AGAIN_MS,
    async act({ since, mayBeDone }) {
      const answers = String(since / 1_000);
      const letter = { channel, threadTs: null, key, answers, askedAt: since, message, mayBePosted: mayBeDone };
      return (await outbox.post(letter)) !== null;
    },
  });
  return outcome !== "failed";
}

function planFor(state: ActionState, view: CatalogView): NotifyPlan {
  const { mode, env } = state;
  const cause = causeIn(state);
  const options = { ...(mode && { mode }), ...(env !== undefined && { environment: env }), limit: EVERYTHING };
  return notifyPlan(view, view.blastRadius(cause?.symptoms ?? state.roots, options), cause);
}

const EVERYTHING = 5_000;

function stillToTell(plan: NotifyPlan, on: ClickedMessage, { deeds }: Services): NotifyPlan {
  return { ...plan, targets: plan.targets.filter((target) => !deeds.isDone(noticeKey(target, on))) };
}

/** A channel hears of an incident, which is a thread, once. */
function noticeKey({ channel, channelId }: NotifyTarget, on: ClickedMessage): string {
  return `notified ${on.channel}/${threadOf(on)} ${channelId ?? channel}`;
}
