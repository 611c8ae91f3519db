import { CatalogError, type Clock } from "@callboard/core";
import type { RunningTask, TaskReport, Template } from "@callboard/scaffolder";
import { runMessage } from "../../render/run-message.ts";
import { noteOf } from "../message-of.ts";
import type { Services } from "../services.ts";
import { allRuns, keepRun, type Run } from "./runs.ts";

/** Slack takes fifty changes of messages in a minute, and nobody reads faster. */
const PACE_MS = 2_000;

/** Keeps the message of a run up to date until it ends. */
export function followRun(task: RunningTask, run: Run, template: Template, services: Services): void {
  services.lanes
    .run(laneOf(task.id), () => followed(task, run, template, services))
    .catch((reason: unknown) => {
      // A stopped bot leaves the message to the next process.
      if (reason instanceof CatalogError && reason.code === "catalog-closed") return;
      services.logger.error("The message of a run could not be kept up to date.", { task: task.id, reason });
    });
}

/** Says of the runs that an earlier process did not see the end of how they stand. */
export function resumeRuns(services: Services): void {
  const { journal, lanes, logger, templates } = services;
  if (!templates) return;
  for (const [id, run] of allRuns(journal)) {
    if (run.state !== "running") continue;
    const work = async () => {
      const report = await templates.tasks.report(id);
      const template = await templates.templateOf(run.template).catch(() => null);
      if (report) return end(id, run, report, template, services);
      await keepRun(id, { ...run, state: "over" }, journal);
      const note = noteOf(`${run.title} was interrupted: I was restarted while it ran, and what it did was not kept.`);
      await services.sender.send("chat.update", { args: () => ({ channel: run.channel, ts: run.ts, ...note }) });
    };
    lanes.run(laneOf(id), work).catch((reason: unknown) => {
      logger.error("A run that was interrupted could not be shown.", { task: id, reason });
    });
  }
}

async function followed(task: RunningTask, run: Run, template: Template, services: Services): Promise<void> {
  const { clock, templates } = services;
  const pace = paced(clock, async () => {
    const report = await templates?.tasks.report(task.id);
    if (report) await show(run, report, template, { isRunning: true }, services);
  });
  pace.now();
  for await (const _ of task.events()) pace.soon();
  const report = await task.done;
  await pace.stop();
  await end(task.id, run, report, template, services);
}

async function end(id: string, run: Run, report: TaskReport, template: Template | null, services: Services) {
  const isStopped = report.state === "failed" || report.state === "unfinished";
  await keepRun(id, { ...run, state: isStopped ? "stopped" : "over" }, services.journal);
  await show(run, report, template, { isRunning: false }, services);
}

async function show(
  { channel, ts, title, by }: Run,
  report: TaskReport,
  template: Template | null,
  { isRunning }: { readonly isRunning: boolean },
  { sender }: Services,
): Promise<void> {
  const failedAt = template && placeOfFailure(report, template);
  const message = runMessage(report, { title, by: by.user, stepNames: stepNamesOf(template), failedAt, isRunning });
  await sender.send("chat.update", { args: () => ({ channel, ts, ...message }) });
}

function stepNamesOf(template: Template | null): ReadonlyMap<string, string> {
  const steps = template?.spec.steps ?? [];
  return new Map(steps.map(({ id, name, action }, index) => [id ?? `step-${index + 1}`, name ?? action]));
}

/** Does something over and over, with a pause in between. A failure is left to whoever does it last. */
function paced(clock: Clock, work: () => Promise<void>) {
  let cancel: (() => void) | null = null;
  let working = Promise.resolve();
  let isQueued = false;
  function now(): void {
    if (isQueued) return;
    isQueued = true;
    const begun = working.then(() => {
      isQueued = false;
      return work();
    });
    working = begun.catch(() => {});
  }
  return {
    now,
    soon() {
      cancel ??= clock.setTimer(() => {
        cancel = null;
        now();
      }, PACE_MS);
    },
    /** Resolves when nothing is under way any more. */
    async stop(): Promise<void> {
      cancel?.();
      await working;
    },
  };
}

/** `template.yaml:12`: where the step that failed is written. */
function placeOfFailure({ steps }: TaskReport, template: Template): string | null {
  const failed = steps.find(({ state }) => state === "failed");
  const index = [...stepNamesOf(template).keys()].indexOf(failed?.id ?? "");
  if (index < 0) return null;
  const { location, line } = template.placeOf(`/spec/steps/${index}`);
  return line === null ? location : `${location}:${line}`;
}

function laneOf(id: string): string {
  return `run ${id}`;
}
