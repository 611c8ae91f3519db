import { CatalogError } from "@callboard/core";
import { type TestClock, testClock } from "@callboard/core/testing";
import { describe, expect, it } from "vitest";
import { type RetriedAnswer, retries } from "../../src/net/retries.ts";
import { readAhead } from "../../src/read-ahead.ts";

const answer = (status: number, headers: Record<string, string> = {}): RetriedAnswer => ({
  status,
  headers: new Headers(headers),
});
const reset = () => new CatalogError("source-unreachable", "git.example.com cannot be reached");

function context(clock: TestClock, signal = new AbortController().signal) {
  return { clock, signal };
}

/** What a promise comes to while time passes. */
async function passing<Result>(clock: TestClock, work: Promise<Result>): Promise<Result> {
  let isDone = false;
  const done = () => {
    isDone = true;
  };
  work.then(done, done);
  while (!isDone) await clock.advance(500);
  return work;
}

describe("retries", () => {
  it("R06: gets through a storm of errors without asking a host that wants to be left alone", {
    timeout: 60_000,
  }, async () => {
    const clock = testClock();
    const again = retries(context(clock));
    let seed = 1;
    const random = () => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed / 2_147_483_647;
    };
    const counted = { calls: 0, inFlight: 0, most: 0, tooEarly: 0 };
    let rest = { askedMs: 0, untilMs: 0 };
    const send = async () => {
      const nowMs = clock.now();
      if (nowMs >= rest.askedMs && nowMs < rest.untilMs) counted.tooEarly += 1;
      counted.calls += 1;
      counted.inFlight += 1;
      counted.most = Math.max(counted.most, counted.inFlight);
      // No two answers come at the same time, so that what is sent at the time of one was set off by it.
      await new Promise<void>((resolve) => void clock.setTimer(resolve, 50 + 100 * random()));
      counted.inFlight -= 1;
      const luck = random();
      if (luck < 0.2) throw reset();
      if (luck < 0.45) return answer(luck < 0.3 ? 500 : 503);
      if (luck > 0.5) return answer(200);
      const seconds = 1 + Math.floor(random() * 3);
      const nextMs = clock.now() + seconds * 1_000;
      if (nextMs > rest.untilMs) rest = { askedMs: clock.now(), untilMs: nextMs };
      return answer(429, { "retry-after": String(seconds) });
    };
    const all = async () => {
      let successes = 0;
      const items = Array.from({ length: 10_000 }, (_, index) => index);
      for await (const { status } of readAhead(items, 16, () => again.run(send))) successes += status === 200 ? 1 : 0;
      return successes;
    };
    expect(await passing(clock, all())).toBe(10_000);
    expect(counted.calls).toBeLessThanOrEqual(2.2 * 10_000);
    expect(counted.most).toBeLessThanOrEqual(100);
    expect(counted.tooEarly).toBe(0);
    expect(clock.timers).toBe(0);
  });

  it("waits as long as is asked, in seconds, until a date or until the limit is full again", async () => {
    const start = "2026-11-20T06:00:00.000Z";
    const soon = String(Date.parse(start) / 1_000 + 30);
    for (const [status, headers] of [
      [429, { "retry-after": "30" }],
      [503, { "retry-after": "Fri, 20 Nov 2026 06:00:30 GMT" }],
      [403, { "ratelimit-remaining": "0", "ratelimit-reset": soon }],
      [429, { "x-ratelimit-remaining": "0", "x-ratelimit-reset": soon }],
    ] as const) {
      const clock = testClock(start);
      const times: number[] = [];
      const send = async () => {
        times.push(clock.now() - Date.parse(start));
        return times.length === 1 ? answer(status, headers) : answer(200);
      };
      expect((await passing(clock, retries(context(clock)).run(send))).status).toBe(200);
      expect(times, JSON.stringify(headers)).toEqual([0, 30_000]);
    }
  });

  it("keeps all requests away from a host that asks one of them to wait", async () => {
    const clock = testClock();
    const again = retries(context(clock));
    const start = clock.now();
    let refused = 0;
    const first = again.run(async () => {
      refused += 1;
      return refused === 1 ? answer(429, { "retry-after": "10" }) : answer(200);
    });
    await clock.advance(1_000);
    const second = again.run(async () => answer(200, { at: String(clock.now() - start) }));
    expect((await passing(clock, second)).headers.get("at")).toBe("10000");
    await passing(clock, first);
  });

  it("soon gives up a host that never answered, and answers that will stay", async () => {
    for (const [outcome, tries] of [
      [answer(500), 4],
      [answer(404), 1],
      [answer(403), 1],
      [answer(429, { "retry-after": "86400" }), 1],
    ] as const) {
      const clock = testClock();
      let sent = 0;
      const send = async () => {
        sent += 1;
        return outcome;
      };
      expect(await passing(clock, retries(context(clock)).run(send))).toBe(outcome);
      expect(sent).toBe(tries);
    }
    const clock = testClock();
    let sent = 0;
    const send = async () => {
      sent += 1;
      throw reset();
    };
    await expect(passing(clock, retries(context(clock)).run(send))).rejects.toThrow(/cannot be reached/);
    expect(sent).toBe(4);
  });

  it("gives up within some minutes also a host that did answer", async () => {
    const clock = testClock();
    const again = retries(context(clock));
    await again.run(async () => answer(200));
    const start = clock.now();
    expect(
      (
        await passing(
          clock,
          again.run(async () => answer(502)),
        )
      ).status,
    ).toBe(502);
    expect(clock.now() - start).toBeLessThan(4 * 60_000);
  });

  it("does not try again what is no failure of the way, and stops when it is aborted", async () => {
    const clock = testClock();
    const aborter = new AbortController();
    const again = retries(context(clock, aborter.signal));
    const tooLarge = new CatalogError("limit-exceeded", "it is larger than 5 MiB");
    await expect(again.run(() => Promise.reject(tooLarge))).rejects.toBe(tooLarge);
    const waiting = again.run(async () => answer(429, { "retry-after": "60" }));
    waiting.catch(() => {});
    await clock.advance(1_000);
    aborter.abort(new Error("No longer wanted."));
    await expect(waiting).rejects.toThrow("No longer wanted.");
    expect(clock.timers).toBe(0);
  });
});
