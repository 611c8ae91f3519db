import { randomUUID } from "node:crypto";
import { CatalogError, type Clock } from "@callboard/core";
import { isRunning, type ProcessIdentity, thisProcess } from "./process-identity.ts";
import { removeFile } from "./replace-file.ts";
import {
  type FileStatus,
  hasCode,
  PRIVATE_MODE,
  readPieces,
  type StoreFileHandle,
  type StoreFileSystem,
  writePieces,
} from "./store-file-system.ts";

/** A lock on a file that this process holds. */
export interface FileLock {
  /** @throws {CatalogError} `store-locked` when another process has taken it over */
  check(): Promise<void>;
  /** May be called again when it throws. */
  release(): Promise<void>;
}

/** How often the holder of a lock shows that it lives. */
const BEAT_MS = 1_000;
/** How long a lock may go without a beat when its holder cannot be asked; with room for a holder that is busy. */
const SILENCE_MS = 4_000;
const LOOK_MS = 500;
const ATTEMPTS = 5;

/**
 * Locks a file for this process, by a second file beside it. The lock of a process that has ended is taken over: at
 * once on the same machine, within five seconds from another machine or container.
 *
 * @throws {CatalogError} `store-locked` when a running process holds it
 */
export async function lockFile(fs: StoreFileSystem, clock: Clock, path: string): Promise<FileLock> {
  const lockPath = `${path}.lock`;
  const self = await thisProcess();
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const made = await createLock(fs, clock, lockPath, self);
    if (made) return holdLock(fs, clock, path, made);
    const found = await readLock(fs, lockPath);
    if (found) {
      const isHeld =
        (found.holder && (await isRunning(found.holder, self))) ?? (await isBeating(fs, clock, lockPath, found));
      if (isHeld) throw lockedBy(path, found.holder, self);
      await takeAway(fs, lockPath, found);
    }
  }
  throw lockedBy(path, undefined, self);
}

interface LockHolder extends ProcessIdentity {
  readonly since: string;
}

interface FoundLock {
  /** Undefined when the file does not say. */
  readonly holder: LockHolder | undefined;
  readonly ino: number;
  readonly mtimeMs: number;
}

interface MadeLock {
  readonly handle: StoreFileHandle;
  readonly ino: number;
}

async function createLock(
  fs: StoreFileSystem,
  clock: Clock,
  lockPath: string,
  self: ProcessIdentity,
): Promise<MadeLock | undefined> {
  const handle = await fs.open(lockPath, "wx+", PRIVATE_MODE).catch((reason: unknown) => {
    if (hasCode(reason, "EEXIST")) return undefined;
    throw reason;
  });
  if (!handle) return undefined;
  try {
    const holder: LockHolder = { ...self, since: new Date(clock.now()).toISOString() };
    await writePieces(handle, [new TextEncoder().encode(`${JSON.stringify(holder)}\n`)], 0);
    const { ino } = await handle.stat();
    return { handle, ino };
  } catch (reason) {
    await handle.close().catch(() => {});
    await removeFile(fs, lockPath).catch(() => {});
    throw reason;
  }
}

function holdLock(fs: StoreFileSystem, clock: Clock, path: string, { handle, ino }: MadeLock): FileLock {
  const lockPath = `${path}.lock`;
  const isOurs = async () => (await statIfThere(fs, lockPath))?.ino === ino;
  let stopTimer = clock.setTimer(beat, BEAT_MS);
  let isOpen = true;

  function beat(): void {
    const now = new Date(clock.now());
    handle.utimes(now, now).catch(() => {}); // a beat that is missed is made up for by the next
    stopTimer = clock.setTimer(beat, BEAT_MS);
  }

  return {
    async check() {
      if (await isOurs()) return;
      const message = `Another process has taken over the catalog store ${path}, because this one did not answer. Open it again.`;
      throw new CatalogError("store-locked", message);
    },
    async release() {
      stopTimer();
      if (await isOurs()) await removeFile(fs, lockPath);
      if (isOpen) await handle.close();
      isOpen = false;
    },
  };
}

async function readLock(fs: StoreFileSystem, lockPath: string): Promise<FoundLock | undefined> {
  const handle = await fs.open(lockPath, "r").catch((reason: unknown) => {
    if (hasCode(reason, "ENOENT")) return undefined;
    throw reason;
  });
  if (!handle) return undefined;
  try {
    const { ino, mtimeMs } = await handle.stat();
    let text = "";
    for await (const piece of readPieces(handle)) text += new TextDecoder().decode(piece);
    return { holder: parseHolder(text), ino, mtimeMs };
  } finally {
    await handle.close();
  }
}

function parseHolder(text: string): LockHolder | undefined {
  try {
    const holder: Record<keyof LockHolder, unknown> | null = JSON.parse(text);
    const { pid, host, pidSpace, started, since } = holder ?? {};
    const isWhole =
      typeof pid === "number" && [host, pidSpace, started, since].every((field) => typeof field === "string");
    return isWhole
      ? { pid, host: String(host), pidSpace: String(pidSpace), started: String(started), since: String(since) }
      : undefined;
  } catch {
    return undefined; // its holder ended, or is still busy, between making the file and filling it
  }
}

/** Watches a lock for as long as its holder may keep silent. */
async function isBeating(fs: StoreFileSystem, clock: Clock, lockPath: string, found: FoundLock): Promise<boolean> {
  for (let waitedMs = 0; waitedMs < SILENCE_MS; waitedMs += LOOK_MS) {
    await new Promise<void>((resolve) => void clock.setTimer(resolve, LOOK_MS));
    const now = await statIfThere(fs, lockPath);
    if (now?.ino !== found.ino) return false; // it is gone, or another's: look again from the start
    if (now.mtimeMs !== found.mtimeMs) return true;
  }
  return false;
}

/** Removes a lock that was found dead, and never one that was made since by another process that found it dead too. */
async function takeAway(fs: StoreFileSystem, lockPath: string, dead: FoundLock): Promise<void> {
  const aside = `${lockPath}.${randomUUID()}`;
  try {
    await fs.rename(lockPath, aside);
  } catch (reason) {
    if (hasCode(reason, "ENOENT")) return;
    throw reason;
  }
  if ((await fs.stat(aside)).ino === dead.ino) await removeFile(fs, aside);
  else await fs.rename(aside, lockPath);
}

async function statIfThere(fs: StoreFileSystem, path: string): Promise<FileStatus | undefined> {
  return fs.stat(path).catch((reason: unknown) => {
    if (hasCode(reason, "ENOENT")) return undefined;
    throw reason;
  });
}

function lockedBy(path: string, holder: LockHolder | undefined, self: ProcessIdentity): CatalogError {
  const isSelf =
    holder && (["pid", "host", "pidSpace", "started"] as const).every((field) => holder[field] === self[field]);
  const who = !holder
    ? "another process"
    : isSelf
      ? `this process (${holder.pid}) already`
      : `process ${holder.pid} on ${holder.host} since ${holder.since}`;
  const remedy = isSelf ? "Close the other store first" : "Stop that process";
  return new CatalogError(
    "store-locked",
    `The catalog store ${path} is in use by ${who}. ${remedy}, or open this one with onLocked: "read-only".`,
  );
}
