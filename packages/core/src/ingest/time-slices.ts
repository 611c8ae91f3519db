import type { Clock } from "../provider/entity-provider.ts";

/** Longer than this nothing else waits for a read, in milliseconds. */
const SLICE_MS = 10;

/** Nothing to wait for while a slice of time lasts; when it is over, a turn of the event loop. */
export type Pause = () => Promise<void> | undefined;

/** Lets other work go first now and then, so that questions are answered while a large source is read. */
export function timeSlices(clock: Clock): Pause {
  let startedAt = clock.now();
  const turnOver = async () => {
    await nextTurn();
    startedAt = clock.now();
  };
  return () => {
    const passedMs = clock.now() - startedAt;
    const isOver = passedMs >= SLICE_MS || passedMs < 0; // the clock may have been set back
    return isOver ? turnOver() : undefined;
  };
}

/** Does something with each item in order, and lets other work go first in between. */
export async function eachInTurns<Item>(
  items: Iterable<Item>,
  pause: Pause,
  work: (item: Item) => void,
): Promise<void> {
  for (const item of items) {
    work(item);
    const turn = pause();
    if (turn) await turn;
  }
}

/** True when something holds for one of the items at least; lets other work go first in between. */
export async function someInTurns<Item>(
  items: Iterable<Item>,
  pause: Pause,
  holds: (item: Item) => boolean,
): Promise<boolean> {
  for (const item of items) {
    if (holds(item)) return true;
    const turn = pause();
    if (turn) await turn;
  }
  return false;
}

/** A message comes after all that waits already, at once, and keeps the process alive until then; a timer may do neither. */
function nextTurn(): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    const onmessage = () => {
      port1.close();
      resolve();
    };
    Object.assign(port1, { onmessage }); // the types of Node.js do not know that ports have it
    port2.postMessage(null);
  });
}
