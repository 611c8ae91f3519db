import { dirname, resolve } from "node:path";
import {
  CatalogError,
  type CatalogState,
  type ChangeSet,
  type Clock,
  catalogState,
  changeSetChunks,
  type EntityStore,
  type Logger,
  snapshotChunks,
} from "@callboard/core";
import { type FileLock, lockFile } from "./file-lock.ts";
import { removeFile } from "./replace-file.ts";
import { storeFailed } from "./store-failed.ts";
import { type Exposure, readStoreFile, type StoreFile, storeFile } from "./store-file.ts";
import { nodeFileSystem, type StoreFileSystem } from "./store-file-system.ts";

/** How to keep a catalog in a file. */
export interface FileSnapshotStoreOptions {
  /**
   * What to do while another process has the store: `"refuse"` throws `store-locked`; `"read-only"` reads what that
   * process has kept so far and lets each commit reject with `store-locked`. `"refuse"` unless given.
   */
  readonly onLocked?: "refuse" | "read-only";
  /**
   * What to do with a damaged file: `"refuse"` throws `snapshot-corrupt`; `"set-aside"` renames it to `….corrupt` and
   * starts empty, so that the catalog is read from its sources again. `"refuse"` unless given.
   */
  readonly onCorrupt?: "refuse" | "set-aside";
  /** Is told of what was repaired; nothing is logged unless given. */
  readonly logger?: Logger;
  /** The system's unless given. */
  readonly clock?: Clock;
  /** `node:fs/promises` unless given. */
  readonly fs?: StoreFileSystem;
}

/**
 * Keeps a catalog in one file that only its user may read. A commit is on the disk when it resolves; a process that
 * dies at any moment loses nothing that was committed. One process writes at a time.
 *
 * All methods throw {CatalogError} `store-failed` when the file system refuses, with its error as the `cause`; the
 * first one called also `store-locked`, `snapshot-corrupt` and `snapshot-too-new`.
 */
export function fileSnapshotStore(path: string, options: FileSnapshotStoreOptions = {}): EntityStore {
  const { onLocked = "refuse", onCorrupt = "refuse", logger, clock = systemClock, fs = nodeFileSystem } = options;
  const place = resolve(path);
  let open: OpenStore | undefined;
  let isClosed = false;
  let compactAtBytes = 0;
  let last: Promise<unknown> = Promise.resolve();

  /** Calls run one after the other, whatever became of the one before. */
  function exclusively<T>(doing: "read" | "written", run: () => Promise<T>): Promise<T> {
    const result = last.then(run).catch((reason: unknown) => {
      throw storeFailed(place, doing, reason);
    });
    last = result.catch(() => {});
    return result;
  }

  async function opened(): Promise<OpenStore> {
    if (isClosed)
      throw new CatalogError("catalog-closed", `The catalog store ${place} is closed. Make a new one to go on.`);
    open ??= await openStore();
    return open;
  }

  async function openStore(): Promise<OpenStore> {
    await fs.mkdir(dirname(place), { recursive: true });
    const lock = await lockFile(fs, clock, place).catch((reason: unknown) => {
      if (onLocked === "refuse" || !isLocked(reason)) throw reason;
      logger?.warn(`The catalog store is open read-only: ${reason.message}`, { path: place });
      return reason;
    });
    if (lock instanceof CatalogError) return { mode: "read-only", because: lock };
    try {
      const file = storeFile(fs, place);
      const found = await file.open().catch(setAside);
      if (found) report(found.exposure, found.tornBytes);
      return { mode: "writable", lock, file, state: found?.state ?? catalogState(), isEmpty: !found };
    } catch (reason) {
      await lock.release().catch(() => lock.release()); // or the next attempt would find it held
      throw reason;
    }
  }

  async function setAside(reason: unknown): Promise<undefined> {
    const isCorrupt = reason instanceof CatalogError && reason.code === "snapshot-corrupt";
    if (!isCorrupt) throw reason;
    if (onCorrupt === "refuse") throw new CatalogError(reason.code, `${place}: ${reason.message}`, { cause: reason });
    const aside = `${place}.corrupt`;
    await removeFile(fs, aside);
    await fs.rename(place, aside);
    logger?.error(`The catalog store was damaged and starts empty: ${reason.message}`, { path: place, movedTo: aside });
  }

  function report(exposure: Exposure, tornBytes: number): void {
    if (tornBytes > 0) {
      const message =
        "The last step in the catalog store was only partly written, and never acknowledged; it is left out";
      logger?.warn(message, { path: place, bytes: tornBytes });
    }
    if (exposure === "ended")
      logger?.warn("Other users could read the catalog store; its mode is 0600 now", { path: place });
    if (exposure === "remains") {
      logger?.warn("Other users can read the catalog store, and its mode cannot be changed. Make it 0600", {
        path: place,
      });
    }
  }

  async function commit(changeSet: ChangeSet): Promise<ChangeSet["revision"]> {
    const store = await opened();
    if (store.mode === "read-only") throw readOnly(place, store.because);
    await store.lock.check();
    if (store.isEmpty) {
      const first = catalogState();
      first.apply(changeSet);
      await store.file.replace(snapshotChunks(first.stored()));
      open = { ...store, state: first, isEmpty: false };
      return first.revision;
    }
    store.state.check(changeSet);
    await store.file.append(changeSetChunks(changeSet));
    store.state.apply(changeSet);
    if (isWorthCompacting(store.file)) void exclusively("written", () => compact(store));
    return store.state.revision;
  }

  function isWorthCompacting({ tailBytes, baseBytes }: StoreFile): boolean {
    return tailBytes > Math.max(baseBytes, SMALL_TAIL_BYTES, compactAtBytes);
  }

  /** Writes the file anew without the steps. What fails here was committed before, so nobody is told but the log. */
  async function compact({ file, state, lock }: WritableStore): Promise<void> {
    if (!isWorthCompacting(file)) return;
    try {
      await lock.check();
      await file.replace(snapshotChunks(state.stored()));
      compactAtBytes = 0;
    } catch (reason) {
      compactAtBytes = 2 * file.tailBytes; // not at every commit while the disk is full
      logger?.warn("The catalog store could not be made smaller; it goes on growing", {
        path: place,
        reason: String(reason),
      });
    }
  }

  async function close(): Promise<void> {
    isClosed = true;
    if (open?.mode !== "writable") return;
    await open.file.close();
    await open.lock.release();
    open = undefined;
  }

  return {
    durable: true,
    load: () =>
      exclusively("read", async () => {
        const store = await opened();
        if (store.mode === "read-only") return (await readStoreFile(fs, place))?.state.stored();
        return store.isEmpty ? undefined : store.state.stored();
      }),
    commit: (changeSet) => exclusively("written", () => commit(changeSet)),
    changes: (since) =>
      exclusively("read", async () => {
        const store = await opened();
        const state = store.mode === "read-only" ? (await readStoreFile(fs, place))?.state : store.state;
        return (state ?? catalogState()).changes(since);
      }),
    close: () => exclusively("written", close),
  };
}

interface WritableStore {
  readonly mode: "writable";
  readonly lock: FileLock;
  readonly file: StoreFile;
  readonly state: CatalogState;
  readonly isEmpty: boolean;
}

type OpenStore = WritableStore | { readonly mode: "read-only"; readonly because: CatalogError };

/** A file of steps that is shorter than this is not worth writing anew. */
const SMALL_TAIL_BYTES = 2 ** 20;

const systemClock: Clock = {
  now: () => Date.now(),
  setTimer(callback, delayMs) {
    const timer = setTimeout(callback, delayMs).unref();
    return () => clearTimeout(timer);
  },
};

function isLocked(reason: unknown): reason is CatalogError {
  return reason instanceof CatalogError && reason.code === "store-locked";
}

function readOnly(path: string, because: CatalogError): CatalogError {
  const message = `The catalog store ${path} is open read-only, so nothing was kept. ${because.message}`;
  return new CatalogError("store-locked", message, { cause: because });
}
