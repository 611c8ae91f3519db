import { mkdir, open, rename, stat, unlink } from "node:fs/promises";

/** The part of `node:fs/promises` that the store uses. */
export interface StoreFileSystem {
  open(path: string, flags: string, mode?: number): Promise<StoreFileHandle>;
  rename(from: string, to: string): Promise<void>;
  unlink(path: string): Promise<void>;
  mkdir(path: string, options: { readonly recursive: true }): Promise<unknown>;
  stat(path: string): Promise<FileStatus>;
}

export interface StoreFileHandle {
  read(buffer: Uint8Array, offset: number, length: number, position: number): Promise<{ readonly bytesRead: number }>;
  write(
    buffer: Uint8Array,
    offset: number,
    length: number,
    position: number,
  ): Promise<{ readonly bytesWritten: number }>;
  truncate(length: number): Promise<void>;
  sync(): Promise<void>;
  stat(): Promise<FileStatus>;
  chmod(mode: number): Promise<void>;
  utimes(accessed: Date, modified: Date): Promise<void>;
  close(): Promise<void>;
}

/** What the store asks of a file's status. */
export interface FileStatus {
  readonly ino: number;
  readonly mode: number;
  readonly mtimeMs: number;
}

export const nodeFileSystem: StoreFileSystem = { open, rename, unlink, mkdir, stat };

/** Only the user who runs Callboard may read what it keeps. */
export const PRIVATE_MODE = 0o600;

const READ_BYTES = 2 ** 22;

/** The bytes of an open file from its start, each piece in memory of its own. */
export async function* readPieces(handle: StoreFileHandle): AsyncGenerator<Uint8Array> {
  for (let position = 0; ; ) {
    const buffer = Buffer.allocUnsafeSlow(READ_BYTES);
    const { bytesRead } = await handle.read(buffer, 0, READ_BYTES, position);
    if (bytesRead === 0) return;
    yield buffer.subarray(0, bytesRead);
    position += bytesRead;
  }
}

/** Writes all pieces from a position on, however little the system takes at a time; returns where they end. */
export async function writePieces(
  handle: StoreFileHandle,
  pieces: Iterable<Uint8Array>,
  from: number,
): Promise<number> {
  let position = from;
  for (const piece of pieces) {
    for (let done = 0; done < piece.length; ) {
      const { bytesWritten } = await handle.write(piece, done, piece.length - done, position);
      if (bytesWritten === 0) throw new Error(`The system wrote 0 of ${piece.length - done} bytes.`);
      done += bytesWritten;
      position += bytesWritten;
    }
  }
  return position;
}

/** True for an error of the file system with one of these codes. */
export function hasCode(reason: unknown, ...codes: readonly string[]): boolean {
  return reason instanceof Error && "code" in reason && typeof reason.code === "string" && codes.includes(reason.code);
}
