import type { CatalogView } from "@callboard/core";
import { DEMO_NAME } from "./places.ts";

/** True for the demo catalog, also for a snapshot of it. */
export function isDemo(view: CatalogView): boolean {
  return view.sources().some(({ name }) => name === `file:${DEMO_NAME}`);
}
