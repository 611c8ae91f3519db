import { checkMessage } from "../../limits/check-message.ts";
import { type JsonObject, own } from "../../limits/json.ts";
import type { ResponseTarget, ResponseUrls } from "../delivery/response-urls.ts";
import type { RequestLog } from "../request-log.ts";
import { argumentsOf } from "../web-api/arguments.ts";
import type { ApiAnswer } from "../web-api/call-method.ts";
import { violationDetails } from "../web-api/message-content.ts";
import type { Workspace } from "../workspace/workspace.ts";

/** Answers a payload that the app posted to a response_url. */
export function respond(
  path: string,
  payload: JsonObject,
  { responseUrls, ...rest }: RespondOptions & { readonly responseUrls: ResponseUrls },
): ApiAnswer {
  const target = responseUrls.use(path);
  if ("error" in target) {
    rest.log.add({ method: "response_url", payload, ok: false, error: target.error, violations: [], atMs: rest.now() });
    return { status: 404, headers: {}, body: { ok: false, error: target.error } };
  }
  return answerTo(target, payload, "response_url", rest);
}

export interface RespondOptions {
  readonly workspace: Workspace;
  readonly log: RequestLog;
  readonly now: () => number;
}

/** Posts or replaces the message that an app answers an act with. */
export function answerTo(
  target: ResponseTarget,
  payload: JsonObject,
  method: "response_url" | "ack",
  { workspace, log, now }: RespondOptions,
): ApiAnswer {
  const deletes = own(payload, "delete_original") === true;
  const violations = deletes ? [] : checkMessage(payload);
  const isEmpty = !deletes && !payload.text && !payload.blocks && !payload.attachments;
  const error = isEmpty ? "no_text" : violations.length > 0 ? "invalid_blocks" : null;
  log.add({ method, payload, ok: error === null, error, violations, atMs: now() });
  if (error !== null) return { status: 400, headers: {}, body: { ok: false, error, ...violationDetails(violations) } };

  const args = argumentsOf(payload);
  const original = target.message && workspace.message(target.message.channel, target.message.ts);
  const content = {
    text: args.optional("text") ?? "",
    blocks: args.objects("blocks", "invalid_blocks") ?? [],
    attachments: args.objects("attachments", "invalid_attachments") ?? [],
  };
  if (original && deletes) workspace.remove(original);
  else if (original && args.flag("replace_original")) workspace.update(original, { ...content, isEdited: true });
  else if (!deletes) {
    workspace.post({
      ...content,
      channel: target.channel,
      user: workspace.bot.id,
      botId: workspace.botId,
      threadTs: args.optional("thread_ts") ?? null,
      ...(args.optional("response_type") === "in_channel" ? {} : { ephemeralTo: target.user }),
    });
  }
  return { status: 200, headers: {}, body: { ok: true } };
}
