import { readdir, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { testClock } from "@callboard/core/testing";
import { describe, expect, it } from "vitest";
import { lockFile } from "../src/file-lock.ts";
import { thisProcess } from "../src/process-identity.ts";
import { nodeFileSystem } from "../src/store-file-system.ts";
import { temporaryFolder } from "./temporary-folder.ts";

describe("lockFile", () => {
  it("lets one in, and the next when that one is done", async () => {
    const { folder, path, clock } = await newPlace();
    const lock = await lockFile(nodeFileSystem, clock, path);
    await expect(lockFile(nodeFileSystem, clock, path)).rejects.toMatchObject({ code: "store-locked" });
    await lock.release();
    expect(await readdir(folder)).toEqual([]);
    await (await lockFile(nodeFileSystem, clock, path)).release();
    expect(clock.timers).toBe(0);
  });

  it("R13: takes over at once from a process of this machine that has ended", async () => {
    const { path, clock, lockedBy } = await newPlace();
    await lockedBy({ ...(await thisProcess()), pid: ENDED_PID });
    const lock = await lockFile(nodeFileSystem, clock, path);
    await lock.check();
    await lock.release();
  });

  it.runIf(process.platform === "linux")(
    "R13: takes over from an ended process whose id another process has now",
    async () => {
      const { path, clock, lockedBy } = await newPlace();
      await lockedBy({ ...(await thisProcess()), started: "1" });
      await (await lockFile(nodeFileSystem, clock, path)).release();
    },
  );

  it("R13: takes over within five seconds from a container or machine that gives no sign of life", async () => {
    const { path, clock, lockedBy } = await newPlace();
    await lockedBy({ ...(await thisProcess()), host: "elsewhere" });
    const locking = lockFile(nodeFileSystem, clock, path);
    const passedMs = await advanceUntilSettled(clock, locking);
    expect(passedMs).toBeGreaterThanOrEqual(4_000);
    expect(passedMs).toBeLessThan(5_000);
    await (await locking).release();
  });

  it("R13: takes over from a holder that ended before it wrote who it is", async () => {
    for (const content of ["", "{", "null", '{"pid":"1"}']) {
      const { path, clock } = await newPlace();
      await writeFile(`${path}.lock`, content);
      const locking = lockFile(nodeFileSystem, clock, path);
      await advanceUntilSettled(clock, locking);
      await (await locking).release();
    }
  });

  it("R13: respects a holder elsewhere that shows that it lives", async () => {
    const { path, clock, lockedBy } = await newPlace();
    await lockedBy({ ...(await thisProcess()), host: "elsewhere" });
    const locking = lockFile(nodeFileSystem, clock, path);
    let beats = 0;
    await advanceUntilSettled(clock, locking, () => utimes(`${path}.lock`, 0, ++beats));
    await expect(locking).rejects.toMatchObject({
      code: "store-locked",
      message: expect.stringContaining("on elsewhere since"),
    });
  });

  it("shows every second that it lives", async () => {
    const { path, clock } = await newPlace();
    const lock = await lockFile(nodeFileSystem, clock, path);
    const beats = new Set<number>();
    for (let second = 0; second < 3; second += 1) {
      const start = clock.now();
      await advanceUntil(clock, async () => {
        const { mtimeMs } = await nodeFileSystem.stat(`${path}.lock`);
        return mtimeMs > start && mtimeMs <= clock.now() && beats.add(mtimeMs).size > second;
      });
    }
    await lock.release();
    expect(clock.timers).toBe(0);
  });

  it("notices when another process has taken the lock over, and leaves that one's alone", async () => {
    const { folder, path, clock } = await newPlace();
    const lock = await lockFile(nodeFileSystem, clock, path);
    await nodeFileSystem.unlink(`${path}.lock`);
    await writeFile(`${path}.lock`, "another's");
    await expect(lock.check()).rejects.toMatchObject({ code: "store-locked" });
    await lock.release();
    expect(await readdir(folder)).toEqual(["catalog.snapshot.lock"]);
  });

  it("lets only one of many take over a dead lock", async () => {
    const { folder, path, clock, lockedBy } = await newPlace();
    await lockedBy({ ...(await thisProcess()), pid: ENDED_PID });
    const attempts = await Promise.allSettled(Array.from({ length: 20 }, () => lockFile(nodeFileSystem, clock, path)));
    const locks = attempts.flatMap((attempt) => (attempt.status === "fulfilled" ? [attempt.value] : []));
    const checks = await Promise.allSettled(locks.map((lock) => lock.check()));
    expect(checks.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const lock of locks) await lock.release();
    expect(await readdir(folder)).toEqual([]);
  });
});

/** Larger than any process id that Linux, macOS or Windows hand out. */
const ENDED_PID = 2 ** 30;

async function newPlace() {
  const folder = await temporaryFolder();
  const path = join(folder, "catalog.snapshot");
  const lockedBy = (holder: object) =>
    writeFile(`${path}.lock`, JSON.stringify({ ...holder, since: "2026-01-01T00:00:00.000Z" }));
  return { folder, path, clock: testClock(), lockedBy };
}

/** Lets time pass, and the disk work, until a promise has settled; returns the milliseconds that passed. */
async function advanceUntilSettled(
  clock: ReturnType<typeof testClock>,
  work: Promise<unknown>,
  eachTime = async () => {},
): Promise<number> {
  const start = clock.now();
  let isSettled = false;
  const settle = () => {
    isSettled = true;
  };
  work.then(settle, settle);
  await advanceUntil(clock, async () => {
    await eachTime();
    return isSettled;
  });
  return clock.now() - start;
}

async function advanceUntil(clock: ReturnType<typeof testClock>, isDone: () => Promise<boolean>): Promise<void> {
  while (!(await isDone())) {
    // Time passes only for one who waits for it; until then the disk is at work.
    if (clock.timers > 0) await clock.advance(100);
    await new Promise((resolve) => setImmediate(resolve));
  }
}
