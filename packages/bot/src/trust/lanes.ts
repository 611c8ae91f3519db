/** Work that runs one after the other within a lane, and at the same time in different ones. */
export interface Lanes {
  /** Runs when everything that entered the lane before has ended, however it ended. */
  run<T>(lane: string, work: () => Promise<T>): Promise<T>;
  /** Whether something is under way there. */
  isBusy(lane: string): boolean;
  /** Resolves when nothing is under way any more. */
  idle(): Promise<void>;
}

export function createLanes(): Lanes {
  const last = new Map<string, Promise<unknown>>();
  return {
    run(lane, work) {
      const result = (last.get(lane) ?? Promise.resolve()).then(work);
      const settled = result.catch(() => {}).then(() => void (last.get(lane) === settled && last.delete(lane)));
      last.set(lane, settled);
      return result;
    },
    isBusy: (lane) => last.has(lane),
    async idle() {
      while (last.size > 0) await Promise.all(last.values());
    },
  };
}
