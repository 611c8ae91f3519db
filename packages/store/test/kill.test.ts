import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fileSnapshotStore } from "../src/index.ts";
import { bundled, start } from "./child-process.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const LANES = 4;
const ROUNDS = 100 / LANES;
const NAMES = 16;

describe("fileSnapshotStore in a process that is killed", () => {
  let writer: Awaited<ReturnType<typeof bundled>>;
  beforeAll(async () => {
    writer = await bundled(new URL("./writer.ts", import.meta.url));
  });
  afterAll(() => writer.remove());

  it("R01: loses nothing acknowledged in 100 rounds of kill -9 and 1,000 writes, and opens again within a second", async () => {
    const lanes = Array.from({ length: LANES }, async () => {
      const path = join(await temporaryFolder(), "catalog.snapshot");
      let written = 0;
      for (let round = 0; round < ROUNDS; round += 1) written = await reopen(path, await writeUntilKilled(path));
      expect((await readdir(join(path, ".."))).filter((name) => !name.endsWith(".tmp"))).toEqual(["catalog.snapshot"]);
      return written;
    });
    const written = (await Promise.all(lanes)).reduce((total, count) => total + count, 0);
    expect(written).toBeGreaterThanOrEqual(1_000);
  }, 120_000);

  /** Lets a process write until a random moment; returns the last revision it acknowledged. */
  async function writeUntilKilled(path: string): Promise<number> {
    const child = start(writer.path, path);
    const enough = 10 + Math.floor(Math.random() * 20);
    let acknowledged = 0;
    let count = 0;
    for await (const line of child.lines) {
      acknowledged = Number(line);
      count += 1;
      // Somewhere within a write, not always right behind one.
      if (count === enough) setTimeout(() => void child.kill(), Math.random() * 5);
    }
    await child.kill(); // its output ends a moment before it does
    return acknowledged;
  }

  /** Checks all that the store holds; returns its revision. */
  async function reopen(path: string, acknowledged: number): Promise<number> {
    const started = performance.now();
    const store = fileSnapshotStore(path);
    const stored = await store.load();
    expect(performance.now() - started).toBeLessThan(1_000);
    await store.close();
    const revision = stored?.revision ?? 0;
    expect(revision).toBeGreaterThanOrEqual(acknowledged);
    expect(revision).toBeLessThanOrEqual(acknowledged + 1);
    const versions = new Map(stored?.sources[0]?.documents.map(({ key, version }) => [key, version]));
    const expected = new Map<string, string>();
    for (let next = 1; next <= revision; next += 1) expected.set(`service-${next % NAMES}`, String(next));
    expect(versions).toEqual(expected);
    return revision;
  }
});
