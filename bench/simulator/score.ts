import { seededRandom } from "../generator/random.ts";

/** How many entities were named and hit by one failure; named and not hit; hit and not named. */
export interface Count {
  readonly right: number;
  readonly wrong: number;
  readonly missed: number;
}

/** A share, and the range in which it lies with 95 % confidence. */
export interface Share {
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

export interface Score {
  /** Of what was really hit, how much was named. */
  readonly recall: Share;
  /** Of what was named, how much was really hit. */
  readonly precision: Share;
  readonly total: Count;
}

export function countOf(named: ReadonlySet<string>, hit: ReadonlySet<string>): Count {
  let right = 0;
  for (const ref of named) if (hit.has(ref)) right++;
  return { right, wrong: named.size - right, missed: hit.size - right };
}

const RESAMPLES = 500;

/**
 * Recall and precision over all entities of all failures. The range comes from drawing as many failures again, because
 * the entities that one failure hits are not independent of each other.
 */
export function scoreOf(counts: readonly Count[], seed: number): Score {
  const random = seededRandom(seed);
  const total = sum(counts);
  const samples = Array.from({ length: RESAMPLES }, () => sum(counts.map(() => random.pick(counts))));
  return {
    recall: shareOf(total, samples, recall),
    precision: shareOf(total, samples, precision),
    total,
  };
}

function shareOf(total: Count, samples: readonly Count[], rate: (count: Count) => number): Share {
  const sorted = samples.map(rate).sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN;
  return { share: rate(total), low: at(0.025), high: at(0.975) };
}

function recall({ right, missed }: Count): number {
  return right + missed === 0 ? 1 : right / (right + missed);
}

function precision({ right, wrong }: Count): number {
  return right + wrong === 0 ? 1 : right / (right + wrong);
}

function sum(counts: readonly Count[]): Count {
  let [right, wrong, missed] = [0, 0, 0];
  for (const count of counts) {
    right += count.right;
    wrong += count.wrong;
    missed += count.missed;
  }
  return { right, wrong, missed };
}
