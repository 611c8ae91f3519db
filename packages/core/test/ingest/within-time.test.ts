import { describe, expect, it } from "vitest";
import { withinTime } from "../../src/ingest/within-time.ts";
import { testClock } from "../../src/testing/index.ts";

const never = () => new Promise<never>(() => {});

describe("withinTime", () => {
  it("gives what was read, and leaves no timer", async () => {
    const clock = testClock();
    const limits = { signal: new AbortController().signal, clock, timeoutMs: 1000 };
    expect(await withinTime(async () => 7, limits)).toBe(7);
    expect(clock.timers).toBe(0);
  });

  it("gives up on what takes too long, though it does not listen, and aborts its signal", async () => {
    const clock = testClock();
    let given: AbortSignal | undefined;
    const reading = withinTime(
      (signal) => {
        given = signal;
        return never();
      },
      { signal: new AbortController().signal, clock, timeoutMs: 1500 },
    );
    const refused = expect(reading).rejects.toMatchObject({
      code: "source-unreachable",
      message: expect.stringContaining("within 1.5 s"),
    });
    await clock.advance(1499);
    expect(given?.aborted).toBe(false);
    await clock.advance(1);
    await refused;
    expect([given?.aborted, clock.timers]).toEqual([true, 0]);
  });

  it("ends when it is called off, before or while it reads", async () => {
    const clock = testClock();
    const aborter = new AbortController();
    const limits = { signal: aborter.signal, clock, timeoutMs: 1000 };
    const reading = withinTime(never, limits);
    aborter.abort(new Error("closed"));
    await expect(reading).rejects.toThrow("closed");
    await expect(withinTime(never, limits)).rejects.toThrow("closed");
    expect(clock.timers).toBe(0);
  });
});
