import { type JsonObject, own } from "../limits/json.ts";
import { actionIds } from "../render/actions.ts";
import type { Click, ClickedMessage } from "./click.ts";

/** A click as the journal keeps it: what its button carries is left out where that is what somebody wrote, or a secret. */
export function keptClick(click: Click, at: number): JsonObject {
  const { actionId, blockId, user, value, on, responseUrl, triggerId } = click;
  const isSecret = SECRET.has(actionId) || actionId.startsWith(FORM);
  const isKept = value !== null && !isSecret && !WORDS.test(value);
  return {
    type: "click",
    at,
    actionId,
    blockId,
    user,
    value: isKept ? value : null,
    on: on && { ...on },
    responseUrl,
    triggerId,
  };
}

/** The click that was kept; null for anything else. */
export function readKeptClick(kept: JsonObject): (Click & { readonly at: number }) | null {
  const [actionId, blockId, user, triggerId] = [kept.actionId, kept.blockId, kept.user, kept.triggerId];
  if (kept.type !== "click" || typeof kept.at !== "number") return null;
  if (typeof actionId !== "string" || typeof blockId !== "string") return null;
  if (typeof user !== "string" || typeof triggerId !== "string") return null;
  return {
    at: kept.at,
    actionId,
    blockId,
    user,
    triggerId,
    value: textOrNull(kept.value),
    on: readOn(kept.on),
    view: null,
    responseUrl: textOrNull(kept.responseUrl),
    isResumed: true,
  };
}

const SECRET: ReadonlySet<string> = new Set([
  actionIds.notifySend,
  actionIds.runApprove,
  actionIds.runCancel,
  actionIds.runFiles,
]);
/** What people enter in forms. */
const FORM = "callboard.form";
/** The field of a state that holds a question in somebody's words. */
const WORDS = /"text":/;

function readOn(on: unknown): ClickedMessage | null {
  const [channel, ts, threadTs] = [own(on, "channel"), own(on, "ts"), own(on, "threadTs")];
  if (typeof channel !== "string" || typeof ts !== "string") return null;
  return { channel, ts, threadTs: textOrNull(threadTs), isEphemeral: own(on, "isEphemeral") === true };
}

function textOrNull(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}
