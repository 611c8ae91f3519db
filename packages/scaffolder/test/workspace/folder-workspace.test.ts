import { lstat, mkdir, rename, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { folderWorkspace } from "../../src/workspace/folder-workspace.ts";
import type { Workspace } from "../../src/workspace/workspace.ts";
import type { WorkspaceLimits } from "../../src/workspace/workspace-usage.ts";
import { snapshot, temporaryFolder } from "../temporary-folder.ts";

interface Site {
  /** Holds `inside`, the workspace, and `outside`, which is none of its business. */
  readonly folder: string;
  readonly workspace: Workspace;
  outside(): Promise<Readonly<Record<string, string>>>;
}

const SECRET = { "secret.txt": "secret", "deep/": "", "deep/secret.txt": "secret" };

async function site(limits?: WorkspaceLimits): Promise<Site> {
  const folder = await temporaryFolder();
  await mkdir(join(folder, "outside/deep"), { recursive: true });
  await writeFile(join(folder, "outside/secret.txt"), "secret");
  await writeFile(join(folder, "outside/deep/secret.txt"), "secret");
  const workspace = await folderWorkspace(join(folder, "inside"), limits);
  return { folder, workspace, outside: () => snapshot(join(folder, "outside")) };
}

async function text(workspace: Workspace, path: string): Promise<string> {
  return new TextDecoder().decode(await workspace.read(path));
}

const OUTSIDE = { code: "outside-workspace" };

describe("folderWorkspace", () => {
  it("writes, reads and lists files with their folders", async () => {
    const { workspace } = await site();
    await workspace.write("src/main.ts", "export {};\n");
    await workspace.write("run.sh", "#!/bin/sh\n", { isExecutable: true });
    await workspace.makeFolder("empty");
    await workspace.link("main", "src/main.ts");
    expect(await text(workspace, "src/main.ts")).toBe("export {};\n");
    expect(await workspace.list()).toEqual([
      { path: "empty", type: "folder", size: 0, isExecutable: false, linkTo: null },
      { path: "main", type: "link", size: 0, isExecutable: false, linkTo: "src/main.ts" },
      { path: "run.sh", type: "file", size: 10, isExecutable: true, linkTo: null },
      { path: "src", type: "folder", size: 0, isExecutable: false, linkTo: null },
      { path: "src/main.ts", type: "file", size: 11, isExecutable: false, linkTo: null },
    ]);
    expect((await workspace.list({ below: "src" })).map(({ path }) => path)).toEqual(["src/main.ts"]);
    expect((await workspace.list({ patterns: ["**/*.ts"] })).map(({ path }) => path)).toEqual(["src/main.ts"]);
  });

  it("replaces a file whole, and its mode when asked", async () => {
    const { workspace } = await site();
    await workspace.write("a", "a long text");
    await workspace.write("a", "short", { isExecutable: true });
    expect(await text(workspace, "a")).toBe("short");
    expect(await workspace.list()).toMatchObject([{ path: "a", size: 5, isExecutable: true }]);
  });

  it("adds to a file, and makes it", async () => {
    const { workspace } = await site();
    await workspace.append("log/a.txt", "one\n");
    await workspace.append("log/a.txt", "two\n");
    expect(await text(workspace, "log/a.txt")).toBe("one\ntwo\n");
  });

  it("knows what is there", async () => {
    const { workspace } = await site();
    await workspace.write("a/b", "");
    expect(await workspace.has("a")).toBe(true);
    expect(await workspace.has("a/b")).toBe(true);
    expect(await workspace.has("a/c")).toBe(false);
    expect(await workspace.has("a/b/c")).toBe(false);
    expect(await workspace.has("x/y")).toBe(false);
  });

  it("moves files and folders, over what is there only when asked", async () => {
    const { workspace } = await site();
    await workspace.write("a/one", "1");
    await workspace.write("b", "2");
    await expect(workspace.move("a", "b")).rejects.toMatchObject({ code: "already-exists" });
    await workspace.move("a", "b", { overwrite: true });
    expect(await text(workspace, "b/one")).toBe("1");
    await workspace.move("b/one", "new/place/one");
    expect(await text(workspace, "new/place/one")).toBe("1");
    await expect(workspace.move("gone", "x")).rejects.toMatchObject({ code: "not-found" });
  });

  it("refuses to move a folder into itself, or over what holds it, and keeps it", async () => {
    const { workspace } = await site();
    await workspace.write("a/one", "1");
    await expect(workspace.move("a", "a/b")).rejects.toMatchObject({ code: "invalid-values" });
    await expect(workspace.move("a/one", "a", { overwrite: true })).rejects.toMatchObject({ code: "invalid-values" });
    await workspace.move("a", "a", { overwrite: true });
    expect(await text(workspace, "a/one")).toBe("1");
  });

  it("says what is missing, and what is no file", async () => {
    const { workspace } = await site();
    await workspace.makeFolder("a");
    for (const path of ["gone", "gone/too", "a"])
      await expect(workspace.read(path)).rejects.toMatchObject({ code: "not-found" });
    await expect(workspace.remove("gone")).rejects.toMatchObject({ code: "not-found" });
    await expect(workspace.list({ below: "gone" })).rejects.toMatchObject({ code: "not-found" });
  });

  it("says when a folder is in the way of a file, or a file in that of a folder", async () => {
    const { workspace } = await site();
    await workspace.write("a/b", "");
    await expect(workspace.write("a", "")).rejects.toMatchObject({ code: "already-exists" });
    await expect(workspace.write("a/b/c", "")).rejects.toMatchObject({ code: "already-exists" });
    await expect(workspace.makeFolder("a/b")).rejects.toMatchObject({ code: "already-exists" });
  });

  it.each(["../x", "/tmp/x", "a/../../x", "~/x", "..\\x"])("S19: refuses %j in every method", async (path) => {
    const { workspace, folder } = await site();
    await workspace.write("there", "");
    const before = await snapshot(folder);
    for (const act of [
      () => workspace.read(path),
      () => workspace.has(path),
      () => workspace.list({ below: path }),
      () => workspace.write(path, "x"),
      () => workspace.append(path, "x"),
      () => workspace.makeFolder(path),
      () => workspace.link(path, "there"),
      () => workspace.remove(path),
      () => workspace.move(path, "here"),
      () => workspace.move("there", path),
    ])
      await expect(act()).rejects.toMatchObject(OUTSIDE);
    expect(await snapshot(folder)).toEqual(before);
  });

  it("S20: follows no link out of the workspace, through none, one or several links", async () => {
    const { workspace, folder, outside } = await site();
    await symlink(join(folder, "outside"), join(workspace.path, "folder"));
    await symlink(join(folder, "outside/secret.txt"), join(workspace.path, "file"));
    await symlink("folder", join(workspace.path, "chain"));
    await symlink("../outside", join(workspace.path, "relative"));
    for (const path of [
      "file",
      "folder/secret.txt",
      "chain/secret.txt",
      "chain/deep/secret.txt",
      "relative/secret.txt",
    ]) {
      await expect(workspace.read(path)).rejects.toMatchObject(OUTSIDE);
      await expect(workspace.append(path, "more")).rejects.toMatchObject(OUTSIDE);
    }
    for (const path of ["folder/new", "chain/deep/new", "relative/new/er"]) {
      await expect(workspace.write(path, "x")).rejects.toMatchObject(OUTSIDE);
      await expect(workspace.makeFolder(path)).rejects.toMatchObject(OUTSIDE);
      await expect(workspace.link(path, "x")).rejects.toMatchObject(OUTSIDE);
    }
    await expect(workspace.list({ below: "folder" })).rejects.toMatchObject(OUTSIDE);
    await expect(workspace.remove("folder/secret.txt")).rejects.toMatchObject(OUTSIDE);
    await expect(workspace.move("folder/secret.txt", "mine")).rejects.toMatchObject(OUTSIDE);
    expect((await workspace.list()).filter(({ type }) => type !== "link")).toEqual([]);
    expect(await outside()).toEqual(SECRET);
  });

  it("S20: replaces or removes a link, not what it leads to", async () => {
    const { workspace, folder, outside } = await site();
    await symlink(join(folder, "outside/secret.txt"), join(workspace.path, "a"));
    await symlink(join(folder, "outside"), join(workspace.path, "b"));
    await workspace.write("a", "mine");
    await workspace.remove("b");
    expect(await snapshot(workspace.path)).toEqual({ a: "mine" });
    expect(await outside()).toEqual(SECRET);
  });

  it("S20: makes nothing where a dangling link leads", async () => {
    const { workspace, folder, outside } = await site();
    await symlink(join(folder, "outside/new.txt"), join(workspace.path, "file"));
    await symlink(join(folder, "outside/new"), join(workspace.path, "folder"));
    await expect(workspace.append("file", "x")).rejects.toMatchObject(OUTSIDE);
    await expect(workspace.write("folder/x", "x")).rejects.toMatchObject(OUTSIDE);
    await workspace.write("file", "mine");
    expect(await outside()).toEqual(SECRET);
    expect(await text(workspace, "file")).toBe("mine");
  });

  it("S20: reads and writes nothing outside while somebody swaps a folder for a link", async () => {
    const { workspace, folder, outside } = await site();
    await workspace.write("deep/secret.txt", "mine");
    let isOver = false;
    const swap = (async () => {
      const deep = join(workspace.path, "deep");
      while (!isOver) {
        await rename(deep, join(folder, "aside"));
        await symlink(join(folder, "outside/deep"), deep).catch(() => {}); // the workspace may have made it anew
        await rm(deep, { recursive: true });
        await rename(join(folder, "aside"), deep).catch(() => rm(join(folder, "aside"), { recursive: true }));
      }
    })();
    for (let round = 0; round < 300; round += 1) {
      expect(await text(workspace, "deep/secret.txt").catch(() => "")).not.toContain("secret");
      await workspace.write("deep/secret.txt", "mine").catch(() => {});
    }
    isOver = true;
    await swap;
    expect(await outside()).toEqual(SECRET);
  });

  it("S20: refuses a link that would lead out, or to the .git folder", async () => {
    const { workspace } = await site();
    await workspace.makeFolder("a/b");
    for (const [path, linkTo] of [
      ["x", "../outside"],
      ["a/x", "../../outside"],
      ["x", "/etc/passwd"],
      ["x", "a/../../outside"],
      ["x", "a\\b"],
      ["x", ""],
      ["x", "a/../../inside/b"],
      ["x", "a/../b"],
    ] as const)
      await expect(workspace.link(path, linkTo)).rejects.toMatchObject(OUTSIDE);
    for (const linkTo of [".git/config", "./.git"])
      await expect(workspace.link("x", linkTo)).rejects.toMatchObject({ code: "not-allowed" });
    await workspace.link("a/x", "../a/b");
    expect(await workspace.list({ patterns: ["a/x"] })).toMatchObject([{ type: "link", linkTo: "../a/b" }]);
  });

  it("S20: refuses to move a link to where it would lead out", async () => {
    const { workspace } = await site();
    await workspace.makeFolder("a/b");
    await workspace.link("a/b/x", "../../c");
    await expect(workspace.move("a/b/x", "x")).rejects.toMatchObject(OUTSIDE);
    await workspace.move("a/b/x", "a/d/x");
    expect(await workspace.list({ patterns: ["a/d/x"] })).toMatchObject([{ linkTo: "../../c" }]);
  });

  it("S24: writes nothing below .git, and takes odd names as they are", async () => {
    const { workspace } = await site();
    for (const path of [".git/config", ".git/hooks/post-checkout", "sub/.git/config", ".GIT/x"])
      await expect(workspace.write(path, "x")).rejects.toMatchObject({ code: "not-allowed" });
    await workspace.write("a", "x");
    await expect(workspace.move("a", ".git/hooks/pre-push")).rejects.toMatchObject({ code: "not-allowed" });
    await workspace.write("--upload-pack=touch x; rm -rf", "x");
    expect(await snapshot(workspace.path)).toEqual({ "--upload-pack=touch x; rm -rf": "x", a: "x" });
  });

  it("S23: holds no more bytes or files than it may, and counts what is taken away", async () => {
    const { workspace } = await site({ maxBytes: 10, maxFiles: 3 });
    await workspace.write("a", "12345");
    await workspace.write("a", "123456789");
    await expect(workspace.write("b", "12")).rejects.toMatchObject({ code: "limit-exceeded" });
    await expect(workspace.append("a", "12")).rejects.toMatchObject({ code: "limit-exceeded" });
    await workspace.remove("a");
    await workspace.write("b/c", "1234567890");
    await workspace.link("l", "b");
    await expect(workspace.makeFolder("d")).rejects.toMatchObject({ code: "limit-exceeded" });
    await workspace.remove("b");
    await workspace.write("d", "1234567890");
    expect((await workspace.list()).map(({ path }) => path)).toEqual(["d", "l"]);
  });

  it("counts what is in its folder already", async () => {
    const { workspace } = await site();
    await workspace.write("a", "12345");
    const again = await folderWorkspace(workspace.path, { maxBytes: 6 });
    await expect(again.write("b", "12")).rejects.toMatchObject({ code: "limit-exceeded" });
  });

  it("writes nothing outside, whatever the paths", async () => {
    const part = fc.constantFrom("..", ".", "", "a", "b", "out", "~", "/", "..\\", ".git", "C:", "x y", "-x");
    const path = fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join("/"));
    const step = fc.record({
      act: fc.constantFrom("write", "append", "move", "remove", "link", "makeFolder"),
      path,
      other: path,
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 8 }), async (steps) => {
        const { workspace, folder, outside } = await site();
        await symlink("../outside", join(workspace.path, "out"));
        for (const { act, path, other } of steps) {
          const done =
            act === "write" || act === "append"
              ? workspace[act](path, "text")
              : act === "move"
                ? workspace.move(path, other, { overwrite: true })
                : act === "link"
                  ? workspace.link(path, other)
                  : act === "remove"
                    ? workspace.remove(path)
                    : workspace.makeFolder(path);
          await done.catch((reason) => expect(reason).toHaveProperty("name", "TemplateError"));
        }
        expect(await outside()).toEqual(SECRET);
        expect(Object.keys(await snapshot(folder)).filter((path) => !/^(inside|outside)\//.test(path))).toEqual([]);
        expect(await lstat(join(workspace.path, ".git")).catch(() => null)).toBeNull();
      }),
      { numRuns: 60 },
    );
  });
});
