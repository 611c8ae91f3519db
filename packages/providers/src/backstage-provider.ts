import { CatalogError, type EntityProvider, type ProvideContext, type ReadContext } from "@callboard/core";
import type {
  BackstageConnection,
  BackstageEntityProvider,
  BackstageTask,
  BackstageUrlReader,
} from "./backstage-provider/backstage-contract.ts";
import type { BackstageServices } from "./backstage-provider/backstage-services.ts";
import { deferredEntities } from "./backstage-provider/deferred-entities.ts";
import { hintQueue } from "./backstage-provider/hint-queue.ts";

export type {
  BackstageConnection,
  BackstageEntityProvider,
  BackstageMutation,
  BackstageTask,
  BackstageUrlReader,
  DeferredEntity,
} from "./backstage-provider/backstage-contract.ts";
export {
  type BackstageLogger,
  type BackstageScheduler,
  type BackstageServices,
  backstageServices,
} from "./backstage-provider/backstage-services.ts";

/** What goes along with a Backstage provider. */
export interface BackstageProviderOptions {
  /** Tells sources apart; the provider's own name unless given. */
  readonly name?: string;
  /** The services that the provider was made with, so that its tasks run when the catalog reads. */
  readonly services?: BackstageServices;
  /**
   * Reads the files that Location entities of the provider point to, with the credentials it has; Backstage's own
   * `UrlReaders` for example. Only files on the host of the Location itself are read with it. Without one, such files
   * are not read.
   */
  readonly urlReader?: BackstageUrlReader;
}

/**
 * Runs any Backstage `EntityProvider` unchanged, and keeps what it told last. A read runs its tasks, and is complete
 * when they have brought a full set; one that brings none fails with the error that the provider has logged, and nothing
 * is lost. A provider without tasks is read by taking what it has told so far; the first read waits until that is
 * something. Deltas and refreshes that come between reads are hints for a catalog that watches its sources.
 */
export function backstageProvider(
  provider: BackstageEntityProvider,
  options: BackstageProviderOptions = {},
): EntityProvider {
  const { services, urlReader } = options;
  const name = options.name ?? provider.getProviderName().replace(/\s+/g, "-");
  const held = deferredEntities(name);
  const hints = hintQueue();
  let tasks: Promise<readonly BackstageTask[]> | undefined;
  let running: Promise<void> | undefined;
  let told = { full: 0, delta: 0 };
  /** True when a full set came by itself and has not been read yet. */
  let isUnread = false;
  const waiting = new Set<() => void>();

  const connection: BackstageConnection = {
    async applyMutation(mutation) {
      if (mutation.type === "delta") {
        told = { ...told, delta: told.delta + 1 };
        for (const hint of held.change(mutation)) hints.push(hint);
      } else {
        held.replace(mutation.entities);
        told = { ...told, full: told.full + 1 };
        if (!running) {
          isUnread = true;
          hints.push({ type: "refresh", reason: `${name} told everything anew` });
        }
      }
      for (const wake of waiting) wake();
      waiting.clear();
    },
    async refresh({ keys }) {
      for (const location of keys) hints.push({ type: "touched", location });
    },
  };

  /** Connects once; again after a failure. */
  function connected({ logger }: ReadContext): Promise<readonly BackstageTask[]> {
    services?.logger.forwardTo(logger);
    tasks ??= connect().catch((reason) => {
      tasks = undefined;
      throw reason;
    });
    return tasks;
  }

  async function connect(): Promise<readonly BackstageTask[]> {
    if (services) return services.scheduler.addedDuring(() => provider.connect(connection));
    await provider.connect(connection);
    return [];
  }

  async function bringUpToDate(context: ProvideContext): Promise<void> {
    const own = await connected(context);
    if (isUnread) isUnread = false;
    else if (own.length > 0) {
      running ??= runAll(own, context.signal).finally(() => {
        running = undefined;
      });
      await running;
    } else if (told.full + told.delta === 0) await firstMutation(context.signal);
  }

  async function runAll(own: readonly BackstageTask[], signal: AbortSignal): Promise<void> {
    const before = told;
    const work = async () => {
      for (const task of own) await task.fn(signal);
    };
    const errors = services ? await services.logger.errorsDuring(work) : [];
    // A provider that has never told a full set tells deltas only, and none when nothing has changed.
    const isDone = told.full > before.full || (before.full === 0 && told.delta > 0 && errors.length === 0);
    if (isDone) return;
    const because = errors.at(-1) ?? "its tasks ended without a full mutation";
    throw new CatalogError("source-unreachable", `${name} did not tell what it has: ${because}`);
  }

  async function firstMutation(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    return new Promise((resolve, reject) => {
      waiting.add(resolve);
      signal.addEventListener("abort", () => reject(signal.reason), { once: true });
    });
  }

  return {
    name,
    async *provide(context) {
      await bringUpToDate(context);
      for (const document of held.documents()) {
        context.signal.throwIfAborted();
        const { key, location, version } = document;
        yield context.known?.(key) === version ? { key, location, version, unchanged: true } : document;
      }
    },
    async *watch(context) {
      await connected(context);
      for await (const hint of hints.follow(context.signal)) {
        // A refresh key that nothing was read from refreshes nothing, as in Backstage.
        if (hint.type !== "touched" || context.uses?.(hint.location)) yield hint;
      }
    },
    ...(urlReader && {
      async read(location: string, { signal }: ReadContext) {
        const url = location.replace(/^url:/, "");
        if (!/^https?:\/\//.test(url)) {
          throw new CatalogError("invalid-argument", `${location} is no web address, and only those are read here`);
        }
        try {
          return (await (await urlReader.readUrl(url, { signal })).buffer()).toString("utf8");
        } catch (reason) {
          if (reason instanceof Error && reason.name === "NotFoundError") return undefined;
          throw reason;
        }
      },
    }),
  };
}
