import type { Clock } from "@callboard/core";
import { own } from "../limits/json.ts";
import type { Journal } from "./journal.ts";

/** Does what others notice once, also where a process ends in the middle of it. */
export interface Deeds {
  /** Whether it was done, or is being done now. */
  isDone(key: string): boolean;
  /**
   * Does it, unless {@link isDone}. What an earlier process began is begun once more, and told so.
   *
   * @param options.keepMs how long it counts as done
   * @param options.act resolves to false when nothing came of it: then it can be tried again
   */
  attempt(
    key: string,
    options: { readonly keepMs: number; readonly act: (attempt: Attempt) => Promise<boolean> },
  ): Promise<"done" | "done-before" | "failed">;
}

interface Attempt {
  /** When it was attempted first, in milliseconds since 1970. */
  readonly since: number;
  /** An earlier process began it: it may have taken effect. */
  readonly mayBeDone: boolean;
}

/** @param run what no other process that uses the journal is called */
export function createDeeds(journal: Journal, clock: Clock, run: string): Deeds {
  const beginOf = (key: string) => {
    const kept = journal.get(key);
    const [by, since] = [own(kept, "by"), own(kept, "since")];
    return typeof by === "string" && by !== run && typeof since === "number" ? since : null;
  };
  const isDone = (key: string) => journal.get(key) !== undefined && beginOf(key) === null;

  return {
    isDone,
    async attempt(key, { keepMs, act }) {
      if (isDone(key)) return "done-before";
      const before = beginOf(key);
      const since = before ?? clock.now();
      await journal.set(key, { by: run, since }, keepMs);
      const isAchieved = await act({ since, mayBeDone: before !== null });
      if (isAchieved) await journal.set(key, true, keepMs);
      else await journal.delete(key);
      return isAchieved ? "done" : "failed";
    },
  };
}
