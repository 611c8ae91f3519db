import { type Carriers, withCarrier, withoutCarrier } from "./carriers.ts";
import { editDistance } from "./edit-distance.ts";

/** Terms with what carries each of them, found by their beginning or although misspelt. */
export interface Lexicon<Value extends object> {
  add(term: string, value: Value): void;
  remove(term: string, value: Value): void;
  get(term: string): Carriers<Value> | undefined;
  /** Entries whose term begins with a text of at least one character, in no order. */
  startingWith(beginning: string): Iterable<LexiconEntry<Value>>;
  /**
   * Entries at most `maxEdits` away from a text, itself included, in no order. Digits are never misspelt: only terms
   * with the same digits count. Looks at every term of about the same length, for some nanoseconds each.
   */
  near(text: string, maxEdits: number): readonly NearEntry<Value>[];
}

export interface LexiconEntry<Value extends object> {
  readonly term: string;
  readonly values: Carriers<Value>;
}

export interface NearEntry<Value extends object> extends LexiconEntry<Value> {
  readonly edits: number;
}

interface Entry<Value extends object> extends LexiconEntry<Value> {
  values: Carriers<Value>;
  /** Its place in the shelf of its length. */
  slot: number;
}

/**
 * The terms of one length with what tells most of them from a misspelt text at a glance: which letters they have
 * once, which twice, and which digits.
 */
interface Shelf<Value extends object> {
  readonly entries: Entry<Value>[];
  readonly once: number[];
  readonly twice: number[];
  readonly digits: number[];
}

/** An empty lexicon. Adding and removing cost the same at any size. */
export function lexicon<Value extends object>(): Lexicon<Value> {
  const entries = new Map<string, Entry<Value>>();
  const byBeginning = new Map<string, Set<Entry<Value>>>();
  const shelves: Shelf<Value>[] = [];

  return {
    add(term, value) {
      const known = entries.get(term);
      if (known) {
        known.values = withCarrier(known.values, value);
        return;
      }
      const shelf = shelfOf(shelves, term.length);
      const entry: Entry<Value> = { term, values: value, slot: shelf.entries.length };
      entries.set(term, entry);
      const beginning = term.slice(0, BEGINNING);
      const group = byBeginning.get(beginning);
      if (group) group.add(entry);
      else byBeginning.set(beginning, new Set([entry]));
      place(shelf, entry, signatureOf(term));
    },
    remove(term, value) {
      const entry = entries.get(term);
      const left = withoutCarrier(entry?.values, value);
      if (entry && left !== undefined) entry.values = left;
      if (!entry || left !== undefined) return;
      entries.delete(term);
      const beginning = term.slice(0, BEGINNING);
      const group = byBeginning.get(beginning);
      group?.delete(entry);
      if (group?.size === 0) byBeginning.delete(beginning);
      takeOut(shelfOf(shelves, term.length), entry.slot);
    },
    get: (term) => entries.get(term)?.values,
    *startingWith(beginning) {
      const whole = beginning.length >= BEGINNING;
      const groups = whole ? [beginning.slice(0, BEGINNING)] : byBeginning.keys();
      for (const group of groups) {
        if (!whole && !group.startsWith(beginning)) continue;
        for (const entry of byBeginning.get(group) ?? []) if (entry.term.startsWith(beginning)) yield entry;
      }
    },
    near(text, maxEdits) {
      const found: NearEntry<Value>[] = [];
      const signature = signatureOf(text);
      for (let length = Math.max(1, text.length - maxEdits); length <= text.length + maxEdits; length++) {
        const shelf = shelves[length];
        if (shelf) collectNear(shelf, text, signature, maxEdits, found);
      }
      return found;
    },
  };
}

/** Terms are grouped by this many first characters; more make smaller groups, fewer let short beginnings be found. */
const BEGINNING = 3;

function shelfOf<Value extends object>(shelves: Shelf<Value>[], length: number): Shelf<Value> {
  shelves[length] ??= { entries: [], once: [], twice: [], digits: [] };
  return shelves[length];
}

function place<Value extends object>(
  shelf: Shelf<Value>,
  entry: Entry<Value>,
  { once, twice, digits }: Signature,
): void {
  shelf.entries[entry.slot] = entry;
  shelf.once[entry.slot] = once;
  shelf.twice[entry.slot] = twice;
  shelf.digits[entry.slot] = digits;
}

function takeOut<Value extends object>(shelf: Shelf<Value>, slot: number): void {
  const moved = shelf.entries.pop();
  const once = shelf.once.pop();
  const twice = shelf.twice.pop();
  const digits = shelf.digits.pop();
  if (!moved || moved.slot === slot || once === undefined || twice === undefined || digits === undefined) return;
  moved.slot = slot;
  place(shelf, moved, { once, twice, digits });
}

function collectNear<Value extends object>(
  shelf: Shelf<Value>,
  text: string,
  { once, twice, digits }: Signature,
  maxEdits: number,
  found: NearEntry<Value>[],
): void {
  for (let slot = 0; slot < shelf.entries.length; slot++) {
    if (shelf.digits[slot] !== digits) continue;
    // An edit adds at most one letter and takes away at most one, so it sets at most one bit and clears at most one.
    const onceHere = shelf.once[slot] ?? 0;
    const twiceHere = shelf.twice[slot] ?? 0;
    if (bits(once & ~onceHere) + bits(twice & ~twiceHere) > maxEdits) continue;
    if (bits(onceHere & ~once) + bits(twiceHere & ~twice) > maxEdits) continue;
    const entry = shelf.entries[slot];
    if (!entry || digitsOf(entry.term) !== digitsOf(text)) continue;
    const edits = editDistance(text, entry.term, maxEdits);
    if (edits <= maxEdits) found.push({ term: entry.term, values: entry.values, edits });
  }
}

interface Signature {
  /** A bit for each letter that occurs; letters beyond a–z share the last bits. */
  readonly once: number;
  /** A bit for each letter that occurs again. */
  readonly twice: number;
  /** A hash of the digits in order. */
  readonly digits: number;
}

function signatureOf(term: string): Signature {
  let once = 0;
  let twice = 0;
  let digits = 0;
  for (let index = 0; index < term.length; index++) {
    const code = term.charCodeAt(index);
    if (isDigit(code)) {
      digits = (Math.imul(digits, 31) + code) | 0;
      continue;
    }
    const letter = code - 97;
    const bit = 1 << (letter >= 0 && letter < 26 ? letter : 26 + (code % 6));
    twice |= once & bit;
    once |= bit;
  }
  return { once, twice, digits };
}

function digitsOf(term: string): string {
  return term.replace(/\D+/g, "");
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** How many bits of a 32-bit number are set. */
function bits(value: number): number {
  let rest = value - ((value >>> 1) & 0x55555555);
  rest = (rest & 0x33333333) + ((rest >>> 2) & 0x33333333);
  return Math.imul((rest + (rest >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
