import { randomBytes } from "node:crypto";
import type { JsonObject } from "@callboard/core";
import type { Template } from "@callboard/scaffolder";
import type { FormPlace } from "../../form/template-picker.ts";
import type { JsonObject as KeptJson } from "../../limits/json.ts";
import { planFiles } from "../../render/plan-files.ts";
import { planMessage } from "../../render/plan-message.ts";
import { admitted, type Click, tell } from "../click.ts";
import { noteOf } from "../message-of.ts";
import type { Services } from "../services.ts";
import { NO_THREAD, uploadFile } from "../upload-file.ts";
import type { Runner } from "./runner-for.ts";
import { reasonOf } from "./view-of.ts";

interface AskedPlan extends FormPlace {
  readonly template: Template;
  readonly values: JsonObject;
  readonly runner: Runner;
  /** The window that was sent off: of one there is one plan. */
  readonly viewId: string;
}

/** Has a plan made and posted where its form was opened. Resolves when that will not be forgotten. */
export function askForPlan(asked: AskedPlan, services: Services): Promise<void> {
  const { channel, threadTs, runner, viewId } = asked;
  const key = `plan ${viewId}`;
  const ids = { type: "plan", user: runner.id, channel, threadTs };
  return services.intake.take({ key, lane: key, ids }, () => postPlan(asked, key, services));
}

/** Tells whoever asked for a plan before a restart that there is none: what they entered is not kept. */
export async function missedPlan(ids: KeptJson, services: Services): Promise<void> {
  const { user, channel, threadTs = null } = ids;
  if (typeof user !== "string" || typeof channel !== "string") return;
  const place = { channel, threadTs: typeof threadTs === "string" ? threadTs : null };
  await whisper(
    "I was restarted before the plan was made. Please fill in the form once more.",
    { user, ...place },
    services,
  );
}

/** Uploads everything that a plan would write, as text, into its thread. */
export async function showPlannedFiles(click: Click, services: Services): Promise<void> {
  const { templates } = services;
  const found = templates?.confirmations.check(click.value ?? "") ?? { refused: "" };
  const waiting = "subject" in found ? templates?.waiting.get(found.subject) : undefined;
  if ("refused" in found || !waiting) {
    return tell(click, noteOf("refused" in found && found.refused !== "" ? found.refused : GONE), services);
  }
  if (!(await admitted(click, "read", services))) return;
  if (!click.on || click.on.isEphemeral) return tell(click, noteOf(NO_THREAD), services);
  const content = new TextEncoder().encode(planFiles(waiting.plan));
  await uploadFile(click, click.on, { filename: "plan.txt", title: "Files of the plan", content }, services);
}

/** Why a button of a plan does nothing any more. */
export const GONE = "This plan is no longer good. Ask once more.";

async function postPlan({ template, values, runner, channel, threadTs }: AskedPlan, key: string, services: Services) {
  const { catalog, clock, logger, outbox, templates } = services;
  if (!templates) return;
  const entity = catalog.entity(runner.user);
  const user = { ref: runner.user, ...(entity && { entity }) };
  const plan = await templates.tasks.plan(template, { values, user }).catch((reason: unknown) => {
    logger.warn("A template could not be planned.", { template: template.ref, reason });
    return { refused: `There is no plan for ${template.ref}: ${reasonOf(reason)}` };
  });
  const to = { user: runner.id, channel, threadTs };
  if ("refused" in plan) return whisper(plan.refused, to, services);

  const id = randomBytes(16).toString("base64url");
  templates.waiting.add(id, { template, values, plan, by: runner });
  const token = templates.confirmations.create(id);
  const message = planMessage(plan, { template, by: runner.user, approvers: templates.approvers, token });
  const answers = String(clock.now() / 1_000);
  const posted = await outbox.post({ channel, threadTs, key, answers, message });
  // Where the bot cannot write, whoever asked gets it as a direct message.
  if (!posted) await outbox.post({ channel: runner.id, threadTs: null, key, answers, message });
}

/** Tells something to one person: where they asked, or else as a direct message. */
async function whisper(
  text: string,
  { user, channel, threadTs }: FormPlace & { readonly user: string },
  { sender }: Services,
): Promise<void> {
  const message = noteOf(text);
  const args = { channel, user, ...(threadTs !== null && { thread_ts: threadTs }), ...message };
  const told = channel === user ? null : await sender.send("chat.postEphemeral", { args: () => args });
  if (told?.status !== "done") await sender.send("chat.postMessage", { args: () => ({ channel: user, ...message }) });
}
