/**
 * Runs that take turns: at most so many at once, and each source once at a time. What is asked for while the same
 * source still waits for its turn is that one run, which will see all that has happened until then.
 *
 * @param run must not reject
 * @param places how many run at once
 */
export function readingTurns<Result>(
  run: (source: string) => Promise<Result>,
  places: number,
): (source: string) => Promise<Result> {
  const current = new Map<string, Promise<Result>>();
  const waiting = new Map<string, Promise<Result>>();
  const queue: (() => void)[] = [];
  let free = places;

  async function takePlace(): Promise<void> {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => queue.push(resolve));
  }

  function leavePlace(): void {
    const next = queue.shift();
    if (next) next();
    else free += 1;
  }

  async function takeTurn(source: string): Promise<Result> {
    await current.get(source);
    await takePlace();
    waiting.delete(source);
    const running = run(source);
    current.set(source, running);
    try {
      return await running;
    } finally {
      if (current.get(source) === running) current.delete(source);
      leavePlace();
    }
  }

  return (source) => {
    const next = waiting.get(source) ?? takeTurn(source);
    waiting.set(source, next);
    return next;
  };
}
