/** Small numbers for values that many share. Numbers that nobody uses any more are given to other values. */
export interface InternedTable<Value> {
  /** One more than the greatest number in use. */
  readonly size: number;
  /** How many numbers are in use. */
  readonly used: number;
  /** Changes whenever a number begins to stand for another value, so that what was worked out per number can be kept. */
  readonly version: number;
  /** The number of a value, with one more use of it. */
  acquire(value: Value): number;
  /** One more use of a number that is in use. */
  retain(code: number): void;
  /** One use less. */
  release(code: number): void;
  value(code: number): Value;
  /** Every number in use with its value. */
  entries(): Iterable<readonly [code: number, value: Value]>;
  copy(): InternedTable<Value>;
}

interface Entry<Value> {
  readonly key: string;
  readonly value: Value;
  uses: number;
}

/** A table whose values are the same when `keyOf` says so. */
export function internedTable<Value>(keyOf: (value: Value) => string): InternedTable<Value> {
  return tableOver(keyOf, [], new Map(), [], 0);
}

function tableOver<Value>(
  keyOf: (value: Value) => string,
  entries: Entry<Value>[],
  codes: Map<string, number>,
  free: number[],
  startVersion: number,
): InternedTable<Value> {
  let version = startVersion;

  function entry(code: number): Entry<Value> {
    const found = entries[code];
    if (!found) throw new RangeError(`Number ${code} stands for nothing.`);
    return found;
  }

  return {
    get size() {
      return entries.length;
    },
    get used() {
      return codes.size;
    },
    get version() {
      return version;
    },
    acquire(value) {
      const key = keyOf(value);
      const known = codes.get(key);
      if (known !== undefined) {
        entry(known).uses++;
        return known;
      }
      const code = free.pop() ?? entries.length;
      entries[code] = { key, value, uses: 1 };
      codes.set(key, code);
      version++;
      return code;
    },
    retain(code) {
      entry(code).uses++;
    },
    release(code) {
      const left = entry(code);
      left.uses--;
      if (left.uses > 0) return;
      codes.delete(left.key);
      free.push(code);
    },
    value: (code) => entry(code).value,
    *entries() {
      for (const code of codes.values()) yield [code, entry(code).value];
    },
    copy: () =>
      tableOver(
        keyOf,
        entries.map((each) => ({ ...each })),
        new Map(codes),
        [...free],
        version,
      ),
  };
}
