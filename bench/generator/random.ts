/** Random choices that are the same for the same seed, on every machine. */
export interface Random {
  /** From 0 up to, but not including, `limit`. */
  integer(limit: number): number;
  /** True with a chance from 0 to 1. */
  chance(probability: number): boolean;
  pick<T>(values: readonly T[]): T;
  /** Puts a list into a random order, in place. */
  shuffle<T>(values: T[]): T[];
}

/** Random choices by sfc32, which passes PractRand and needs four words of state. */
export function seededRandom(seed: number): Random {
  let a = 0x9e3779b9;
  let b = 0x243f6a88;
  let c = seed | 0;
  let counter = 1;
  function next(): number {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return (sum >>> 0) / 2 ** 32;
  }
  // The seed reaches every bit of the state after some rounds only.
  for (let round = 0; round < 15; round++) next();

  const integer = (limit: number) => Math.floor(next() * limit);
  return {
    integer,
    chance: (probability) => next() < probability,
    pick(values) {
      const value = values[integer(values.length)];
      if (value === undefined) throw new RangeError("There is nothing to pick from.");
      return value;
    },
    shuffle(values) {
      for (let last = values.length - 1; last > 0; last--) {
        const other = integer(last + 1);
        const moved = values[last] as (typeof values)[number]; // both indexes are inside the list
        values[last] = values[other] as (typeof values)[number];
        values[other] = moved;
      }
      return values;
    },
  };
}
