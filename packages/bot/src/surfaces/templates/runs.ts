import { type EntityRef, entityRef } from "@callboard/core";
import { own } from "../../limits/json.ts";
import type { Journal } from "../../trust/journal.ts";
import type { WaitingPlan } from "./templates.ts";

/** A run as the bot remembers it, beside what its task's journal says. */
export interface Run {
  readonly template: EntityRef;
  readonly title: string;
  /** The message that shows how it stands. */
  readonly channel: string;
  readonly ts: string;
  readonly by: WaitingPlan["by"];
  /** `stopped`: it failed or was cut off, and can be carried on. */
  readonly state: "running" | "stopped" | "over";
}

/** As long as a run can be carried on from Slack. */
const KEPT_MS = 7 * 24 * 3_600_000;
const PREFIX = "run:";

export async function keepRun(id: string, run: Run, journal: Journal): Promise<void> {
  await journal.set(PREFIX + id, { ...run, by: { ...run.by } }, KEPT_MS);
}

/** Null for what was never run from here, or long ago. */
export function findRun(id: string, journal: Journal): Run | null {
  return readRun(journal.get(PREFIX + id));
}

/** All that are remembered, by the ids of their tasks. */
export function allRuns(journal: Journal): readonly (readonly [id: string, run: Run])[] {
  return journal.entries(PREFIX).flatMap(([key, kept]) => {
    const run = readRun(kept);
    return run ? [[key.slice(PREFIX.length), run] as const] : [];
  });
}

function readRun(kept: unknown): Run | null {
  const [template, title, channel, ts, state] = ["template", "title", "channel", "ts", "state"].map((field) =>
    own(kept, field),
  );
  const [id, user] = ["id", "user"].map((field) => own(own(kept, "by"), field));
  if (typeof template !== "string" || typeof title !== "string" || typeof channel !== "string") return null;
  if (typeof ts !== "string" || typeof id !== "string" || typeof user !== "string") return null;
  if (state !== "running" && state !== "stopped" && state !== "over") return null;
  return { template: entityRef(template), title, channel, ts, by: { id, user: entityRef(user) }, state };
}
