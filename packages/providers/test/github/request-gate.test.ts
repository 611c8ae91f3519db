import { setMaxListeners } from "node:events";
import { testClock } from "@callboard/core/testing";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { githubClients } from "../../src/github/github-client.ts";
import { githubHost } from "../../src/github/github-host.ts";
import { requestGate } from "../../src/github/request-gate.ts";
import { hurryingClock } from "./hurrying-clock.ts";

const never = new AbortController().signal;
setMaxListeners(0, never);

describe("requestGate", () => {
  it("lets 900 points through in any minute", async () => {
    const clock = testClock();
    const gate = requestGate(clock);
    const entered: number[] = [];
    const start = clock.now();
    const enter = async () => {
      await gate.enter(1, never);
      entered.push(clock.now() - start);
      gate.leave();
    };
    const all = Promise.all(Array.from({ length: 2_000 }, enter));
    await clock.advance(180_000);
    await all;
    for (const at of entered)
      expect(entered.filter((other) => other >= at && other < at + 60_000).length).toBeLessThanOrEqual(900);
    expect(clock.timers).toBe(0);
  });

  it("holds everybody back for as long as GitHub asks, also when the clock is set back", async () => {
    const clock = testClock();
    const gate = requestGate(clock);
    gate.restFor(7_000);
    let isThrough = false;
    const entering = gate.enter(1, never).then(() => {
      isThrough = true;
    });
    await clock.advance(6_999);
    expect(isThrough).toBe(false);
    await clock.advance(1);
    await entering;
    gate.restFor(100_000);
    clock.jump(-86_400_000);
    await gate.enter(1, never);
  });

  it("refuses where the wait would be long, and says until when", async () => {
    const gate = requestGate(testClock("2026-11-20T10:00:00.000Z"));
    gate.restFor(40 * 60_000);
    await expect(gate.enter(1, never)).rejects.toMatchObject({
      message: expect.stringContaining("before 2026-11-20 10:40:00 UTC"),
    });
  });

  it("lets go of who gives up, and leaves no timer", async () => {
    const clock = testClock();
    const gate = requestGate(clock);
    gate.restFor(7_000);
    const aborter = new AbortController();
    const entering = gate.enter(1, aborter.signal);
    aborter.abort(new Error("No longer wanted."));
    await expect(entering).rejects.toThrow("No longer wanted.");
    expect(clock.timers).toBe(0);
  });
});

describe("githubClients", () => {
  it("R06: completes 10,000 calls of which half fail, none before Retry-After, and within GitHub's limits", async () => {
    const calls = 10_000;
    let seed = 7;
    const random = () => {
      seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
      return seed / 2 ** 31;
    };
    let active = 0;
    let mostActive = 0;
    let restUntil = 0;
    let early = 0;
    const sentAt: number[] = [];
    const clock = hurryingClock(() => active === 0, 0);
    const fakeFetch: typeof fetch = async () => {
      if (clock.now() < restUntil) early += 1;
      sentAt.push(clock.now());
      active += 1;
      mostActive = Math.max(mostActive, active);
      await null;
      active -= 1;
      const kind = random();
      if (kind < 0.1) {
        restUntil = clock.now() + 2_000;
        return new Response("{}", { status: 429, headers: { "retry-after": "2" } });
      }
      if (kind < 0.3) return new Response("{}", { status: 503 });
      if (kind < 0.5) throw new TypeError("fetch failed");
      return Response.json({ id: 1 });
    };
    const { signal } = new AbortController();
    setMaxListeners(0, signal);
    const logger = { debug() {}, info() {}, warn() {}, error() {} };
    const options = { host: githubHost(), auth: { token: "t" }, gate: requestGate(clock) };
    const client = await (await githubClients(options, { fetch: fakeFetch, clock, signal, logger }))("acme");
    let left = calls;
    let done = 0;
    const work = async () => {
      while (left > 0) {
        left -= 1;
        if (await client.find(z.object({ id: z.number() }), "GET /repos/{owner}/{repo}", { owner: "a", repo: "b" }))
          done += 1;
      }
    };
    await Promise.all(Array.from({ length: 50 }, work));
    expect(done).toBe(calls);
    expect(sentAt.length).toBeLessThanOrEqual(2.2 * calls);
    expect(early).toBe(0);
    expect(mostActive).toBeLessThanOrEqual(100);
    let from = 0;
    for (const [index, at] of sentAt.entries()) {
      while ((sentAt[from] ?? 0) <= at - 60_000) from += 1;
      expect(index - from + 1).toBeLessThanOrEqual(900);
    }
  }, 300_000);
});
