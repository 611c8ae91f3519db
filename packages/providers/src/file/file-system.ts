import {
  type BigIntStats,
  closeSync,
  constants,
  fstatSync,
  lstat,
  open,
  type PathLike,
  read,
  readdir,
  realpath,
  watch,
} from "node:fs";
import { promisify } from "node:util";

/** What the provider needs of a file system. Paths are absolute, in the system's own form. */
export interface FileSystem {
  readdir(path: string): Promise<readonly DirectoryEntry[]>;
  lstat(path: string): Promise<FileStatus>;
  /** The path without links. */
  realpath(path: string): Promise<string>;
  /** Opens a file for reading, and fails on a link. */
  open(path: string): Promise<OpenFile>;
  /**
   * Watches one folder; returns the way to stop. `isName` when a name in it came or went; `name` is null when the
   * system does not say which.
   */
  watch(
    path: string,
    onChange: (isName: boolean, name: string | null) => void,
    onError: (reason: unknown) => void,
  ): () => void;
}

export interface DirectoryEntry {
  readonly name: string;
  isFile(): boolean;
  isDirectory(): boolean;
  isSymbolicLink(): boolean;
}

export interface OpenFile {
  stat(): Promise<FileStatus>;
  read(buffer: Uint8Array, offset: number, length: number): Promise<{ readonly bytesRead: number }>;
  close(): Promise<void>;
}

export interface FileStatus {
  readonly type: "file" | "directory" | "link" | "other";
  readonly bytes: number;
  /** The same for the same file under whatever name. */
  readonly identity: string;
  /** Changes with the content. */
  readonly version: string;
  /** ISO time of the last change. */
  readonly modified: string;
}

// A catalog is thousands of small files. Descriptors cost half of what `FileHandle` does, and what is asked of a file
// that is open already is answered at once: a trip to the thread pool would take many times as long.
export const nodeFileSystem: FileSystem = {
  readdir: (path) => entriesOf(path, { withFileTypes: true }),
  lstat: async (path) => fileStatus(await statusOf(path, { bigint: true })),
  realpath: (path) => realPathOf(path),
  async open(path) {
    // Opening a pipe would otherwise wait for somebody to write to it.
    const file = await opened(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
    return {
      stat: async () => fileStatus(fstatSync(file, { bigint: true })),
      read: (buffer, offset, length) => readFrom(file, buffer, offset, length, null),
      close: async () => closeSync(file),
    };
  },
  watch(path, onChange, onError) {
    const watcher = watch(path, { persistent: false }, (event, name) => onChange(event === "rename", name));
    watcher.on("error", onError);
    return () => watcher.close();
  },
};

function fileStatus(stats: BigIntStats): FileStatus {
  // The time of the last change of status is part of it: tools that put an old modification time back cannot set it.
  const version = [stats.mtimeNs, stats.ctimeNs, stats.size, stats.ino].map((part) => part.toString(36)).join("-");
  return {
    type: stats.isFile() ? "file" : stats.isDirectory() ? "directory" : stats.isSymbolicLink() ? "link" : "other",
    bytes: Number(stats.size),
    identity: `${stats.dev}:${stats.ino}`,
    version,
    modified: stats.mtime.toISOString(),
  };
}

const entriesOf = promisify(readdir);
const statusOf = promisify(lstat);
const realPathOf = promisify<PathLike, string>(realpath.native);
const opened = promisify<PathLike, number, number>(open);
const readFrom = promisify(read);

/** True for the error of a file or folder that is not there. */
export function isMissing(reason: unknown): boolean {
  return reason instanceof Error && "code" in reason && (reason.code === "ENOENT" || reason.code === "ENOTDIR");
}
