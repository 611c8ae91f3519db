import { nameOf } from "@callboard/answers";
import type { RunningTask } from "@callboard/scaffolder";
import { templateTitle } from "../../render/plan-message.ts";
import { type Click, type ClickedMessage, tell } from "../click.ts";
import { noteOf } from "../message-of.ts";
import type { Services } from "../services.ts";
import { GONE } from "./ask-for-plan.ts";
import { followRun } from "./follow-run.ts";
import { mayApprove, type Runner, runnerFor } from "./runner-for.ts";
import { findRun, keepRun, type Run } from "./runs.ts";
import type { Templates, WaitingPlan } from "./templates.ts";
import { reasonOf } from "./view-of.ts";

/** Runs a plan, once, for somebody who may approve it, and shows in its message how that goes. */
export async function approveRun(click: Click, services: Services): Promise<void> {
  const decided = await decide(click, services, ({ by }, runner, { templates, view }) =>
    mayApprove(runner, by, templates, view),
  );
  if (!decided) return;
  const { waiting, runner, on, templates } = decided;
  const { template, values, by } = waiting;
  const { catalog, journal, sender } = services;
  const entity = catalog.entity(by.user);
  const user = { ref: by.user, ...(entity && { entity }) };
  let task: RunningTask;
  try {
    task = await templates.tasks.start(template, { values, user, approvedBy: runner.user });
  } catch (reason) {
    services.logger.warn("A template could not be started.", { template: template.ref, reason });
    const note = noteOf(`${templateTitle(template)} did not start, and nothing was done: ${reasonOf(reason)}`);
    await sender.send("chat.update", { args: () => ({ channel: on.channel, ts: on.ts, ...note }) });
    return;
  }
  const title = templateTitle(template);
  const run: Run = { template: template.ref, title, channel: on.channel, ts: on.ts, by, state: "running" };
  await keepRun(task.id, run, journal);
  followRun(task, run, template, services);
}

/** Drops a plan: for whoever asked for it, and for those who could approve it. */
export async function cancelRun(click: Click, services: Services): Promise<void> {
  const decided = await decide(click, services, ({ by }, runner, { templates, view }) =>
    by.id === runner.id ? { allowed: true } : mayApprove(runner, by, templates, view),
  );
  if (!decided) return;
  const { waiting, runner, on } = decided;
  const note = noteOf(
    `${templateTitle(waiting.template)} was not run: ${nameOf(runner.user)} cancelled it. Nothing was done.`,
  );
  await services.sender.send("chat.update", { args: () => ({ channel: on.channel, ts: on.ts, ...note }) });
}

/** Carries on a run that failed or was cut off, from where it stopped, for somebody who could have approved it. */
export async function retryRun(click: Click, services: Services): Promise<void> {
  const { catalog, journal, lanes, logger, templates } = services;
  const id = click.value ?? "";
  const known = findRun(id, journal);
  // The value of a button is an id that anybody could know: it counts on the message of that run only.
  if (!templates || !known || known.channel !== click.on?.channel || known.ts !== click.on.ts) {
    return tell(click, noteOf("This run is not known any more. Start the template anew."), services);
  }
  const runner = await admittedRunner(click, services);
  if (!runner) return;
  const ruling = mayApprove(runner, known.by, templates, catalog);
  if (!ruling.allowed) return tell(click, noteOf(ruling.reason), services);
  await lanes.run(`retry ${id}`, async () => {
    const run = findRun(id, journal);
    if (run?.state !== "stopped") return tell(click, noteOf("This run goes on already, or is over."), services);
    const running: Run = { ...run, state: "running" };
    try {
      const template = await templates.templateOf(run.template);
      const task = await templates.tasks.resume(id, template);
      await keepRun(id, running, journal);
      followRun(task, running, template, services);
    } catch (reason) {
      logger.warn("A run could not be carried on.", { task: id, reason });
      await tell(click, noteOf(`It could not be carried on: ${reasonOf(reason)}`), services);
    }
  });
}

/** What somebody decides about, once they may: from then on nobody else can. */
async function decide(
  click: Click,
  services: Services,
  may: (
    waiting: WaitingPlan,
    runner: Runner,
    by: { readonly templates: Templates; readonly view: Services["catalog"] },
  ) => ReturnType<typeof mayApprove>,
): Promise<{
  readonly waiting: WaitingPlan;
  readonly runner: Runner;
  readonly on: ClickedMessage;
  readonly templates: Templates;
} | null> {
  const { catalog, templates } = services;
  const refuse = async (reason: string) => {
    await tell(click, noteOf(reason), services);
    return null;
  };
  const { on } = click;
  if (!templates || !on) return refuse(GONE);
  const runner = await admittedRunner(click, services);
  if (!runner) return null;
  const token = click.value ?? "";
  const checked = templates.confirmations.check(token);
  if ("refused" in checked) return refuse(checked.refused);
  const waiting = templates.waiting.get(checked.subject);
  if (!waiting) return refuse(GONE);
  const ruling = may(waiting, runner, { templates, view: catalog });
  if (!ruling.allowed) return refuse(ruling.reason);
  const redeemed = await templates.confirmations.redeem(token);
  if ("refused" in redeemed) return refuse(redeemed.refused);
  templates.waiting.remove(redeemed.subject);
  return { waiting, runner, on, templates };
}

async function admittedRunner(click: Click, services: Services): Promise<Runner | null> {
  const allowed = await runnerFor({ user: click.user, channel: click.on?.channel ?? click.user }, services);
  if ("runner" in allowed) return allowed.runner;
  if (allowed.refused !== "") await tell(click, noteOf(allowed.refused), services);
  return null;
}
