import { chmod, mkdtemp, readdir, readFile, rm, stat, symlink, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { type EntityStore, type Logger, openSnapshot } from "@callboard/core";
import { describeStore } from "@callboard/core/testing";
import { describe, expect, it } from "vitest";
import { fileSnapshotStore, type StoreFileSystem } from "../src/index.ts";
import { nodeFileSystem } from "../src/store-file-system.ts";
import { step, versionsIn } from "./steps.ts";
import { temporaryFolder } from "./temporary-folder.ts";

describeStore({ describe, it }, "fileSnapshotStore", async () => {
  const folder = await mkdtemp(join(tmpdir(), "callboard-store-"));
  const path = join(folder, "catalog.snapshot");
  let store = fileSnapshotStore(path);
  return {
    store,
    async reopen() {
      await store.close();
      store = fileSnapshotStore(path);
      return store;
    },
    async dispose() {
      await store.close();
      await rm(folder, { recursive: true });
    },
  };
});

describe("fileSnapshotStore", () => {
  it("keeps one file, and a lock beside it while it is open", async () => {
    const { folder, store } = await newStore();
    await store.commit(step(1));
    expect((await readdir(folder)).sort()).toEqual(["catalog.snapshot", "catalog.snapshot.lock"]);
    await store.close();
    expect(await readdir(folder)).toEqual(["catalog.snapshot"]);
  });

  it("touches nothing before it is used", async () => {
    const { folder, store } = await newStore();
    await store.close();
    expect(await readdir(folder)).toEqual([]);
  });

  it("makes the folder it is to be in", async () => {
    const path = join(await temporaryFolder(), "deep", "down", "catalog.snapshot");
    await withStore(path, (store) => store.commit(step(1)));
    expect(await storedIn(path)).toEqual(["api 1"]);
  });

  it("appends a step instead of writing everything anew", async () => {
    const { path, store } = await newStore();
    await store.commit(step(1, "big", 500_000));
    const before = await stat(path);
    await store.commit(step(2, "small"));
    const after = await stat(path);
    expect(after.ino).toBe(before.ino);
    expect(after.size - before.size).toBeLessThan(2_000);
    await store.close();
  });

  it("writes the file anew once the steps outgrow it, and goes on behind it", async () => {
    const { path, store } = await newStore();
    for (let revision = 1; revision <= 25; revision += 1) await store.commit(step(revision, "api", 100_000));
    await store.load(); // waits for its turn behind the rewriting
    expect((await stat(path)).size).toBeLessThan(1_500_000);
    await store.commit(step(26, "web"));
    await store.close();
    expect(await storedIn(path)).toEqual(["api 25", "web 26"]);
    await withStore(path, async (again) => expect(await again.changes(0)).toHaveLength(26));
  });

  it("has a step on the disk before it acknowledges it, and a new file and its name before it uses it", async () => {
    const folder = await temporaryFolder();
    const { calls, fs } = recordingFileSystem();
    const store = fileSnapshotStore(join(folder, "catalog.snapshot"), { fs });
    await store.load();
    calls.length = 0;
    await store.commit(step(1));
    calls.push("acknowledged");
    await store.commit(step(2));
    calls.push("acknowledged");
    await store.close();
    const [data, name] = ["catalog.snapshot.tmp", basename(folder)];
    expect(calls.filter((call) => !call.includes("lock"))).toEqual([
      ...[`write ${data}`, `write ${data}`, `sync ${data}`, `rename ${data}`, `sync ${name}`, "acknowledged"],
      ...[`write ${data}`, `sync ${data}`, "acknowledged"],
    ]);
  });

  it("holds a view that openSnapshot opens, also while the store is open", async () => {
    const { path, store } = await newStore();
    await store.commit(step(1, "api"));
    await store.commit(step(2, "web"));
    const view = openSnapshot(await readFile(path));
    expect(view.revision).toBe(2);
    expect(view.entity("component:default/web")?.metadata.name).toBe("web");
    await store.close();
  });

  it("answers no more once it is closed", async () => {
    const { store } = await newStore();
    await store.commit(step(1));
    await store.close();
    await expect(store.commit(step(2))).rejects.toMatchObject({ code: "catalog-closed" });
    await expect(store.load()).rejects.toMatchObject({ code: "catalog-closed" });
    await store.close();
  });

  it("finishes what was asked of it before it closes", async () => {
    const { path, store } = await newStore();
    const committed = [1, 2, 3].map((revision) => store.commit(step(revision)));
    await store.close();
    expect(await Promise.all(committed)).toEqual([1, 2, 3]);
    expect(await storedIn(path)).toEqual(["api 3"]);
  });

  it("names the file and the remedy when it cannot be read", async () => {
    const folder = await temporaryFolder();
    const store = fileSnapshotStore(folder);
    await expect(store.load()).rejects.toMatchObject({
      code: "store-failed",
      message: expect.stringContaining(`The catalog store ${folder} could not be read: `),
      cause: { code: "EISDIR" },
    });
  });
});

describe("fileSnapshotStore and the state of its file", () => {
  it.skipIf(process.platform === "win32")("S46: writes files that only their user may read", async () => {
    const { path, store } = await newStore();
    await store.commit(step(1));
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect((await stat(`${path}.lock`)).mode & 0o777).toBe(0o600);
    await store.close();
  });

  it.skipIf(process.platform === "win32")("S46: makes a file private that others could read, and says so", async () => {
    const path = await storeOf(step(1));
    await chmod(path, 0o644);
    const logger = recordingLogger();
    await withStore(path, (store) => store.load(), { logger });
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(logger.lines).toEqual(["warn Other users could read the catalog store; its mode is 0600 now"]);
  });

  it("S46: leaves out a step that was only partly written, says so, and goes on in its place", async () => {
    const path = await storeOf(step(1), step(2));
    const whole = await readFile(path);
    for (const missing of [1, 100, 300]) {
      await writeFile(path, whole.subarray(0, whole.length - missing));
      const logger = recordingLogger();
      await withStore(
        path,
        async (store) => {
          expect(versionsIn(await store.load())).toEqual(["api 1"]);
          await store.commit(step(2, "web"));
        },
        { logger },
      );
      expect(logger.lines).toEqual([expect.stringContaining("only partly written")]);
      expect(await storedIn(path)).toEqual(["api 1", "web 2"]);
    }
  });

  it("S46: refuses a damaged file, leaves it alone and says what to do", async () => {
    const path = await storeOf(step(1), step(2));
    const bytes = await readFile(path);
    for (const at of [0, 20, 30, 60, bytes.length - 400, bytes.length - 1]) {
      const damaged = Buffer.from(bytes);
      damaged[at] = (damaged[at] ?? 0) ^ 0xff;
      await writeFile(path, damaged);
      await withStore(path, async (store) => {
        await expect(store.load(), `byte ${at}`).rejects.toMatchObject({
          code: "snapshot-corrupt",
          message: expect.stringMatching(/catalog\.snapshot: .*Put a good copy in its place, or remove it/),
        });
        await expect(store.commit(step(3))).rejects.toMatchObject({ code: "snapshot-corrupt" });
      });
      expect(await readFile(path)).toEqual(damaged);
    }
  });

  it("S46: refuses a file that was cut within its first part, at any length", async () => {
    const path = await storeOf(step(1));
    for (let { size } = await stat(path); size > 0; size -= 37) {
      await truncate(path, size - 1);
      await withStore(path, (store) => expect(store.load()).rejects.toMatchObject({ code: "snapshot-corrupt" }));
    }
  });

  it("S46: sets a damaged file aside when told to, and starts empty", async () => {
    const path = await storeOf(step(1));
    await writeFile(path, "garbage");
    const logger = recordingLogger();
    await withStore(
      path,
      async (store) => {
        expect(await store.load()).toBeUndefined();
        await store.commit(step(1, "web"));
      },
      { logger, onCorrupt: "set-aside" },
    );
    expect(logger.lines).toEqual([expect.stringContaining("error The catalog store was damaged and starts empty")]);
    expect(await readFile(`${path}.corrupt`, "utf8")).toBe("garbage");
    expect(await storedIn(path)).toEqual(["web 1"]);
  });

  it("S46: refuses a file of a newer version, even when damaged files are set aside", async () => {
    const path = await storeOf(step(1));
    const bytes = await readFile(path);
    bytes.write("9", bytes.indexOf("\n") - 1);
    await writeFile(path, bytes);
    await withStore(path, (store) => expect(store.load()).rejects.toMatchObject({ code: "snapshot-too-new" }), {
      onCorrupt: "set-aside",
    });
    expect(await readFile(path)).toEqual(bytes);
  });

  it("S20: does not write through a link that waits where it will write", async () => {
    const { folder, path, store } = await newStore();
    const victim = join(folder, "victim");
    await writeFile(victim, "untouched");
    await symlink(victim, `${path}.tmp`);
    await store.commit(step(1));
    await store.close();
    expect(await readFile(victim, "utf8")).toBe("untouched");
    expect(await storedIn(path)).toEqual(["api 1"]);
  });
});

type StoreOptions = Parameters<typeof fileSnapshotStore>[1];

async function newStore(): Promise<{ readonly folder: string; readonly path: string; readonly store: EntityStore }> {
  const folder = await temporaryFolder();
  const path = join(folder, "catalog.snapshot");
  return { folder, path, store: fileSnapshotStore(path) };
}

/** The path of a store that holds these steps and is closed. */
async function storeOf(...steps: readonly ReturnType<typeof step>[]): Promise<string> {
  const { path, store } = await newStore();
  for (const next of steps) await store.commit(next);
  await store.close();
  return path;
}

async function withStore(
  path: string,
  use: (store: EntityStore) => Promise<unknown>,
  options?: StoreOptions,
): Promise<void> {
  const store = fileSnapshotStore(path, options);
  try {
    await use(store);
  } finally {
    await store.close();
  }
}

async function storedIn(path: string): Promise<readonly string[] | undefined> {
  const store = fileSnapshotStore(path);
  const stored = await store.load();
  await store.close();
  return versionsIn(stored);
}

function recordingLogger(): Logger & { readonly lines: readonly string[] } {
  const lines: string[] = [];
  const log = (level: string) => (message: string) => void lines.push(`${level} ${message}`);
  return { lines, debug: log("debug"), info: log("info"), warn: log("warn"), error: log("error") };
}

/** The real file system, noting what makes a change last, with the name under which each file was opened. */
function recordingFileSystem(): { readonly fs: StoreFileSystem; readonly calls: string[] } {
  const calls: string[] = [];
  const fs: StoreFileSystem = {
    ...nodeFileSystem,
    async open(path, flags, mode) {
      const handle = await nodeFileSystem.open(path, flags, mode);
      const note = (call: string) => void calls.push(`${call} ${basename(path)}`);
      return {
        read: (...args) => handle.read(...args),
        write(...args) {
          note("write");
          return handle.write(...args);
        },
        async sync() {
          await handle.sync();
          note("sync");
        },
        truncate: (length) => handle.truncate(length),
        stat: () => handle.stat(),
        chmod: (to) => handle.chmod(to),
        utimes: (accessed, modified) => handle.utimes(accessed, modified),
        close: () => handle.close(),
      };
    },
    async rename(from, to) {
      await nodeFileSystem.rename(from, to);
      calls.push(`rename ${basename(from)}`);
    },
  };
  return { fs, calls };
}
