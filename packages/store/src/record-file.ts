import { dirname, resolve } from "node:path";
import { type Clock, systemClock } from "@callboard/core";
import { lockFile } from "./file-lock.ts";
import { replaceFile, syncFolder } from "./replace-file.ts";
import { storeFailed } from "./store-failed.ts";
import {
  hasCode,
  nodeFileSystem,
  PRIVATE_MODE,
  readPieces,
  type StoreFileSystem,
  writePieces,
} from "./store-file-system.ts";

/** A file of JSON records that grows at its end. */
export interface RecordFile {
  /** The records it had when it was opened, the oldest first. */
  readonly found: readonly unknown[];
  /** Records in it now, those that later ones have outdated too. */
  readonly size: number;
  /** On the disk when it resolves. Records that are added at the same time are synced together. */
  append(record: unknown): Promise<void>;
  /** Puts other records in their place, in one step. */
  rewrite(records: readonly unknown[]): Promise<void>;
  /** Waits for what is being written, and lets other processes have the file. */
  close(): Promise<void>;
}

export interface RecordFileOptions {
  /** The system's unless given. */
  readonly clock?: Clock;
  /** `node:fs/promises` unless given. */
  readonly fs?: StoreFileSystem;
}

/**
 * Opens a file of records, one per line, that only its user may read and one process writes at a time. A process that
 * dies at any moment loses no record that was acknowledged; a line that was cut short is left out.
 *
 * All that it and its methods throw is {CatalogError} `store-failed`; opening also `store-locked`.
 */
export async function openRecordFile(path: string, options: RecordFileOptions = {}): Promise<RecordFile> {
  const { clock = systemClock, fs = nodeFileSystem } = options;
  const place = resolve(path);
  const failed = (doing: "read" | "written") => (reason: unknown) => {
    throw storeFailed(place, doing, reason);
  };
  await fs.mkdir(dirname(place), { recursive: true }).catch(failed("written"));
  const lock = await lockFile(fs, clock, place);
  try {
    return await openLocked(fs, place, () => lock.release()).catch(failed("read"));
  } catch (reason) {
    await lock.release().catch(() => {});
    throw reason;
  }
}

/**
 * The records of such a file as they are now, whoever writes it; undefined when it is not there.
 *
 * @throws {CatalogError} `store-failed`
 */
export async function readRecords(
  path: string,
  { fs = nodeFileSystem }: Pick<RecordFileOptions, "fs"> = {},
): Promise<readonly unknown[] | undefined> {
  const place = resolve(path);
  try {
    const text = await readText(fs, place);
    return text === undefined ? undefined : recordsIn(text);
  } catch (reason) {
    throw storeFailed(place, "read", reason);
  }
}

async function openLocked(fs: StoreFileSystem, place: string, release: () => Promise<void>): Promise<RecordFile> {
  const found = recordsIn((await readText(fs, place)) ?? "");
  // Written anew, it is whole and private whatever it was before.
  let { handle, bytes: end } = await replaceFile(fs, place, [linesOf(found)]);
  await syncFolder(fs, place);
  let size = found.length;
  let waiting: Waiting[] = [];
  let last: Promise<void> = Promise.resolve();

  /** Runs one after the other, whatever became of the one before. */
  function exclusively(run: () => Promise<void>): Promise<void> {
    const result = last.then(run).catch((reason: unknown) => {
      throw storeFailed(place, "written", reason);
    });
    last = result.catch(() => {});
    return result;
  }

  async function flush(): Promise<void> {
    const batch = waiting;
    waiting = [];
    if (batch.length === 0) return;
    try {
      await handle.truncate(end); // what an attempt before left half-written
      const written = await writePieces(handle, [linesOf(batch.map(({ record }) => record))], end);
      await handle.sync();
      end = written;
      size += batch.length;
      for (const { settle } of batch) settle.resolve();
    } catch (reason) {
      for (const { settle } of batch) settle.reject(storeFailed(place, "written", reason));
    }
  }

  return {
    found,
    get size() {
      return size;
    },
    append(record) {
      return new Promise((resolve, reject) => {
        waiting.push({ record, settle: { resolve, reject } });
        void exclusively(flush);
      });
    },
    rewrite: (records) =>
      exclusively(async () => {
        const previous = handle;
        ({ handle, bytes: end } = await replaceFile(fs, place, [linesOf(records)]));
        size = records.length;
        await previous.close().catch(() => {});
        await syncFolder(fs, place);
      }),
    close: () =>
      exclusively(async () => {
        await flush();
        await handle.close();
        await release();
      }),
  };
}

interface Waiting {
  readonly record: unknown;
  readonly settle: { resolve(): void; reject(reason: unknown): void };
}

/** Undefined when there is no file. */
async function readText(fs: StoreFileSystem, place: string): Promise<string | undefined> {
  const handle = await fs.open(place, "r", PRIVATE_MODE).catch((reason: unknown) => {
    if (hasCode(reason, "ENOENT")) return undefined;
    throw reason;
  });
  if (!handle) return undefined;
  try {
    const decoder = new TextDecoder();
    let text = "";
    for await (const piece of readPieces(handle)) text += decoder.decode(piece, { stream: true });
    return text + decoder.decode();
  } finally {
    await handle.close();
  }
}

/** What every whole line holds; what is behind the last line break was cut short. */
function recordsIn(text: string): readonly unknown[] {
  return text
    .split("\n")
    .slice(0, -1)
    .flatMap((line) => {
      try {
        const record: unknown = JSON.parse(line);
        return [record];
      } catch {
        return [];
      }
    });
}

function linesOf(records: readonly unknown[]): Uint8Array {
  return new TextEncoder().encode(records.map((record) => `${JSON.stringify(record)}\n`).join(""));
}
