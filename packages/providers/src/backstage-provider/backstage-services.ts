import { CatalogError, type Logger } from "@callboard/core";
import type { BackstageTask } from "./backstage-contract.ts";

/**
 * What the makers of Backstage providers ask for: `GithubEntityProvider.fromConfig(config, backstageServices())`. Its
 * tasks run when the catalog reads the source, not by their own schedule, and what is logged goes where the catalog
 * logs.
 */
export interface BackstageServices {
  readonly scheduler: BackstageScheduler;
  readonly logger: BackstageLogger;
}

/** Has the shape of Backstage's `SchedulerService`. It keeps no timers. */
export interface BackstageScheduler {
  createScheduledTaskRunner(schedule: unknown): { run(task: BackstageTask): Promise<void> };
  scheduleTask(task: BackstageTask): Promise<void>;
  /** Runs one task now. @throws {CatalogError} `invalid-argument` for one that is not there */
  triggerTask(id: string): Promise<void>;
  cancelTask(id: string): Promise<void>;
  getScheduledTasks(): Promise<{ id: string; scope: "local"; settings: { version: number } }[]>;
  /** The tasks that were added while something ran; one such call at a time. */
  addedDuring(work: () => Promise<void>): Promise<readonly BackstageTask[]>;
}

/** Has the shape of Backstage's `LoggerService`. */
export interface BackstageLogger {
  error(message: string, meta?: unknown): void;
  warn(message: string, meta?: unknown): void;
  info(message: string, meta?: unknown): void;
  debug(message: string, meta?: unknown): void;
  child(meta: Readonly<Record<string, unknown>>): BackstageLogger;
  /** From now on lines go there, too. */
  forwardTo(logger: Logger): void;
  /** Errors that were logged while something ran, such as those that a task catches itself. */
  errorsDuring(work: () => Promise<void>): Promise<readonly string[]>;
}

/** @see {@link BackstageServices} */
export function backstageServices(): BackstageServices {
  return { scheduler: backstageScheduler(), logger: backstageLogger() };
}

function backstageScheduler(): BackstageScheduler {
  const tasks = new Map<string, BackstageTask>();
  const inTurn = oneAfterTheOther();
  const add = async (task: BackstageTask) => void tasks.set(task.id, task);
  return {
    createScheduledTaskRunner: () => ({ run: add }),
    scheduleTask: add,
    async triggerTask(id) {
      const task = tasks.get(id);
      if (!task) throw new CatalogError("invalid-argument", `There is no task "${id}".`);
      await task.fn(new AbortController().signal);
    },
    cancelTask: async () => {},
    getScheduledTasks: async () => Array.from(tasks.keys(), (id) => ({ id, scope: "local", settings: { version: 2 } })),
    addedDuring: (work) =>
      inTurn(async () => {
        const before = new Set(tasks.values());
        await work();
        return [...tasks.values()].filter((task) => !before.has(task));
      }),
  };
}

function backstageLogger(): BackstageLogger {
  const inTurn = oneAfterTheOther();
  let target: Logger | undefined;
  let errors: string[] = [];
  const at = (fields: Readonly<Record<string, unknown>>): BackstageLogger => {
    const line = (level: keyof Logger) => (message: string, meta?: unknown) => {
      if (level === "error") errors.push(message);
      target?.[level](message, { ...fields, ...fieldsOf(meta) });
    };
    return {
      error: line("error"),
      warn: line("warn"),
      info: line("info"),
      debug: line("debug"),
      child: (meta) => at({ ...fields, ...meta }),
      forwardTo(logger) {
        target = logger;
      },
      errorsDuring: (work) =>
        inTurn(async () => {
          errors = [];
          await work();
          return errors;
        }),
    };
  };
  return at({});
}

/** Of an error the message is enough: a whole one may hold a request with its token. */
function fieldsOf(meta: unknown): Readonly<Record<string, unknown>> {
  if (meta instanceof Error) return { reason: meta.message };
  return typeof meta === "object" && meta !== null ? { ...meta } : {};
}

/** Runs pieces of work one after the other, whatever became of the one before. */
function oneAfterTheOther(): <Result>(work: () => Promise<Result>) => Promise<Result> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const result = last.then(work, work);
    last = result.catch(() => {});
    return result;
  };
}
