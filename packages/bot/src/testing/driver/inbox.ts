/** Things that the app did, each handed to one asker, in order. */
export interface Inbox<T> {
  add(item: T): void;
  /** The first that fits and nobody has asked for yet; waits for it. @throws when none comes in time */
  next(fits: (item: T) => boolean, wanted: string): Promise<T>;
}

/** @param timeoutMs how long an asker waits, in real time */
export function createInbox<T>(timeoutMs: number, show: (item: T) => string): Inbox<T> {
  const unclaimed: T[] = [];
  const askers: { readonly fits: (item: T) => boolean; readonly resolve: (item: T) => void }[] = [];

  return {
    add(item) {
      const asker = askers.find(({ fits }) => fits(item));
      if (!asker) {
        unclaimed.push(item);
        return;
      }
      askers.splice(askers.indexOf(asker), 1);
      asker.resolve(item);
    },
    next(fits, wanted) {
      const found = unclaimed.find(fits);
      if (found !== undefined) {
        unclaimed.splice(unclaimed.indexOf(found), 1);
        return Promise.resolve(found);
      }
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          askers.splice(askers.indexOf(asker), 1);
          const others = unclaimed.map((item) => `\n  ${show(item)}`).join("");
          reject(
            new Error(`No ${wanted} came within ${timeoutMs} ms. ${others ? `Instead:${others}` : "Nothing did."}`),
          );
        }, timeoutMs);
        const asker = {
          fits,
          resolve: (item: T) => {
            clearTimeout(timer);
            resolve(item);
          },
        };
        askers.push(asker);
      });
    },
  };
}
