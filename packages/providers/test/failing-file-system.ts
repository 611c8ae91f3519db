import { type FileSystem, nodeFileSystem } from "../src/file/file-system.ts";

/** The real file system, which can be made to fail, and tells what was opened and what is being watched. */
export interface FailingFileSystem extends FileSystem {
  fail(path: string, code: string): void;
  readonly opened: readonly string[];
  readonly watched: ReadonlySet<string>;
}

export function failingFileSystem(): FailingFileSystem {
  const failures = new Map<string, string>();
  const opened: string[] = [];
  const watched = new Set<string>();
  const orFail = async <T>(path: string, work: () => Promise<T>): Promise<T> => {
    const code = failures.get(path);
    if (code !== undefined) throw Object.assign(new Error(`${code}: injected`), { code });
    return work();
  };
  return {
    opened,
    watched,
    fail: (path, code) => void failures.set(path, code),
    readdir: (path) => orFail(path, () => nodeFileSystem.readdir(path)),
    lstat: (path) => nodeFileSystem.lstat(path),
    realpath: (path) => nodeFileSystem.realpath(path),
    open: (path) =>
      orFail(path, () => {
        opened.push(path);
        return nodeFileSystem.open(path);
      }),
    watch(path, onChange, onError) {
      const stop = nodeFileSystem.watch(path, onChange, onError);
      watched.add(path);
      return () => {
        watched.delete(path);
        stop();
      };
    },
  };
}
