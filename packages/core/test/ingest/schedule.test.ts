import { describe, expect, it } from "vitest";
import { checkSchedule, type ScheduledJob, scheduleOf, scheduleRuns } from "../../src/ingest/schedule.ts";
import { testClock } from "../../src/testing/index.ts";

const STEADY = { everyMs: 1000, maxDelayMs: 60_000, jitter: 0 };

function scheduled(job: Partial<ScheduledJob> = {}, own = {}, random = () => 0) {
  const clock = testClock("2026-01-01T00:00:00.000Z");
  const startedAt = clock.now();
  const startsMs: number[] = [];
  const outcome = { ok: true };
  const runs = scheduleRuns(
    {
      run: async () => {
        startsMs.push(clock.now() - startedAt);
        return outcome.ok;
      },
      ...job,
    },
    { clock, random },
    { ...scheduleOf("a"), ...STEADY, ...own },
  );
  return { clock, startsMs, runs, outcome };
}

describe("scheduleRuns", () => {
  it("runs after each interval, and not again once stopped", async () => {
    const { clock, startsMs, runs } = scheduled();
    await clock.advance(3500);
    expect(startsMs).toEqual([1000, 2000, 3000]);
    expect(runs.nextAt()).toBe(Date.parse("2026-01-01T00:00:04.000Z"));
    runs.stop();
    await clock.advance(60_000);
    expect([startsMs.length, runs.nextAt(), clock.timers]).toEqual([3, null, 0]);
  });

  it("doubles the wait with each failure up to the longest one, and goes back after a success", async () => {
    const { clock, startsMs, outcome } = scheduled({}, { maxDelayMs: 5000 });
    outcome.ok = false;
    await clock.advance(20_000);
    expect(startsMs).toEqual([1000, 3000, 7000, 12_000, 17_000]);
    outcome.ok = true;
    await clock.advance(4000);
    expect(startsMs.slice(5)).toEqual([22_000, 23_000, 24_000]);
  });

  it("leaves out a part of each wait at random, and never waits longer", async () => {
    const drawn = [0, 0.5, 0.999];
    const { clock, startsMs } = scheduled({}, { jitter: 0.2 }, () => drawn.shift() ?? 0);
    await clock.advance(2700);
    expect(startsMs).toEqual([1000, 1900, 2700]);
  });

  it("begins sooner by its head start, once", async () => {
    const { clock, startsMs } = scheduled({ headStart: 0.75 });
    await clock.advance(2500);
    expect(startsMs).toEqual([250, 1250, 2250]);
  });

  it("waits until a rate limit is reset when little of it is left, but no longer than the longest wait", async () => {
    const budget = (remaining: number, resetAt: string) => () => ({ remaining, limit: 5000, resetAt });
    for (const [rateLimit, startMs] of [
      [budget(501, "2026-01-01T00:00:30.000Z"), 1000],
      [budget(500, "2026-01-01T00:00:30.000Z"), 30_000],
      [budget(0, "2025-12-31T00:00:00.000Z"), 1000],
      [budget(0, "3026-01-01T00:00:00.000Z"), 60_000],
      [budget(0, "soon"), 1000],
    ] as const) {
      const { clock, startsMs } = scheduled({ rateLimit });
      await clock.advance(60_000);
      expect(startsMs[0]).toBe(startMs);
    }
  });

  it.each([-86_400_000, -3_600_000, 1000, 3_600_000, 86_400_000])(
    "R14: keeps its pace when the clock jumps by %d ms, and names a next run that is neither past nor far",
    async (jumpMs) => {
      const { clock, startsMs, runs } = scheduled();
      clock.jump(jumpMs);
      const nextInMs = (runs.nextAt() ?? 0) - clock.now();
      expect([nextInMs >= 0, nextInMs <= 1000]).toEqual([true, true]);
      await clock.advance(3500);
      expect(startsMs.map((start) => start - jumpMs)).toEqual([1000, 2000, 3000]);
    },
  );
});

describe("scheduleOf", () => {
  it("takes what a source says itself, then what is said for all, then the defaults", () => {
    const options = { everyMs: 5, jitter: 0, sources: { slow: { everyMs: 7 } } };
    expect(scheduleOf("slow", options)).toMatchObject({ everyMs: 7, jitter: 0, timeoutMs: 3_600_000 });
    expect(scheduleOf("other", options)).toMatchObject({ everyMs: 5, jitter: 0, watch: false });
    expect(scheduleOf("constructor", options).everyMs).toBe(5);
  });
});

describe("checkSchedule", () => {
  it("refuses a source that is not there and a concurrency of nothing", () => {
    expect(() => checkSchedule({ sources: { gitub: {} } }, ["github"])).toThrow(
      expect.objectContaining({ code: "invalid-argument", message: expect.stringContaining('"gitub"') }),
    );
    for (const concurrency of [0, -1, Number.NaN])
      expect(() => checkSchedule({ concurrency }, [])).toThrow(expect.objectContaining({ code: "invalid-argument" }));
    checkSchedule({ concurrency: 1, sources: { github: {} } }, ["github"]);
  });
});
