import { rename, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { SourceChange, WatchContext } from "@callboard/core";
import { providerContext } from "@callboard/core/testing";
import { describe, expect, it, onTestFinished } from "vitest";
import { nodeFileSystem } from "../src/file/file-system.ts";
import { fileProvider } from "../src/file.ts";
import { countingClock } from "./counting-clock.ts";
import { failingFileSystem } from "./failing-file-system.ts";
import { type Folder, testFolder } from "./folder.ts";

describe("fileProvider's watch", () => {
  it("reports a changed file with its content", async () => {
    const { folder, next } = await watching("a/catalog-info.yaml");
    await folder.write("a/catalog-info.yaml", "kind: API\n");
    expect(await next()).toMatchObject({
      type: "changed",
      document: { location: "file:a/catalog-info.yaml", content: "kind: API\n" },
    });
  });

  it("reports a new file, also in folders that are new", async () => {
    const { folder, next } = await watching("a/catalog-info.yaml");
    await folder.write("b/c/d/catalog-info.yaml");
    expect(textOf(await next())).toBe("changed file:b/c/d/catalog-info.yaml");
    await folder.write("b/c/catalog-info.yaml");
    expect(textOf(await next())).toBe("changed file:b/c/catalog-info.yaml");
  });

  it("reports a file that is gone, and a folder that is gone with all below it", async () => {
    const { folder, next } = await watching("a/catalog-info.yaml", "b/c/catalog-info.yaml");
    await folder.remove("a/catalog-info.yaml");
    expect(await next()).toEqual({ type: "removed", location: "file:a/catalog-info.yaml" });
    await folder.remove("b");
    const removed = new Set([textOf(await next())]);
    while (!removed.has("removed file:b")) removed.add(textOf(await next()));
  });

  it("reports both ends of a move, of a file and of a folder", async () => {
    const { folder, next } = await watching("a/catalog-info.yaml", "b/catalog-info.yaml");
    await rename(join(folder.path, "a/catalog-info.yaml"), join(folder.path, "a/catalog-info.yml"));
    expect([textOf(await next()), textOf(await next())].sort()).toEqual([
      "changed file:a/catalog-info.yml",
      "removed file:a/catalog-info.yaml",
    ]);
    await rename(join(folder.path, "b"), join(folder.path, "c"));
    expect([textOf(await next()), textOf(await next())].sort()).toEqual([
      "changed file:c/catalog-info.yaml",
      "removed file:b",
    ]);
    await folder.write("c/catalog-info.yaml", "kind: API\n");
    expect(textOf(await next())).toBe("changed file:c/catalog-info.yaml");
  });

  it("goes on with a folder that took the place of another", async () => {
    const { folder, next } = await watching("a/catalog-info.yaml", "node_modules/new/catalog-info.yaml");
    await rename(join(folder.path, "a"), join(folder.path, "node_modules/old"));
    await rename(join(folder.path, "node_modules/new"), join(folder.path, "a"));
    expect(textOf(await next())).toBe("changed file:a/catalog-info.yaml");
    await folder.write("a/catalog-info.yaml", "kind: API\n");
    expect(await next()).toMatchObject({ type: "changed", document: { content: "kind: API\n" } });
  });

  it("reports a file that is written aside and moved into place, as editors do", async () => {
    const { folder, next } = await watching("catalog-info.yaml");
    await writeFile(join(folder.path, "catalog-info.yaml~"), "kind: API\n");
    await rename(join(folder.path, "catalog-info.yaml~"), join(folder.path, "catalog-info.yaml"));
    expect(await next()).toMatchObject({ type: "changed", document: { content: "kind: API\n" } });
  });

  it("keeps quiet about other files and folders that are left out", async () => {
    const { folder, next } = await watching("catalog-info.yaml", "node_modules/x/catalog-info.yaml");
    await folder.write("README.md");
    await folder.write("node_modules/x/catalog-info.yaml");
    await folder.write(".git/catalog-info.yaml");
    await folder.write("catalog-info.yaml");
    expect(textOf(await next())).toBe("changed file:catalog-info.yaml");
  });

  it("reports files that documents use when they change or go, by their location only", async () => {
    const context = { uses: (location: string) => location === "file:a/openapi.yaml" };
    const { folder, fs, next } = await watchingWith({ context }, "a/catalog-info.yaml");
    await folder.write("a/other.yaml");
    await folder.write("a/openapi.yaml");
    expect(await next()).toEqual({ type: "touched", location: "file:a/openapi.yaml" });
    await folder.remove("a/openapi.yaml");
    expect(await next()).toEqual({ type: "touched", location: "file:a/openapi.yaml" });
    expect(fs.opened).toEqual([]);
  });

  it("asks for a full read where a hint cannot tell: links, and what cannot be read", async () => {
    const { folder, fs, next } = await watching("a/catalog-info.yaml", "b/catalog-info.yaml");
    await symlink("/etc/passwd", join(folder.path, "catalog-info.yaml"));
    expect(await next()).toMatchObject({ type: "refresh", reason: expect.stringContaining("catalog-info.yaml") });
    fs.fail(join(folder.path, "b/catalog-info.yaml"), "EACCES");
    await folder.write("b/catalog-info.yaml");
    expect(textOf(await next())).toBe("refresh b/catalog-info.yaml changed and cannot be read");
  });

  it("asks for a full read instead of reporting thousands of changes", async () => {
    const { folder, next } = await watching("catalog-info.yaml");
    const many = Array.from({ length: 1_500 }, (_, index) => folder.write(`new/catalog-info-${index}.yaml`));
    await Promise.all(many);
    const reported = [textOf(await next())];
    while (!reported.at(-1)?.startsWith("refresh")) reported.push(textOf(await next()));
    expect(reported.length).toBeLessThan(1_000);
  });

  it("follows only the files it is told to when all are named outright", async () => {
    const { folder, next } = await watchingWith({ include: ["teams/org.yaml"] }, "teams/org.yaml", "other/x.yaml");
    await folder.write("other/x.yaml");
    await folder.write("teams/other.yaml");
    await folder.write("teams/org.yaml");
    expect(textOf(await next())).toBe("changed file:teams/org.yaml");
  });

  it("reads exactly one file when one of 20,000 changes", async () => {
    const files = Array.from({ length: 20_000 }, (_, index) => `group-${index % 100}/catalog-info-${index}.yaml`);
    const { folder, fs, next } = await watching(...files);
    expect(fs.opened).toEqual([]);
    await folder.write("group-7/catalog-info-7.yaml", "kind: API\n");
    expect(textOf(await next())).toBe("changed file:group-7/catalog-info-7.yaml");
    expect(fs.opened).toEqual([join(folder.path, "group-7/catalog-info-7.yaml")]);
  });

  it("ends when it is aborted, whatever it is doing, and lets go of every watch and timer", async () => {
    for (const isWatched of [false, true]) {
      const folder = await testFolder("a/catalog-info.yaml", "b/catalog-info.yaml");
      const aborter = new AbortController();
      const fs = failingFileSystem();
      const clock = countingClock();
      const context = providerContext({ signal: aborter.signal, clock });
      const changes = fileProvider({ root: folder.path, fs }).watch?.(context)[Symbol.asyncIterator]();
      const next = changes?.next();
      if (isWatched) await untilWatched(fs, ["a/x", "b/x"], folder.path);
      await folder.write("a/catalog-info.yaml");
      aborter.abort();
      await next;
      expect((await changes?.next())?.done).toBe(true);
      expect([fs.watched.size, clock.timers()]).toEqual([0, 0]);
    }
  });

  it("throws when the system has no more watches, and says what to do", async () => {
    const { path } = await testFolder("a/catalog-info.yaml");
    const fs: typeof nodeFileSystem = {
      ...nodeFileSystem,
      watch() {
        throw Object.assign(new Error("ENOSPC: System limit for number of file watchers reached"), { code: "ENOSPC" });
      },
    };
    const changes = fileProvider({ root: path, fs }).watch?.(providerContext())[Symbol.asyncIterator]();
    await expect(changes?.next()).rejects.toMatchObject({
      code: "source-unreachable",
      message: expect.stringContaining("fs.inotify.max_user_watches"),
    });
  });
});

interface Watching {
  readonly folder: Folder;
  readonly fs: ReturnType<typeof failingFileSystem>;
  next(): Promise<SourceChange>;
}

async function watching(...files: readonly string[]): Promise<Watching> {
  return watchingWith({}, ...files);
}

/** A folder that is being watched when this resolves. */
async function watchingWith(
  { context = {}, ...options }: { readonly include?: readonly string[]; readonly context?: Partial<WatchContext> },
  ...files: readonly string[]
): Promise<Watching> {
  const folder = await testFolder(...files);
  const fs = failingFileSystem();
  const aborter = new AbortController();
  onTestFinished(() => aborter.abort());
  const changes = fileProvider({ root: folder.path, fs, ...options })
    .watch?.(providerContext({ signal: aborter.signal, clock: countingClock(), ...context }))
    [Symbol.asyncIterator]();
  let waiting = changes?.next();
  await untilWatched(fs, options.include ?? files, folder.path);
  return {
    folder,
    fs,
    async next() {
      const change = await waiting;
      if (!change || change.done) throw new Error("The watch ended.");
      waiting = changes?.next();
      return change.value;
    },
  };
}

/** Resolves once every folder of these files, and every folder above them, is watched. */
async function untilWatched(fs: Watching["fs"], files: readonly string[], root: string): Promise<void> {
  const folders = files.filter((file) => !file.startsWith("node_modules")).map((file) => join(root, dirname(file)));
  while (!folders.every((folder) => fs.watched.has(folder))) await new Promise((resolve) => setImmediate(resolve));
}

function textOf(change: SourceChange): string {
  if (change.type === "changed") return `changed ${change.document.location}`;
  return change.type === "refresh" ? `refresh ${change.reason}` : `${change.type} ${change.location}`;
}
