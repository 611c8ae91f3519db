import { ask } from "@callboard/answers";
import type { EntityRef, Mode } from "@callboard/core";
import { inEnvironment } from "./reply.ts";
import type { Services } from "./services.ts";

/** What somebody or something says has failed. */
export interface ReportedFailure {
  readonly roots: readonly EntityRef[];
  readonly mode: Mode | null;
  readonly env: string | null;
}

/** What fails, according to an alert or to somebody who reports it; null when a message reports nothing for certain. */
export function reportedFailure(text: string, { catalog, settings }: Services): ReportedFailure | null {
  const { defaultEnvironment } = settings;
  const view = defaultEnvironment === null ? catalog : inEnvironment(catalog, defaultEnvironment);
  const reply = ask(view, text, { surface: "mention" });
  if (reply.outcome !== "answer" || reply.entities.length === 0) return null;
  if (reply.intent === "common_causes") {
    return { roots: reply.entities, mode: null, env: reply.data.result.environment ?? null };
  }
  if (reply.intent !== "blast_radius") return null;
  const { mode, environment } = reply.data.radius;
  return { roots: reply.entities, mode, env: environment ?? null };
}

/** What fails, according to the topic of a channel, or to a name in its own name such as `inc-42-payments-db`. */
export function titledFailure(topic: string, name: string, services: Services): ReportedFailure | null {
  const said = topic === "" ? null : reportedFailure(topic, services);
  if (said) return said;
  const words = name.split(/[-_]/);
  for (let start = 1; start < words.length; start += 1) {
    const resolution = services.catalog.resolve(words.slice(start).join("-"), { limit: 1 });
    if (resolution.status === "found" && resolution.match === "name") {
      return { roots: [resolution.ref], mode: null, env: services.settings.defaultEnvironment };
    }
  }
  return null;
}
