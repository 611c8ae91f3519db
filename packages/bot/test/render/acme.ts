import { fileURLToPath } from "node:url";
import { type Answer, ask } from "@callboard/answers";
import { type Catalog, type CatalogView, openCatalog } from "@callboard/core";
import { fileProvider } from "@callboard/providers/file";
import { renderAnswer } from "../../src/render/render-answer.ts";
import type { RenderOptions } from "../../src/render/render-options.ts";
import { toPlainText } from "./to-plain-text.ts";

/** The demo company. */
export function acme(): Promise<Catalog> {
  const root = fileURLToPath(new URL("../../../../examples/acme", import.meta.url));
  return openCatalog({ providers: [fileProvider({ root })], schedule: false });
}

/** What somebody reads who asks this, a line each; empty where nothing is said. */
export function transcript(view: CatalogView, question: string, options: Partial<RenderOptions> = {}): string[] {
  const message = rendered(view, ask(view, question), options);
  return message === null ? [] : toPlainText(message.blocks);
}

/** An answer as a message in a thread, now. */
export function rendered(view: CatalogView, answer: Answer, options: Partial<RenderOptions> = {}) {
  return renderAnswer(answer, {
    surface: "mention",
    now: Date.now(),
    view,
    environments: ["prod", "staging"],
    ...options,
  });
}
