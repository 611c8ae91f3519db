import { describe, expect, it } from "vitest";
import { openCatalog } from "../../src/index.ts";
import { timeSlices } from "../../src/ingest/time-slices.ts";
import { systemClock } from "../../src/runtime.ts";
import { testClock } from "../../src/testing/index.ts";
import { componentFiles, memorySource } from "../documents.ts";

describe("timeSlices", () => {
  it("pauses when a slice of time is over, and then begins another one", async () => {
    const clock = testClock();
    const pause = timeSlices(clock);
    expect(pause()).toBeUndefined();
    clock.jump(10);
    await pause();
    expect(pause()).toBeUndefined();
  });

  it("R14: does not stop pausing because the clock was set back", async () => {
    const clock = testClock();
    const pause = timeSlices(clock);
    clock.jump(-86_400_000);
    expect(pause()).toBeInstanceOf(Promise);
    await pause();
    expect(pause()).toBeUndefined();
  });

  it("R17: lets others have their turn while a large source is read", async () => {
    const source = memorySource("files", componentFiles(2000));
    let turns = 0;
    const timer = setInterval(() => {
      turns += 1;
    }, 1);
    try {
      const cpu = process.cpuUsage();
      const catalog = await openCatalog({
        providers: [source.provider],
        schedule: false,
        runtime: { clock: systemClock },
      });
      const { user, system } = process.cpuUsage(cpu);
      await catalog.close();
      // One turn for each 10 ms of work; a third of that leaves room for a busy machine.
      expect(turns).toBeGreaterThan((user + system) / 30_000 - 5);
      expect(turns).toBeGreaterThan(3);
    } finally {
      clearInterval(timer);
    }
  });
});
