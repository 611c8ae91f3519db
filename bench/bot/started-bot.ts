import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/** What the process of a bot is started with. */
export interface BotJob {
  /** The folder of the generated catalog files. */
  readonly files: string;
  /** Where the bot keeps its journal. */
  readonly folder: string;
  readonly apiUrl: string;
  readonly token: string;
  readonly appToken: string;
}

/** What it is told: to read its files once more, with or without something new in each of them, or to end. */
export type BotOrder = "read-again" | "read-changed" | "stop";

/** What it says when it has started, and after each read. */
export interface BotReport {
  readonly tookMs: number;
  /** How many entities are no longer what they were. */
  readonly changed: number;
}

/** A bot in a process of its own: what it does there holds up nobody else. */
export interface StartedBot {
  /** Has it read its files; resolves when they are read. */
  read(order: Exclude<BotOrder, "stop">): Promise<BotReport>;
  stop(): Promise<void>;
  /** Ends it whatever it does, if it has not ended. */
  kill(): void;
}

/** Starts a bot, and resolves once it has opened its catalog and is connected. */
export async function startedBot(job: BotJob): Promise<StartedBot> {
  const child = fork(fileURLToPath(new URL("./bot-process.ts", import.meta.url)), [JSON.stringify(job)]);
  const ended = once(child, "exit");
  async function report(): Promise<BotReport> {
    const gone = ended.then(([code]) => {
      throw new Error(`The bot ended with code ${String(code)}.`);
    });
    const [said] = await Promise.race([once(child, "message"), gone]);
    return said as BotReport; // bot-process.ts sends nothing else
  }
  await report();
  return {
    read(order) {
      child.send(order);
      return report();
    },
    async stop() {
      child.send("stop" satisfies BotOrder);
      await ended;
    },
    kill: () => void child.kill("SIGKILL"),
  };
}
