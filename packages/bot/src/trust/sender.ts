import { CatalogError, type Clock, type Logger } from "@callboard/core";
import type { JsonObject } from "../limits/json.ts";
import { createLanes } from "./lanes.ts";
import type { CallArguments, CallOutcome, SlackCall } from "./slack-call.ts";
import type { SlackMethod } from "./slack-methods.ts";

/** Calls Slack until it answers, however long that takes. */
export interface Sender {
  /**
   * What Slack answered: done, or refused for good. Waits as long as Slack asks for, and longer each time Slack is not
   * to be reached. Messages to one channel are posted in the order they came.
   *
   * @param options.args made anew for each attempt
   * @param options.alreadyDone asked before an attempt is repeated that may have taken effect; its result is used instead
   * @throws {CatalogError} `catalog-closed` when the bot is stopped meanwhile
   */
  send(method: SlackMethod, options: SendOptions): Promise<Answered>;
  /** Gives up all calls that wait for their turn. */
  stop(): void;
}

export interface SendOptions {
  readonly args: () => CallArguments;
  readonly alreadyDone?: () => Promise<JsonObject | null>;
  /** True asks `alreadyDone` before the first attempt too, as after a restart. */
  readonly mayBeDone?: boolean;
}

export type Answered = Extract<CallOutcome, { status: "done" | "refused" }>;

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;

export function createSender(call: SlackCall, { clock, logger }: { clock: Clock; logger: Logger }): Sender {
  const lanes = createLanes();
  /** Until when what goes through a gate has to wait. */
  const notBefore = new Map<string, number>();
  const pauses = new Set<() => void>();
  let isStopped = false;

  function pause(delayMs: number): Promise<void> {
    return new Promise((resolve) => {
      const end = () => {
        cancel();
        pauses.delete(end);
        resolve();
      };
      const cancel = clock.setTimer(end, delayMs);
      pauses.add(end);
    });
  }

  async function untilAllowed(gate: string): Promise<void> {
    for (;;) {
      if (isStopped) throw new CatalogError("catalog-closed", "The bot was stopped before Slack took a message.");
      const waitMs = (notBefore.get(gate) ?? 0) - clock.now();
      if (waitMs <= 0) break;
      await pause(waitMs);
    }
    notBefore.delete(gate);
  }

  async function attempts(gate: string, method: SlackMethod, options: SendOptions): Promise<Answered> {
    const { args, alreadyDone, mayBeDone = false } = options;
    let isUnclear = mayBeDone;
    for (let failures = 0; ; ) {
      await untilAllowed(gate);
      const before = isUnclear && alreadyDone ? await alreadyDone() : null;
      if (before) return { status: "done", result: before };
      const outcome = await call(method, args());
      switch (outcome.status) {
        case "done":
          return outcome;
        case "refused":
          // A window that has changed meanwhile, or was closed, is nobody's fault.
          if (!(method === "views.update" && PASSED.has(outcome.error))) {
            logger.error(refusalOf(method, outcome), { method, error: outcome.error });
          }
          return outcome;
        case "rate-limited":
          notBefore.set(gate, clock.now() + outcome.retryAfterMs);
          break;
        case "unclear":
          isUnclear = true;
          notBefore.set(gate, clock.now() + Math.min(FIRST_PAUSE_MS * 2 ** failures, LONGEST_PAUSE_MS));
          failures += 1;
          logger.warn(`Slack did not answer ${method}. It is tried again.`, { method, reason: outcome.reason });
          break;
        default:
          outcome satisfies never;
      }
    }
  }

  return {
    send(method, options) {
      if (method !== "chat.postMessage") return attempts(method, method, options);
      // Slack counts messages by channel, and everything else by method.
      const gate = `${method} ${String(options.args().channel)}`;
      return lanes.run(gate, () => attempts(gate, method, options));
    },
    stop() {
      isStopped = true;
      for (const end of [...pauses]) end();
    },
  };
}

const PASSED: ReadonlySet<string> = new Set(["hash_conflict", "not_found"]);

function refusalOf(method: SlackMethod, { error, needed }: Extract<CallOutcome, { status: "refused" }>): string {
  const remedy =
    error === "missing_scope"
      ? `The app lacks the scope ${needed ?? "it needs"}. Print the manifest anew, paste it into the app and reinstall it.`
      : error === "invalid_auth" || error === "token_revoked" || error === "account_inactive" || error === "not_authed"
        ? "Copy the bot token anew from the app's page “OAuth & Permissions”."
        : error === "not_in_channel"
          ? "Invite the bot into the channel."
          : "";
  return `Slack refused ${method}: ${error}. ${remedy}`.trim();
}
