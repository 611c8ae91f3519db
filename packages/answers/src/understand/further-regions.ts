import type { Item, Region } from "./item.ts";
import type { PhraseMatch } from "./match-phrase.ts";
import { endOfName, joins, regionBefore } from "./name-region.ts";

/** Runs of items that a conjunction joins to a slot: before it where a phrase begins with the slot, else behind it. */
export function* furtherRegions(slot: Region, { words }: PhraseMatch, items: readonly Item[]): Generator<Region> {
  const first = Math.min(...words);
  if (slot.start < first) {
    for (let at = slot.start - 1; joins(items[at]); ) {
      const region = regionBefore(items, at);
      if (region.start === region.end) return;
      yield region;
      at = region.start - 1;
    }
    return;
  }
  const asking = items.slice(first, slot.start);
  for (let at = slot.end; joins(items[at]); ) {
    const start = at + 1 + (repeats(asking, items, at + 1) ? asking.length : 0);
    const end = endOfName(items, start);
    if (end === start) return;
    yield { start, end };
    at = end;
  }
}

/** "who owns seat-map and who owns mailer": the same question once more. */
function repeats(asking: readonly Item[], items: readonly Item[], from: number): boolean {
  return asking.every(({ piece }, offset) => {
    const again = items[from + offset]?.piece;
    return piece.type === "word" && again?.type === "word" && again.word === piece.word;
  });
}
