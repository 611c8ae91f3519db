import type { FactAbout, UnreadSource } from "../intents/live-facts.ts";
import { safeLink } from "../intents/safe-link.ts";
import { plain } from "./plain.ts";
import { ago } from "./relative-time.ts";
import { nameOf, type Voice } from "./voice.ts";

/** A live fact on one line: what is so, since when, and who says it; how old it is where they could not be asked again. */
export function factText({ type, text, at, url, source, stale, readAt }: FactAbout, voice: Voice): string {
  const link = url === undefined ? null : safeLink(url);
  const said = stale
    ? voice.warning(`${plain(source, 40)} said so ${ago(readAt, voice.now)}, not since`)
    : plain(source, 40);
  return [
    plain(text, 200),
    ...(type === "on-call" ? [] : [ago(at, voice.now)]),
    ...(link === null ? [] : [link]),
    said,
  ].join(" · ");
}

const SHOWN = 2;

/** Who is on call: of a primary and a secondary both, of more the first. */
export function onCallLines(facts: readonly FactAbout[], voice: Voice): string[] {
  return facts.slice(0, SHOWN).map((fact) => `On call: ${factText(fact, voice)}`);
}

const LABELS = { "on-call": "On call", alert: "Alert", status: "Status", deploy: "Deploy" } as const;
const TYPES = ["on-call", "alert", "status", "deploy"] as const;

/** The first few facts of each type, a line each. */
export function factLines(facts: readonly FactAbout[], voice: Voice): string[] {
  return TYPES.flatMap((type) =>
    facts
      .filter((fact) => fact.type === type)
      .slice(0, SHOWN)
      .map((fact) => `${LABELS[type]}: ${factText(fact, voice)}`),
  );
}

/** What happened to several entities, each named, a line each: "Deploy of checkout-service: …". */
export function happeningLines(facts: readonly FactAbout[], voice: Voice): string[] {
  return facts.map((fact) => `${LABELS[fact.type]} of ${nameOf(fact.of)}: ${factText(fact, voice)}`);
}

/** Which live sources could not be read, and why. */
export function unreadLines(unread: readonly UnreadSource[], voice: Voice): string[] {
  return unread.map(({ source, reason }) =>
    voice.warning(`Not read just now: ${plain(source, 40)} (${plain(reason, 100)})`),
  );
}
