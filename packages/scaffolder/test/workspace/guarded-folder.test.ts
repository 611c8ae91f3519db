import { constants } from "node:fs";
import { mkdir, readFile, rename, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { guardedFolder } from "../../src/workspace/guarded-folder.ts";
import { temporaryFolder } from "../temporary-folder.ts";

/** What somebody else does while a file is opened. */
const meanwhile = vi.hoisted((): { before: (() => Promise<void>) | null; after: (() => Promise<void>) | null } => ({
  before: null,
  after: null,
}));

vi.mock("node:fs/promises", async (importOriginal) => {
  const real = await importOriginal<typeof import("node:fs/promises")>();
  return {
    ...real,
    async open(...args: Parameters<typeof real.open>) {
      await meanwhile.before?.();
      const handle = await real.open(...args);
      await meanwhile.after?.();
      return handle;
    },
  };
});

async function site() {
  const folder = await temporaryFolder();
  const [root, outside] = [join(folder, "inside"), join(folder, "outside")];
  for (const [at, text] of [
    [join(root, "deep"), "mine"],
    [outside, "secret"],
  ] as const) {
    await mkdir(at, { recursive: true });
    await writeFile(join(at, "file"), text);
  }
  const deep = join(root, "deep");
  const swap = async () => {
    await rename(deep, join(folder, "aside"));
    await symlink(outside, deep);
  };
  const swapBack = async () => {
    await rm(deep);
    await rename(join(folder, "aside"), deep);
  };
  onTestFinished(() => {
    meanwhile.before = null;
    meanwhile.after = null;
  });
  return { guarded: guardedFolder(root), outside, swap, swapBack };
}

describe("guardedFolder", () => {
  it("S20: opens a file that nobody touches", async () => {
    const { guarded } = await site();
    const handle = await guarded.open(await guarded.folder(["deep"], "deep"), "file", constants.O_RDONLY, "deep/file");
    expect(await handle.readFile("utf8")).toBe("mine");
    await handle.close();
  });

  it("S20: gives no handle when a folder became a link between the check and the opening", async () => {
    const { guarded, swap } = await site();
    const folder = await guarded.folder(["deep"], "deep/file");
    meanwhile.before = swap;
    await expect(guarded.open(folder, "file", constants.O_RDONLY, "deep/file")).rejects.toMatchObject({
      code: "outside-workspace",
    });
  });

  it("S20: gives no handle either when it is a folder again right afterwards", async () => {
    const { guarded, outside, swap, swapBack } = await site();
    const folder = await guarded.folder(["deep"], "deep/file");
    meanwhile.before = swap;
    meanwhile.after = swapBack;
    const flags = constants.O_WRONLY | constants.O_CREAT;
    await expect(guarded.open(folder, "file", flags, "deep/file")).rejects.toMatchObject({ code: "outside-workspace" });
    expect(await readFile(join(outside, "file"), "utf8")).toBe("secret");
  });
});
