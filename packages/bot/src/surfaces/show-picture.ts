import { CatalogError, type CatalogView } from "@callboard/core";
import type { ActionState } from "../render/action-state.ts";
import { admitted, type Click, tell } from "./click.ts";
import { OUTDATED, stateOf } from "./click-question.ts";
import { failureOf } from "./failure-of.ts";
import { noteOf } from "./message-of.ts";
import type { Services } from "./services.ts";
import { NO_THREAD, uploadFile } from "./upload-file.ts";

/** Draws a blast radius and uploads it into the thread of the message that the button is on. */
export async function showPicture(click: Click, services: Services): Promise<void> {
  const { catalog } = services;
  const state = stateOf(click.value, catalog);
  if (!state || state.roots.length === 0) return tell(click, noteOf(OUTDATED), services);
  if (!(await admitted(click, "read", services))) return;
  if (!click.on || click.on.isEphemeral) return tell(click, noteOf(NO_THREAD), services);
  const drawn = await draw(catalog.snapshot(), state);
  if (typeof drawn === "string") return tell(click, noteOf(drawn), services);

  const failure = failureOf(state);
  const file = { filename: "blast-radius.png", title: `What fails when ${failure}`, content: drawn };
  await uploadFile(click, click.on, { ...file, altText: file.title }, services);
}

/** The PNG, or why there is none. */
async function draw(view: CatalogView, { roots, mode, env }: ActionState): Promise<Uint8Array | string> {
  try {
    const [{ blastRadiusPicture }, { png }] = await Promise.all([
      import("@callboard/pictures"),
      import("@callboard/pictures/png"),
    ]);
    return await png(blastRadiusPicture(view, roots, { ...(mode && { mode }), ...(env && { environment: env }) }));
  } catch (reason) {
    if (reason instanceof CatalogError && reason.code !== "package-missing") return reason.message;
    if (isMissing(reason)) return "I cannot draw: install @callboard/pictures and @resvg/resvg-js beside me.";
    throw reason;
  }
}

function isMissing(reason: unknown): boolean {
  return (
    reason instanceof Error &&
    "code" in reason &&
    (reason.code === "package-missing" || reason.code === "ERR_MODULE_NOT_FOUND")
  );
}
