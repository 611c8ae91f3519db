import type { ChangesData, EntityChanged } from "../intents/changes.ts";
import { plain } from "./plain.ts";
import { ago } from "./relative-time.ts";
import { count, fitted, introduced, LINE_CHARACTERS, nameOf, titleOf, type Voice } from "./voice.ts";

const LISTED = 10;
const NEEDED = 5;

/** What changed in the catalog, the latest first, and since when that is known. */
export function sayChanges(data: ChangesData, voice: Voice): string[] {
  const { about, since, total, changes, needed } = data;
  const where =
    about.length > 0
      ? fitted(
          " in ",
          about.map((each) => voice.strong(titleOf(each))),
          " and ",
        )
      : "";
  const when = since === null ? "" : ` since ${clock(since)}`;
  return [
    total === 0
      ? `${voice.warning("No change")} is known${where}${when}.`
      : `${count(total, "entity", "entities")} changed${where}${when}:`,
    ...changes.slice(0, LISTED).map((change) => changeLine(change, voice)),
    ...(total > LISTED ? [`  +${total - LISTED} more`] : []),
    ...(needed.length > 0
      ? ["Also changed, among what it needs:", ...needed.slice(0, NEEDED).map((change) => changeLine(change, voice))]
      : []),
    ...(needed.length > NEEDED ? [`  +${needed.length - NEEDED} more`] : []),
    knownLine(data),
  ];
}

const DID: Readonly<Record<string, string>> = { added: "was added", changed: "changed", removed: "was removed" };

function changeLine({ ref, entity, type, at, times, location }: EntityChanged, voice: Voice): string {
  const subject = entity ? introduced(entity) : nameOf(ref);
  const often = times > 1 ? `, ${times} times` : "";
  const line = `  ${subject} ${DID[type] ?? plain(type)} ${ago(at, voice.now)}${often}`;
  const place = ` · ${plain(location.replace(/^file:/, ""), 80)}`;
  return line.length + place.length <= LINE_CHARACTERS ? line + place : line;
}

/** What the answer rests on: a log knows more than the last change of what is still there. */
function knownLine({ from, knownSince, durable }: ChangesData): string {
  if (from === "last-seen" || knownSince === null) {
    return "This is about catalog files, by when each one last changed: there is no log here, so removals and earlier changes are missing.";
  }
  const kept = durable ? "" : ", as the log begins anew with every start";
  return `This is about catalog files; every change since ${clock(knownSince)} is known${kept}.`;
}

/** `2026-03-10 09:00 UTC`. */
function clock(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
}
