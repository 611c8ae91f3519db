import { CatalogError, type Logger } from "@callboard/core";
import { isJsonObject, type JsonObject } from "../limits/json.ts";
import type { Journal } from "./journal.ts";
import type { Lanes } from "./lanes.ts";

/** Handles everything once, however often it arrives, and in order where order matters. */
export interface Intake {
  /**
   * Starts the work unless this was handled before, by this process or an earlier one. Resolves when it is kept that the
   * work is to be done, and no longer needs to be told again.
   */
  take(item: Item, work: () => Promise<void>): Promise<void>;
  /** Whether work in a lane is under way. */
  isBusy(lane: string): boolean;
  /** What an earlier process began and did not finish. */
  unfinished(): readonly Unfinished[];
  /** Starts the work on something unfinished. */
  resume(item: Unfinished, lane: string, work: () => Promise<void>): void;
  /** Resolves when all work that was started has ended. */
  idle(): Promise<void>;
}

export interface Item {
  /** The same for every delivery of the same thing. */
  readonly key: string;
  /** Work in the same lane is done one after the other. */
  readonly lane: string;
  /** Enough ids to do the work again after a crash; null for what comes again by itself. */
  readonly ids: JsonObject | null;
}

export interface Unfinished {
  readonly key: string;
  readonly ids: JsonObject;
}

/** Slack sends something again for a few minutes; a day is enough for any queue that Slack may have. */
const KEPT_MS = 24 * 3_600_000;
const PREFIX = "handled:";

export function createIntake(journal: Journal, lanes: Lanes, logger: Logger): Intake {
  /** What is being kept just now, so that a second delivery waits for it too. */
  const beginning = new Map<string, Promise<void>>();

  function start({ key, lane }: Pick<Item, "key" | "lane">, begun: Promise<void>, work: () => Promise<void>): void {
    const running = lanes.run(lane, async () => {
      await begun;
      try {
        await work();
      } catch (reason) {
        // A stopped bot leaves it to the next process.
        if (reason instanceof CatalogError && reason.code === "catalog-closed") return;
        logger.error("Something in Slack could not be handled.", { key, reason });
      }
      await journal.set(PREFIX + key, true, KEPT_MS);
    });
    running.catch((reason: unknown) => logger.error("The journal refused an entry.", { key, reason }));
  }

  return {
    async take(item, work) {
      const { key, ids } = item;
      if (journal.get(PREFIX + key) !== undefined) return beginning.get(key);
      const begun = journal.set(PREFIX + key, ids ?? true, KEPT_MS);
      beginning.set(
        key,
        begun.finally(() => beginning.delete(key)),
      );
      start(item, begun, work);
      await begun;
    },
    unfinished: () =>
      journal
        .entries(PREFIX)
        .flatMap(([key, ids]) => (isJsonObject(ids) ? [{ key: key.slice(PREFIX.length), ids }] : [])),
    resume: ({ key }, lane, work) => start({ key, lane }, Promise.resolve(), work),
    isBusy: lanes.isBusy,
    idle: lanes.idle,
  };
}
