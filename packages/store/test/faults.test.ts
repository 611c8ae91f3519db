import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { fileSnapshotStore } from "../src/index.ts";
import { readStoreFile } from "../src/store-file.ts";
import { nodeFileSystem, type StoreFileHandle, type StoreFileSystem } from "../src/store-file-system.ts";
import { step, versionsIn } from "./steps.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const FAULTS = ["ENOSPC", "EIO", "EACCES", "short write, then ENOSPC", "short write"] as const;
type Fault = (typeof FAULTS)[number];

/** Steps that make the first file, append to it, and have it written anew. */
const STEPS = [step(1, "api", 10), step(2, "web", 10), step(3, "big", 1_200_000), step(4, "db", 10)];

describe("fileSnapshotStore under faults", () => {
  it.each(FAULTS)(
    "R02: keeps the last state readable and reports the error, whichever call fails with %s",
    async (fault) => {
      let failAt = 1;
      for (; await survives(fault, failAt); failAt += 1);
      expect(failAt).toBeGreaterThan(fault.startsWith("short") ? 5 : 30);
    },
  );
});

/** Lets one call fail, and checks the file after each step. False when there are not that many calls. */
async function survives(fault: Fault, failAt: number): Promise<boolean> {
  const folder = await temporaryFolder();
  const path = join(folder, "catalog.snapshot");
  const fs = faultyFileSystem(fault, failAt);
  const reported: unknown[] = [];
  const log = (_message: string, fields?: Readonly<Record<string, unknown>>) => void reported.push(fields);
  const store = fileSnapshotStore(path, { fs, logger: { debug() {}, info() {}, warn: log, error: log } });
  const committed: string[] = [];
  const attempt = (work: () => Promise<unknown>) =>
    work().catch((reason: unknown) => {
      expect(reason).toMatchObject({ code: "store-failed", cause: { message: expect.stringContaining("injected") } });
      reported.push(reason);
      return work();
    });

  await attempt(() => store.load());
  for (const next of STEPS) {
    await attempt(async () => {
      const before = [...committed].sort();
      await store.commit(next).catch(async (reason: unknown) => {
        expect(await onDisk(path), `call ${failAt} failed: ${reason}`).toEqual(before);
        throw reason;
      });
    });
    for (const { document } of next.documents) committed.push(`${document.key} ${document.version}`);
    expect(await onDisk(path)).toEqual([...committed].sort());
  }
  await attempt(() => store.close());
  expect(await readdir(folder)).toEqual(["catalog.snapshot"]);
  expect(await onDisk(path)).toEqual([...committed].sort());
  // Nobody needs to know of a short write that was made good, or that a file no longer used did not close well.
  const isNoLoss = fault === "short write" || fs.failed() === "close";
  if (fs.failed() && !isNoLoss)
    expect(reported.length, `call ${failAt}, ${fs.failed()}, failed unseen`).toBeGreaterThan(0);
  return fs.failed() !== undefined;
}

async function onDisk(path: string): Promise<readonly string[]> {
  const decoded = await readStoreFile(nodeFileSystem, path);
  expect(decoded?.tornBytes ?? 0).toBe(0);
  return versionsIn(decoded?.state.stored()) ?? [];
}

/** The real file system, except that one call fails; short writes count only calls that write. */
function faultyFileSystem(fault: Fault, failAt: number): StoreFileSystem & { failed(): string | undefined } {
  let calls = 0;
  let failed: string | undefined;
  function isDue(name: string): boolean {
    if (fault.startsWith("short") && name !== "write") return false;
    calls += 1;
    if (calls === failAt) failed = name;
    return calls === failAt;
  }
  const injected = () => {
    const code = fault.replace("short write, then ", "");
    return Object.assign(new Error(`${code}: injected`), { code });
  };
  const orFail = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    if (isDue(name)) throw injected();
    return work();
  };
  const wrap = (handle: StoreFileHandle): StoreFileHandle => ({
    read: (...args) => orFail("read", () => handle.read(...args)),
    async write(buffer, offset, length, position) {
      if (!isDue("write")) return handle.write(buffer, offset, length, position);
      if (!fault.startsWith("short")) throw injected();
      const written = await handle.write(buffer, offset, Math.ceil(length / 2), position);
      if (fault !== "short write") throw injected();
      return written;
    },
    truncate: (length) => orFail("truncate", () => handle.truncate(length)),
    sync: () => orFail("sync", () => handle.sync()),
    stat: () => orFail("stat", () => handle.stat()),
    chmod: (mode) => orFail("chmod", () => handle.chmod(mode)),
    utimes: (accessed, modified) => orFail("utimes", () => handle.utimes(accessed, modified)),
    async close() {
      await handle.close();
      if (isDue("close")) throw injected();
    },
  });
  return {
    open: (path, flags, mode) => orFail("open", async () => wrap(await nodeFileSystem.open(path, flags, mode))),
    rename: (from, to) => orFail("rename", () => nodeFileSystem.rename(from, to)),
    unlink: (path) => orFail("unlink", () => nodeFileSystem.unlink(path)),
    mkdir: (path, options) => orFail("mkdir", () => nodeFileSystem.mkdir(path, options)),
    stat: (path) => orFail("stat", () => nodeFileSystem.stat(path)),
    failed: () => failed,
  };
}
