/** Six numbers that stand for all samples. */
export interface Summary {
  readonly count: number;
  readonly min: number;
  readonly median: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

export function summarise(samples: readonly number[]): Summary {
  const sorted = [...samples].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return { count: sorted.length, min: at(0), median: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) };
}

/**
 * Milliseconds that the work takes on each input, one after the other. Goes over the inputs again and again until the
 * budget is spent; stops at twice the budget even if some inputs have not had their turn.
 */
export function timeEach<T>(inputs: readonly T[], work: (input: T) => unknown, budgetMs = 1_000): number[] {
  const samples: number[] = [];
  const start = performance.now();
  const spent = () => performance.now() - start;
  do {
    for (const input of inputs) {
      const before = performance.now();
      work(input);
      samples.push(performance.now() - before);
      if (spent() > 2 * budgetMs) return samples;
    }
  } while (spent() < budgetMs);
  return samples;
}

/** Milliseconds that one piece of work takes, and what it returns. */
export async function timeOnce<T>(work: () => T | Promise<T>): Promise<{ readonly ms: number; readonly result: T }> {
  const before = performance.now();
  const result = await work();
  return { ms: performance.now() - before, result };
}

/** Memory of this process in MB (10⁶ bytes) once all garbage is collected. */
export function memoryMb(): { readonly rss: number; readonly heap: number } {
  const gc = globalThis.gc;
  if (gc === undefined) throw new Error("Start node with --expose-gc, or memory figures mean nothing.");
  for (let round = 0; round < 3; round++) gc();
  const { rss, heapUsed, external } = process.memoryUsage();
  return { rss: rss / 1e6, heap: (heapUsed + external) / 1e6 };
}
