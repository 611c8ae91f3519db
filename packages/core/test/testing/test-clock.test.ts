import { describe, expect, it } from "vitest";
import { testClock } from "../../src/testing/test-clock.ts";

describe("testClock", () => {
  it("stands still until it is advanced", async () => {
    const clock = testClock("2026-03-01T12:00:00.000Z");
    const start = clock.now();
    expect(new Date(start).toISOString()).toBe("2026-03-01T12:00:00.000Z");
    await clock.advance(1_500);
    expect(clock.now() - start).toBe(1_500);
  });

  it("calls timers in the order in which they fall due, at their time", async () => {
    const clock = testClock("1970-01-01T00:00:00.000Z");
    const calls: string[] = [];
    clock.setTimer(() => calls.push(`late at ${clock.now()}`), 300);
    clock.setTimer(() => calls.push(`early at ${clock.now()}`), 100);
    clock.setTimer(() => calls.push("too late"), 1_001);
    await clock.advance(1_000);
    expect(calls).toEqual(["early at 100", "late at 300"]);
    expect(clock.timers).toBe(1);
  });

  it("calls timers that a timer sets, also after a promise", async () => {
    const clock = testClock();
    let ticks = 0;
    const tick = async () => {
      ticks += 1;
      await Promise.resolve();
      clock.setTimer(tick, 10);
    };
    clock.setTimer(tick, 10);
    await clock.advance(100);
    expect(ticks).toBe(10);
  });

  it("does not call a timer that was cancelled", async () => {
    const clock = testClock();
    let wasCalled = false;
    const cancel = clock.setTimer(() => {
      wasCalled = true;
    }, 10);
    cancel();
    await clock.advance(100);
    expect([wasCalled, clock.timers]).toEqual([false, 0]);
  });

  it("jumps without any timer falling due", async () => {
    const clock = testClock();
    const start = clock.now();
    let calls = 0;
    clock.setTimer(() => calls++, 1_000);
    clock.jump(-86_400_000);
    await clock.advance(999);
    expect([calls, clock.now() - start]).toEqual([0, 999 - 86_400_000]);
    await clock.advance(1);
    expect(calls).toBe(1);
  });
});
