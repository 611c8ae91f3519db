import { type Candidate, type EntityRef, entityRef, entityRefParts } from "@callboard/core";
import { foldValue } from "./filter-values.ts";
import type { Region } from "./item.ts";
import { type Message, readRegion } from "./message.ts";
import { looksLikeName } from "./name-words.ts";
import type { SlotReading } from "./read-slot.ts";
import { FILLERS, KIND_WORDS } from "./words.ts";

/**
 * Reads what somebody wants to make as a template: by its name, else by words that one template alone has all of. Words
 * that fit none are no name at all, unless they say what sort of software it is: "make me a sandwich" asks nothing.
 */
export function readTemplate(region: Region, message: Message): SlotReading {
  const reading = readRegion(region, [["template"], ["*"]], message);
  if (reading.type === "found" && isTemplate(reading.ref)) return reading;
  if (reading.type !== "found" && reading.type !== "several" && reading.type !== "unknown") return { type: "no-name" };
  const { text } = reading;
  const described = describedBy(text, message);
  const [only] = described;
  if (only && described.length === 1 && meaningful(text).length > 1) {
    return { type: "found", text, ref: only.ref, because: only.reason };
  }
  if (described.length > 0) return { type: "several", text, candidates: described.slice(0, OFFERED) };
  if (reading.type === "several") {
    const templates = reading.candidates.filter(({ ref }) => isTemplate(ref));
    if (templates.length > 0) return { ...reading, candidates: templates };
  }
  const isSoftware = meaningful(text).some((word) => KIND_WORDS.has(word) || MADE.has(word));
  if (!isSoftware && !looksLikeName(text)) return { type: "no-name" };
  const candidates = "candidates" in reading ? reading.candidates.filter(({ ref }) => isTemplate(ref)) : [];
  return { type: "unknown", text, candidates, incompleteSources: [] };
}

const OFFERED = 5;
const MAX_TEMPLATES = 1_000;

/** What templates make beside the kinds of a catalog. */
const MADE: ReadonlySet<string> = new Set(["topic", "repo", "repository", "project", "function", "lambda", "pipeline"]);

/** Templates whose name, title, type and tags have every word of a text, by ref. */
function describedBy(text: string, { reader }: Message): Candidate[] {
  const wanted = meaningful(text).map(foldValue);
  if (wanted.length === 0) return [];
  return reader.view
    .query({ filter: { kind: "template" }, limit: MAX_TEMPLATES })
    .items.filter(({ metadata, spec }) => {
      const said = [metadata.name, metadata.title ?? "", String(spec?.type ?? ""), ...(metadata.tags ?? [])];
      const words = new Set(said.flatMap((each) => each.split(/[-_\s./]+/)).map(foldValue));
      return wanted.every((word) => words.has(word));
    })
    .map(({ kind, metadata: { name, namespace, title } }) => ({
      ref: entityRef({ kind, name, ...(namespace && { namespace }) }),
      title: title ?? null,
      match: "name" as const,
      score: 1,
      reason: `It has every word of ${JSON.stringify(text)}.`,
    }));
}

function meaningful(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[-_\s]+/)
    .filter((word) => word !== "" && !FILLERS.has(word) && !["template", "templates", "new"].includes(word));
}

function isTemplate(ref: EntityRef): boolean {
  return entityRefParts(ref).kind === "template";
}
