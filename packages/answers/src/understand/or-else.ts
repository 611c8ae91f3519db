import { type Candidate, type CatalogView, type EntityRef, entityRefParts } from "@callboard/core";
import { holdsWords, partsOf } from "./forms-of-name.ts";
import { furtherRegions } from "./further-regions.ts";
import type { KindTiers } from "./intent-grammar.ts";
import type { Item, Region } from "./item.ts";
import type { PhraseMatch } from "./match-phrase.ts";
import { type Message, readRegion } from "./message.ts";
import { isEdge, textOf, trimWords } from "./name-words.ts";
import type { SlotReading } from "./read-slot.ts";
import { KIND_WORDS, POINTING } from "./words.ts";

/**
 * What may be meant where somebody says two names for one thing: "the queue or bus", "pass service or portal". Undefined
 * where nothing else is offered, and where both are names in full: then both are asked about.
 */
export function orElse(
  reading: SlotReading,
  match: PhraseMatch,
  kinds: KindTiers,
  message: Message,
): readonly Candidate[] | undefined {
  const { items } = message;
  const { slot } = match;
  if (slot === null || !OPEN.has(reading.type)) return undefined;
  const within = items.findIndex((item, at) => at > slot.start && at < slot.end - 1 && saysOr(item));
  if (within > 0 && reading.type !== "found") {
    const [left, right] = [
      { start: slot.start, end: within },
      { start: within + 1, end: slot.end },
    ];
    const shorter = { ...match, slot: { ...left, name: slot.name } };
    return eitherOf(readRegion(left, kinds, message), shorter, right, kinds, message);
  }
  const [region] = saysOr(items[slot.end]) ? furtherRegions(slot, match, items) : [];
  return region && eitherOf(reading, match, region, kinds, message);
}

function eitherOf(
  reading: SlotReading,
  { slot }: PhraseMatch,
  region: Region,
  kinds: KindTiers,
  message: Message,
): readonly Candidate[] | undefined {
  const { items, reader } = message;
  const first = candidatesOf(reading, reader.view);
  const other = readRegion(region, kinds, message);
  if (reading.type === "found" && other.type === "found") return undefined;
  const shared = slot ? reader.names.exact(sharedName(slot, region, items), kinds) : undefined;
  const second = candidatesOf(shared ?? other, reader.view);
  if (second.length === 0) return undefined;
  const both = [...first.slice(0, OFFERED - Math.min(second.length, OFFERED_OF_SECOND)), ...second];
  return both.filter(({ ref }, at) => both.findIndex((each) => each.ref === ref) === at).slice(0, OFFERED);
}

const OPEN: ReadonlySet<SlotReading["type"]> = new Set(["found", "several", "unknown"]);
const OFFERED = 5;
const OFFERED_OF_SECOND = 2;

function saysOr(item: Item | undefined): boolean {
  return item?.piece.type === "word" && item.piece.word === "or";
}

/** Of "pass service or portal" the "pass portal". */
function sharedName(slot: Region, region: Region, items: readonly Item[]): string {
  const said = wordsOf(slot, items);
  const others = wordsOf(region, items);
  return textOf([...said.slice(0, Math.max(1, said.length - others.length)), ...others]);
}

function wordsOf({ start, end }: Region, items: readonly Item[]) {
  const words = items.slice(start, end).flatMap(({ piece }) => (piece.type === "word" ? [piece] : []));
  return trimWords(words, ({ word }) => isEdge(word) || POINTING.has(word));
}

/** What a reading may stand for; names that merely resemble it are none of that. */
function candidatesOf(reading: SlotReading, view: CatalogView): readonly Candidate[] {
  if (reading.type === "found") return [asCandidate(reading.ref, view)];
  if (reading.type === "several") return reading.candidates;
  if (reading.type !== "unknown") return [];
  const said = partsOf(reading.text).filter((word) => !KIND_WORDS.has(word.toLowerCase()));
  const text = said.length > 0 ? said.join(" ") : reading.text;
  return reading.candidates.filter(
    ({ ref, title }) => reading.isSort || holdsWords(`${entityRefParts(ref).name} ${title ?? ""}`, text),
  );
}

function asCandidate(ref: EntityRef, view: CatalogView): Candidate {
  const title = view.entity(ref)?.metadata.title ?? null;
  return { ref, title, match: "name", score: 1, reason: `${entityRefParts(ref).name} was named.` };
}
