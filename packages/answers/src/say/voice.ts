import { type EntityRef, isRestricted, shortName } from "@callboard/core";
import type { EntitySummary } from "../intents/entity-summary.ts";
import { plain } from "./plain.ts";

/** How an answer is dressed. Each hook gets text that is already safe, and returns it with marks around it. */
export interface Style {
  /** What the answer is about. */
  readonly strong?: (text: string) => string;
  /** Where it was read, and other small print. */
  readonly muted?: (text: string) => string;
  /** What is wrong or missing. */
  readonly warning?: (text: string) => string;
}

/** What saying an answer needs beside its data. */
export interface Voice {
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly strong: (text: string) => string;
  readonly muted: (text: string) => string;
  readonly warning: (text: string) => string;
}

/** Lines are cut at about this many characters. */
export const LINE_CHARACTERS = 110;

export function voiceOf(now: number, style: Style = {}): Voice {
  const same = (text: string) => text;
  return { now, strong: style.strong ?? same, muted: style.muted ?? same, warning: style.warning ?? same };
}

/** `payments-db`, or `retail/payments-db` outside the default namespace. */
export function nameOf(ref: EntityRef): string {
  return plain(shortName(ref));
}

/** What people call it: its title, and behind it its name where that differs. */
export function titleOf(entity: EntitySummary): string {
  const name = nameOf(entity.ref);
  const title = shownTitle(entity, name);
  return title ? `${title} (${name})` : name;
}

/** What an owner is called: its title, and behind it its name where that differs by more than capitals. */
export function ownerTitle(ref: EntityRef, title: string | null): string {
  const name = nameOf(ref);
  const shown = plain(title ?? "", 60);
  if (shown === "") return name;
  return shown.toLowerCase() === name.toLowerCase() ? shown : `${shown} (${name})`;
}

/** An entity as it is first named: `seat-map (service)`, `Compass Rose (trip-planner, service)`. */
export function introduced(entity: EntitySummary, strong = (text: string) => text): string {
  const name = nameOf(entity.ref);
  if (isRestricted(entity.ref)) return strong(name);
  const title = shownTitle(entity, name);
  return title ? `${strong(title)} (${name}, ${kindOf(entity)})` : `${strong(name)} (${kindOf(entity)})`;
}

/** What it is in a word or two: `service`, `database`, `openapi API`, `system`. */
export function kindOf({ kind, type }: EntitySummary): string {
  const word = kindWord(kind);
  if (!type || type.toLowerCase() === kind.toLowerCase()) return word;
  const shown = plain(type, 40);
  return SPEAKING_TYPES.has(kind.toLowerCase()) ? shown : `${shown} ${word}`;
}

/** Kinds whose types say enough: a service is a component, a team is a group. */
const SPEAKING_TYPES: ReadonlySet<string> = new Set(["component", "resource", "group"]);

/** The title where it says more than the name. */
function shownTitle({ title }: EntitySummary, name: string): string | null {
  const shown = title === null ? "" : plain(title, 60);
  return shown !== "" && fold(shown) !== fold(name) ? shown : null;
}

/** `1 component`, `3 components`. */
export function count(number: number, word: string, plural = `${word}s`): string {
  return `${number} ${number === 1 ? word : plural}`;
}

/** Parts with a separator, as many as fit on a line behind `before`; the rest of `total` is counted: `+3 more`. */
export function fitted(before: string, parts: readonly string[], separator = ", ", total = parts.length): string {
  let line = before;
  let shown = 0;
  for (const part of parts) {
    const next = shown === 0 ? part : separator + part;
    if (shown > 0 && line.length + next.length > LINE_CHARACTERS - " +999 more".length) break;
    line += next;
    shown += 1;
  }
  return total > shown ? `${line} +${total - shown} more` : line;
}

function kindWord(kind: string): string {
  const lower = kind.toLowerCase();
  return lower === "api" ? "API" : plain(lower, 40);
}

/** Unlike names that are looked up, which are folded further: an accent is worth showing. */
function fold(text: string): string {
  return text.toLowerCase().replace(/[-_\s]/g, "");
}
