import { type DecodedSnapshot, snapshotDecoder } from "@callboard/core";
import { removeFile, replaceFile, syncFolder } from "./replace-file.ts";
import {
  hasCode,
  PRIVATE_MODE,
  readPieces,
  type StoreFileHandle,
  type StoreFileSystem,
  writePieces,
} from "./store-file-system.ts";

/** A snapshot on disk that grows at its end and is now and then written anew. */
export interface StoreFile {
  /** Bytes of the catalog as it was last written anew, and of the steps behind it. */
  readonly baseBytes: number;
  readonly tailBytes: number;
  /** Reads it, makes it private and keeps it open for appending; undefined when there is none. */
  open(): Promise<(DecodedSnapshot & { readonly exposure: Exposure }) | undefined>;
  /** Adds to its end. When it throws, the file is as it was, or will be before anything else is added. */
  append(pieces: Iterable<Uint8Array>): Promise<void>;
  /** Writes it anew. When it throws, the file holds what it held. */
  replace(pieces: Iterable<Uint8Array>): Promise<void>;
  close(): Promise<void>;
}

/** Whether other users of the machine could read the file, and still can. */
export type Exposure = "none" | "ended" | "remains";

export function storeFile(fs: StoreFileSystem, path: string): StoreFile {
  let handle: StoreFileHandle | undefined;
  let baseBytes = 0;
  let validBytes = 0;
  let mayHaveTornTail = false;

  async function cutTornTail(file: StoreFileHandle): Promise<void> {
    if (!mayHaveTornTail) return;
    await file.truncate(validBytes);
    mayHaveTornTail = false;
  }

  return {
    get baseBytes() {
      return baseBytes;
    },
    get tailBytes() {
      return validBytes - baseBytes;
    },
    async open() {
      const opened = await openIfThere(fs, path, "r+");
      if (!opened) return undefined;
      try {
        const decoded = await decode(opened);
        const exposure = await makePrivate(opened);
        handle = opened;
        ({ baseBytes, validBytes } = decoded);
        mayHaveTornTail = decoded.tornBytes > 0;
        return { ...decoded, exposure };
      } catch (reason) {
        await opened.close().catch(() => {});
        throw reason;
      }
    },
    async append(pieces) {
      if (!handle) throw new Error("There is no file to append to.");
      await cutTornTail(handle);
      mayHaveTornTail = true;
      try {
        const end = await writePieces(handle, pieces, validBytes);
        await handle.sync();
        validBytes = end;
        mayHaveTornTail = false;
      } catch (reason) {
        await cutTornTail(handle).catch(() => {}); // else it is cut before the next step
        throw reason;
      }
    },
    async replace(pieces) {
      const previous = handle;
      const written = await replaceFile(fs, path, pieces);
      handle = written.handle;
      baseBytes = written.bytes;
      validBytes = written.bytes;
      mayHaveTornTail = false;
      await previous?.close().catch(() => {});
      try {
        await syncFolder(fs, path);
      } catch (reason) {
        if (previous) throw reason;
        handle = undefined;
        await written.handle.close().catch(() => {});
        await removeFile(fs, path).catch(() => {}); // there was nothing before, so there must be nothing now
        throw reason;
      }
    },
    async close() {
      const open = handle;
      handle = undefined;
      await open?.close();
    },
  };
}

/** What the file holds, without opening it for writing; undefined when there is none. */
export async function readStoreFile(fs: StoreFileSystem, path: string): Promise<DecodedSnapshot | undefined> {
  const handle = await openIfThere(fs, path, "r");
  if (!handle) return undefined;
  try {
    return await decode(handle);
  } finally {
    await handle.close();
  }
}

async function openIfThere(fs: StoreFileSystem, path: string, flags: "r" | "r+"): Promise<StoreFileHandle | undefined> {
  return fs.open(path, flags).catch((reason: unknown) => {
    if (hasCode(reason, "ENOENT")) return undefined;
    throw reason;
  });
}

async function decode(handle: StoreFileHandle): Promise<DecodedSnapshot> {
  const decoder = snapshotDecoder();
  for await (const piece of readPieces(handle)) decoder.push(piece);
  return decoder.end();
}

const OTHERS_MODE = 0o077;

async function makePrivate(handle: StoreFileHandle): Promise<Exposure> {
  const { mode } = await handle.stat();
  if (process.platform === "win32" || (mode & OTHERS_MODE) === 0) return "none";
  return handle.chmod(PRIVATE_MODE).then(
    () => "ended",
    () => "remains",
  );
}
