import { affectedCsv } from "../render/affected-csv.ts";
import { admitted, type Click, tell } from "./click.ts";
import { OUTDATED, stateOf } from "./click-question.ts";
import { failureOf } from "./failure-of.ts";
import { noteOf } from "./message-of.ts";
import type { Services } from "./services.ts";
import { NO_THREAD, uploadFile } from "./upload-file.ts";

/** Uploads everything that a blast radius reaches as CSV into the thread of the message that the button is on. */
export async function showList(click: Click, services: Services): Promise<void> {
  const { catalog } = services;
  const state = stateOf(click.value, catalog);
  if (!state || state.roots.length === 0) return tell(click, noteOf(OUTDATED), services);
  if (!(await admitted(click, "read", services))) return;
  if (!click.on || click.on.isEphemeral) return tell(click, noteOf(NO_THREAD), services);
  const { roots, mode, env } = state;
  const view = catalog.snapshot();
  const radius = view.blastRadius(roots, {
    limit: MOST_ROWS,
    ...(mode && { mode }),
    ...(env !== undefined && { environment: env }),
  });
  const content = new TextEncoder().encode(affectedCsv(view, radius));
  const title = `Everything that fails when ${failureOf(state)}`;
  await uploadFile(click, click.on, { filename: "blast-radius.csv", title, content }, services);
}

/** More than anybody reads, and within what a spreadsheet opens at once. */
const MOST_ROWS = 100_000;
