import { wrongEdgeMessage } from "../render/wrong-edge.ts";
import { admitted, type Click, tell } from "./click.ts";
import { OUTDATED, stateOf } from "./click-question.ts";
import { noteOf } from "./message-of.ts";
import type { Services } from "./services.ts";

/** Says where the edges behind a blast radius are written, so that who doubts one can mend it. */
export async function showEdges(click: Click, services: Services): Promise<void> {
  const view = services.catalog.snapshot();
  const state = stateOf(click.value, view);
  if (!state || state.roots.length === 0) return tell(click, noteOf(OUTDATED), services);
  if (!(await admitted(click, "read", services))) return;
  const { roots, mode, env } = state;
  const radius = view.blastRadius(roots, { ...(mode && { mode }), ...(env !== undefined && { environment: env }) });
  await tell(click, wrongEdgeMessage(view, radius), services);
}
