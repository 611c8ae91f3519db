import { unlink } from "node:fs/promises";
import { join } from "node:path";
import type { Logger } from "@callboard/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fileSnapshotStore } from "../src/index.ts";
import { bundled, type Child, start } from "./child-process.ts";
import { step, versionsIn } from "./steps.ts";
import { temporaryFolder } from "./temporary-folder.ts";

describe("fileSnapshotStore that another process has open", () => {
  let writer: Awaited<ReturnType<typeof bundled>>;
  beforeAll(async () => {
    writer = await bundled(new URL("./writer.ts", import.meta.url));
  });
  afterAll(() => writer.remove());

  it("R13: refuses and names the process, or reads only, and takes over when that process is dead", async () => {
    const path = join(await temporaryFolder(), "catalog.snapshot");
    const child = start(writer.path, path);
    try {
      await acknowledged(child, 5);

      const refused = fileSnapshotStore(path);
      await expect(refused.load()).rejects.toMatchObject({
        code: "store-locked",
        message: expect.stringMatching(
          new RegExp(`is in use by process ${child.pid} on .*\\. Stop that process, or open .*read-only`),
        ),
      });

      const warnings: string[] = [];
      const logger: Logger = { debug() {}, info() {}, error() {}, warn: (message) => void warnings.push(message) };
      const reader = fileSnapshotStore(path, { onLocked: "read-only", logger });
      const stored = await reader.load();
      const revision = stored?.revision ?? 0;
      expect(revision).toBeGreaterThanOrEqual(5);
      expect(warnings).toEqual([expect.stringContaining(`process ${child.pid}`)]);
      await expect(reader.commit(step(revision + 1))).rejects.toMatchObject({
        code: "store-locked",
        message: expect.stringContaining("is open read-only, so nothing was kept"),
      });
      await acknowledged(child, revision + 5);
      expect((await reader.load())?.revision).toBeGreaterThanOrEqual(revision + 5);
      expect((await reader.changes(revision))?.length).toBeGreaterThanOrEqual(5);
      await reader.close();

      await child.kill();
      const started = performance.now();
      const next = fileSnapshotStore(path);
      const last = (await next.load())?.revision ?? 0;
      expect(performance.now() - started).toBeLessThan(5_000);
      expect(await next.commit(step(last + 1, "mine"))).toBe(last + 1);
      expect(versionsIn(await next.load())).toContain(`mine ${last + 1}`);
      await next.close();
    } finally {
      await child.kill();
    }
  });

  it("R13: refuses a second store in the same process", async () => {
    const path = join(await temporaryFolder(), "catalog.snapshot");
    const first = fileSnapshotStore(path);
    await first.commit(step(1));
    const second = fileSnapshotStore(path);
    await expect(second.load()).rejects.toMatchObject({
      code: "store-locked",
      message: expect.stringContaining(`by this process (${process.pid}) already. Close the other store first`),
    });
    await first.close();
    expect((await second.load())?.revision).toBe(1);
    await second.close();
  });
});

describe("fileSnapshotStore whose lock another process took over", () => {
  it("R13: writes nothing more, so that there is never a second writer", async () => {
    const path = join(await temporaryFolder(), "catalog.snapshot");
    const slow = fileSnapshotStore(path);
    await slow.commit(step(1));
    await unlink(`${path}.lock`); // as a process does that has seen no sign of life for too long
    const next = fileSnapshotStore(path);
    await next.commit(step(2, "next"));
    await expect(slow.commit(step(2, "slow"))).rejects.toMatchObject({
      code: "store-locked",
      message: expect.stringContaining("taken over the catalog store"),
    });
    await slow.close();
    await next.commit(step(3, "next"));
    await next.close();
    const again = fileSnapshotStore(path);
    expect(versionsIn(await again.load())).toEqual(["api 1", "next 3"]);
    await again.close();
  });
});

/** Waits until a process has acknowledged a revision. */
async function acknowledged(child: Child, revision: number): Promise<void> {
  for (let line = await child.lines.next(); !line.done; line = await child.lines.next()) {
    if (Number(line.value) >= revision) return;
  }
  throw new Error(`The writer ended before revision ${revision}.`);
}
