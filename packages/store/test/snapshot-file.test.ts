import { mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readSnapshotFile, writeSnapshotFile } from "../src/index.ts";
import { temporaryFolder } from "./temporary-folder.ts";

describe("writeSnapshotFile", () => {
  it("writes bytes that readSnapshotFile gives back, in place of what was there", async () => {
    const path = join(await temporaryFolder(), "catalog.snapshot");
    await writeFile(path, "something longer than what comes now");
    await writeSnapshotFile(path, Uint8Array.of(1, 2, 3));
    expect([...(await readSnapshotFile(path))]).toEqual([1, 2, 3]);
  });

  it.skipIf(process.platform === "win32")("S46: writes a file that only its user may read", async () => {
    const path = join(await temporaryFolder(), "catalog.snapshot");
    await writeSnapshotFile(path, Uint8Array.of(1));
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  it("leaves nothing behind when it fails", async () => {
    const folder = await temporaryFolder();
    await mkdir(join(folder, "taken"));
    await writeFile(join(folder, "taken", "file"), "kept");
    await expect(writeSnapshotFile(join(folder, "taken"), Uint8Array.of(1))).rejects.toMatchObject({
      code: "store-failed",
    });
    expect(await readdir(folder)).toEqual(["taken"]);
    expect(await readFile(join(folder, "taken", "file"), "utf8")).toBe("kept");
  });
});

describe("readSnapshotFile", () => {
  it("names the file and the remedy when there is none", async () => {
    const path = join(await temporaryFolder(), "missing.snapshot");
    await expect(readSnapshotFile(path)).rejects.toMatchObject({
      code: "store-failed",
      message: expect.stringMatching(
        /The catalog store .*missing\.snapshot could not be read: ENOENT.*Check the path\.$/,
      ),
    });
  });
});
