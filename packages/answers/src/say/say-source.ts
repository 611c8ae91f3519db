import type { SourceNote } from "../answer/answer.ts";
import { plain } from "./plain.ts";
import { ago } from "./relative-time.ts";
import { fitted, nameOf, type Voice } from "./voice.ts";

const SHOWN = 3;

/** Where an answer was read, when, and when that last changed; then which sources were not read completely or not lately. */
export function saySources(notes: readonly SourceNote[], voice: Voice): string[] {
  const read = notes.filter(({ entity }) => entity !== null);
  const incomplete = notes.filter(({ entity, state }) => entity === null && state !== "complete");
  const several = read.length > 1;
  return [
    ...read.slice(0, SHOWN).map((note) => voice.muted(noteLine(note, several, voice.now))),
    ...(read.length > SHOWN ? [voice.muted(`+${read.length - SHOWN} more sources`)] : []),
    ...incompleteLine(incomplete, voice),
    ...staleLine(
      notes.filter(({ entity }) => entity === null),
      voice,
    ),
  ];
}

/** How much of the catalog an absence rests on. */
export function saySearched(notes: readonly SourceNote[], searched: number, voice: Voice): string[] {
  const oldest = notes.flatMap(({ readAt }) => readAt ?? []).sort()[0];
  const sources = notes.map(({ source }) => plain(source, 40));
  const when = oldest ? ` · read ${ago(oldest, voice.now)}` : "";
  const incomplete = notes.filter(({ state }) => state !== "complete");
  return [
    voice.muted(fitted(`Looked through ${searched} entities from `, sources) + when),
    ...incompleteLine(incomplete, voice),
    ...staleLine(notes, voice),
  ];
}

function incompleteLine(notes: readonly SourceNote[], voice: Voice): string[] {
  if (notes.length === 0) return [];
  const named = notes.map(({ source, state, reason }) => `${plain(source, 40)} (${plain(reason ?? state, 60)})`);
  return [voice.warning(fitted("Not read completely, so something may be missing: ", named))];
}

/** What was read completely, but so long ago that it should have been read again. */
function staleLine(notes: readonly SourceNote[], voice: Voice): string[] {
  const stale = notes.filter(({ health, state }) => health === "stale" && state === "complete");
  if (stale.length === 0) return [];
  const named = stale.map(
    ({ source, readAt }) => `${plain(source, 40)} (${readAt === null ? "never" : ago(readAt, voice.now)})`,
  );
  return [voice.warning(fitted("Last read some time ago, so something may have changed since: ", named))];
}

/** A place in a file: `catalog/billing/catalog-info.yaml:12`. */
export function fileOf({ location, line }: { readonly location: string; readonly line: number | null }): string {
  return `${plain(location.replace(/^file:/, ""), 90)}${line === null ? "" : `:${line}`}`;
}

function noteLine(note: SourceNote, named: boolean, now: number): string {
  const { entity, location, line, readAt, changedAt, unchanged, source } = note;
  const place = location === null ? plain(source) : fileOf({ location, line });
  const times = [
    ...(readAt === null ? [] : [`read ${ago(readAt, now)}`]),
    ...(changedAt === null
      ? []
      : [unchanged ? `first seen ${ago(changedAt, now)}, no change since` : `changed ${ago(changedAt, now)}`]),
  ];
  const of = named && entity ? `${nameOf(entity)}: ` : "";
  return [`${of}${place}`, ...times].join(" · ");
}
