import type { Clock } from "@callboard/core";
import type { HeldTask, TaskEntry, TaskEvent } from "./task-store.ts";

/** The journal of a task that runs: written in order, and followed by whoever wants to. */
export interface LiveJournal {
  readonly entries: readonly TaskEntry[];
  /** Durable when it resolves, and so are all events before it. */
  record(event: TaskEvent): Promise<void>;
  /** What was and is written, until the journal ends. */
  follow(): AsyncIterable<TaskEntry>;
  end(): void;
}

/** @param hide takes from an event what nobody may see, before it is written anywhere */
export function liveJournal(held: HeldTask, clock: Clock, hide: (event: TaskEvent) => TaskEvent): LiveJournal {
  const entries: TaskEntry[] = [...held.entries];
  let hasEnded = false;
  let waiting: (() => void)[] = [];
  let last: Promise<void> = Promise.resolve();

  function changed(): void {
    const woken = waiting;
    waiting = [];
    for (const wake of woken) wake();
  }

  return {
    entries,
    record(event) {
      const entry = { at: new Date(clock.now()).toISOString(), ...hide(event) };
      const written = last.then(() => held.append(entry));
      last = written.then(() => {
        entries.push(entry);
        changed();
      });
      const result = last;
      last = last.catch(() => {}); // whoever waits for the next one is told about that one
      return result;
    },
    async *follow() {
      for (let index = 0; ; index += 1) {
        while (index >= entries.length && !hasEnded) await new Promise<void>((wake) => waiting.push(wake));
        const entry = entries[index];
        if (!entry) return;
        yield entry;
      }
    },
    end() {
      hasEnded = true;
      changed();
    },
  };
}
