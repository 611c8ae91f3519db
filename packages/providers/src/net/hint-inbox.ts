/** Hints that wait to be taken in; too many of them become one. */
export interface HintInbox<Hint> {
  put(hint: Hint): void;
  /** All hints, those that wait first, until the signal aborts. Each goes to one reader. */
  hints(signal: AbortSignal): AsyncGenerator<Hint>;
}

const MOST_WAITING = 1_000;

/** @param instead stands for all that wait when there are too many */
export function hintInbox<Hint>(instead: Hint): HintInbox<Hint> {
  let waiting: Hint[] = [];
  const readers = new Set<() => void>();
  return {
    put(hint) {
      if (waiting.length < MOST_WAITING) waiting.push(hint);
      else waiting = [instead];
      for (const wake of readers) wake();
    },
    async *hints(signal) {
      while (!signal.aborted) {
        const hint = waiting.shift();
        if (hint !== undefined) {
          yield hint;
          continue;
        }
        await new Promise<void>((resolve) => {
          const wake = () => {
            readers.delete(wake);
            signal.removeEventListener("abort", wake);
            resolve();
          };
          readers.add(wake);
          signal.addEventListener("abort", wake);
        });
      }
    },
  };
}
