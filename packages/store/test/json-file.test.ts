import { mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { jsonFile } from "../src/index.ts";
import { nodeFileSystem } from "../src/store-file-system.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "json-file-"));
});
afterEach(() => rm(folder, { recursive: true }));

describe("jsonFile", () => {
  it("is undefined before anything was saved", async () => {
    expect(await jsonFile({ path: join(folder, "none.json") }).load()).toBeUndefined();
  });

  it("loads what was saved last, and leaves nothing else behind", async () => {
    const path = join(folder, "conversations.json");
    await jsonFile({ path }).save([{ a: 1 }]);
    await jsonFile({ path }).save([{ a: 2 }]);
    expect(await jsonFile({ path }).load()).toEqual([{ a: 2 }]);
    expect(await readdir(folder)).toEqual(["conversations.json"]);
  });

  it.skipIf(process.platform === "win32")("is for its user only", async () => {
    const path = join(folder, "conversations.json");
    await jsonFile({ path }).save([]);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  it("is as it was when the new one cannot take its place", async () => {
    const path = join(folder, "conversations.json");
    await jsonFile({ path }).save("before");
    const rename = () => Promise.reject(Object.assign(new Error("no space"), { code: "ENOSPC" }));
    const failing = jsonFile({ path, fileSystem: { ...nodeFileSystem, rename } });
    await expect(failing.save("after")).rejects.toMatchObject({ code: "store-failed" });
    expect(await jsonFile({ path }).load()).toBe("before");
  });

  it("does not take a file for its own that is no JSON", async () => {
    const path = join(folder, "notes.txt");
    await writeFile(path, "hello");
    await expect(jsonFile({ path }).load()).rejects.toMatchObject({ code: "store-failed" });
  });
});
