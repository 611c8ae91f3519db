import type { EntityRef } from "@callboard/core";
import { plural } from "../output/ago.ts";
import { place } from "../output/place.ts";
import type { Change } from "./changes.ts";
import type { FieldChange } from "./field-changes.ts";

/** What a change does to an entity, in sentences that name it. */
export function changeSentences(change: Change): readonly string[] {
  const { ref } = change;
  switch (change.type) {
    case "added":
      return [`new: ${ref}, ${change.owners.length > 0 ? `owned by ${change.owners.join(", ")}` : "owned by nobody"}`];
    case "removed":
      return [change.isUnreadable ? unreadableSentence(change) : removedSentence(change)];
    case "dependents":
      return [
        ...(change.gained.length > 0 ? [`adds ${dependents(change.gained)} to ${ref}: ${listed(change.gained)}`] : []),
        ...(change.lost.length > 0 ? [`takes ${dependents(change.lost)} from ${ref}: ${listed(change.lost)}`] : []),
      ];
    case "changed": {
      const fields = change.owners ? change.fields.filter(({ field }) => field !== "spec.owner") : change.fields;
      const says = [
        ...(change.movedFrom === null ? [] : [`moves from ${place(change.movedFrom)} to ${place(change.location)}`]),
        ...(change.owners ? [ownerSentence(change.owners)] : []),
        ...fields.slice(0, SHOWN_FIELDS).map(fieldSentence),
        ...(fields.length > SHOWN_FIELDS ? [`${fields.length - SHOWN_FIELDS} more fields change`] : []),
      ];
      return says.length > 0 ? says.map((text) => `${ref}: ${text}`) : [`${ref}: is written in another way`];
    }
    default:
      return change satisfies never;
  }
}

const SHOWN_FIELDS = 8;
const SHOWN_REFS = 3;
const SHOWN_CHARACTERS = 60;

interface Gone {
  readonly ref: EntityRef;
  readonly neededBy: readonly EntityRef[];
}

function removedSentence({ ref, neededBy }: Gone): string {
  return neededBy.length === 0 ? `removes ${ref}` : `removes ${ref}, which ${needing(neededBy)}: ${listed(neededBy)}`;
}

function unreadableSentence({ ref, neededBy }: Gone): string {
  const needed = neededBy.length === 0 ? "" : `, and ${needing(neededBy)} it: ${listed(neededBy)}`;
  return `${ref} can no longer be read${needed}`;
}

function needing(refs: readonly EntityRef[]): string {
  return plural(refs.length, "entity needs", "entities need");
}

function dependents(refs: readonly EntityRef[]): string {
  return plural(refs.length, "dependent");
}

function listed(texts: readonly string[]): string {
  const more = texts.length - SHOWN_REFS;
  return `${texts.slice(0, SHOWN_REFS).join(", ")}${more > 0 ? ` and ${more.toLocaleString("en-GB")} more` : ""}`;
}

function ownerSentence({
  before,
  after,
}: {
  readonly before: readonly EntityRef[];
  readonly after: readonly EntityRef[];
}) {
  if (before.length === 0) return `is owned by ${after.join(", ")} now, before by nobody`;
  if (after.length === 0) return `is owned by nobody now, before by ${before.join(", ")}`;
  return `owner changes from ${before.join(", ")} to ${after.join(", ")}`;
}

function fieldSentence({ field, before, after }: FieldChange): string {
  if (before === undefined) return `${field} is new: ${written(after)}`;
  if (after === undefined) return `${field} goes, it was ${written(before)}`;
  if (!Array.isArray(before) || !Array.isArray(after)) {
    return `${field} changes from ${written(before)} to ${written(after)}`;
  }
  const had = before.map(written);
  const has = after.map(written);
  const gained = has.filter((item) => !had.includes(item));
  const lost = had.filter((item) => !has.includes(item));
  if (gained.length + lost.length === 0) return `${field} is in another order`;
  const parts = [
    ...(gained.length > 0 ? [`gains ${listed(gained)}`] : []),
    ...(lost.length > 0 ? [`loses ${listed(lost)}`] : []),
  ];
  return `${field} ${parts.join(" and ")}`;
}

function written(value: unknown): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS - 1)}…` : text;
}
