import type { JsonValue } from "../model/json.ts";
import { quoted } from "../model/quoted.ts";

/** A value with a name (`&name`) that aliases (`*name`) can repeat. */
export interface Anchor {
  value: JsonValue | undefined;
  /** Values and characters in it, those that its own aliases repeat included. */
  size: number;
  /** How often an alias named it. */
  uses: number;
  /** How often the most repeated value in it occurs; 0 until it is first used. */
  repeats: number;
  /** The part of the document between its start and its end, as counted by the scope. */
  readonly from: Tally;
  to: Tally | undefined;
}

interface Tally {
  readonly scalars: number;
  readonly aliases: number;
  readonly size: number;
}

export type AliasResult =
  | { readonly ok: true; readonly value: JsonValue }
  | { readonly ok: false; readonly message: string };

/** The anchors and aliases of one document, told in the order in which they stand. */
export interface AliasScope {
  /** Counts a scalar and its length, or a collection. */
  count(kind: "scalar" | "collection", characters: number): void;
  open(name: string): Anchor;
  close(anchor: Anchor, value: JsonValue): void;
  resolve(name: string): AliasResult;
}

/** More repetitions than this of one anchor, the anchors in it included, are refused (as the `yaml` package does). */
const MAX_REPEATS = 100;
/** More values and characters than this added by aliases are refused, whatever the number of aliases. */
const MAX_REPEATED_SIZE = 16 * 1024 * 1024;

/** Keeps account of what aliases repeat, so that a few lines cannot stand for gigabytes. */
export function aliasScope(): AliasScope {
  const anchors = new Map<string, Anchor>();
  const targets: Anchor[] = []; // of every alias so far
  let scalars = 0;
  let size = 0;
  let repeatedSize = 0;
  const tally = (): Tally => ({ scalars, aliases: targets.length, size });

  /** The largest number of times that aliases repeat one value of an anchor. */
  const repeatsIn = ({ from, to }: Anchor): number => {
    if (!to) return 0;
    let most = to.scalars > from.scalars ? 1 : 0;
    for (const target of targets.slice(from.aliases, to.aliases)) most = Math.max(most, target.uses * target.repeats);
    return most;
  };

  return {
    count(kind, characters) {
      if (kind === "scalar") scalars += 1;
      size += 1 + characters;
    },
    open(name) {
      const anchor: Anchor = { value: undefined, size: 0, uses: 0, repeats: 0, from: tally(), to: undefined };
      anchors.set(name, anchor);
      return anchor;
    },
    close(anchor, value) {
      anchor.to = tally();
      anchor.size = size - anchor.from.size;
      anchor.value = value;
    },
    resolve(name) {
      const anchor = anchors.get(name);
      if (!anchor)
        return fault(name, "names no anchor above it in this document. Put the anchor before the value to repeat.");
      if (anchor.value === undefined)
        return fault(name, "stands inside the value it repeats. Write the value out instead.");
      anchor.uses += 1;
      anchor.repeats ||= repeatsIn(anchor);
      targets.push(anchor);
      size += anchor.size;
      repeatedSize += anchor.size;
      if (anchor.uses * anchor.repeats > MAX_REPEATS || repeatedSize > MAX_REPEATED_SIZE) {
        const most = `at most ${MAX_REPEATS} times, aliases within aliases included`;
        return fault(name, `repeats too much: ${most}. Write the values out.`);
      }
      return { ok: true, value: anchor.value };
    },
  };
}

function fault(name: string, what: string): AliasResult {
  return { ok: false, message: `Alias ${quoted(`*${name}`)} ${what}` };
}
