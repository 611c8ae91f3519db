import { testClock } from "@callboard/core/testing";
import { describe, expect, it } from "vitest";
import { hostGates } from "../src/host-gate.ts";
import { NOW } from "./describe-facts.ts";

const LIVE = new AbortController().signal;

function opened(mostAtOnce = 2) {
  const clock = testClock(NOW);
  const gateOf = hostGates(clock, mostAtOnce);
  return { clock, gateOf, gate: gateOf("a.example") };
}

/** Lets one request through and ends it in this way. */
async function request({ gate }: ReturnType<typeof opened>, outcome: "answered" | "failed") {
  await gate.enter(LIVE);
  gate.settled(outcome);
  gate.leave();
}

describe("hostGates", () => {
  it("lets so many requests through at a time, in the order in which they came, host by host", async () => {
    const { gate, gateOf, clock } = opened();
    const entered: number[] = [];
    for (const number of [1, 2, 3, 4]) void gate.enter(LIVE).then(() => entered.push(number));
    await clock.advance(0);
    expect(entered).toEqual([1, 2]);
    await gateOf("b.example").enter(LIVE);
    gate.leave();
    await clock.advance(0);
    expect(entered).toEqual([1, 2, 3]);
  });

  it("lets nobody in who has stopped waiting", async () => {
    const { gate, clock } = opened(1);
    await gate.enter(LIVE);
    const aborter = new AbortController();
    const waiting = gate.enter(aborter.signal);
    aborter.abort(new Error("enough"));
    let hasEntered = false;
    void gate.enter(LIVE).then(() => {
      hasEntered = true;
    });
    gate.leave();
    await expect(waiting).rejects.toThrow("enough");
    await clock.advance(0);
    expect(hasEntered).toBe(true);
  });

  it("rests after three failures in a row, twice as long each time, a minute at most", async () => {
    const under = opened();
    for (let turn = 0; turn < 3; turn += 1) await request(under, "failed");
    for (const restMs of [5_000, 10_000, 20_000, 40_000, 60_000, 60_000]) {
      await under.clock.advance(restMs - 1);
      await expect(under.gate.enter(LIVE)).rejects.toMatchObject({ code: "source-unreachable" });
      await under.clock.advance(1);
      await request(under, "failed");
    }
  });

  it("rests no longer because requests that were under way together fail together", async () => {
    const { gate, clock } = opened(6);
    for (let turn = 0; turn < 6; turn += 1) await gate.enter(LIVE);
    for (let turn = 0; turn < 6; turn += 1) {
      gate.settled("failed");
      gate.leave();
    }
    await clock.advance(5_000);
    await expect(gate.enter(LIVE)).resolves.toBeUndefined();
  });

  it("starts counting anew after an answer", async () => {
    const under = opened();
    for (const outcome of ["failed", "failed", "answered", "failed", "failed"] as const) await request(under, outcome);
    await expect(under.gate.enter(LIVE)).resolves.toBeUndefined();
  });

  it("sends one request to find out whether a host is well again, and turns the others away if it is not", async () => {
    const under = opened();
    for (let turn = 0; turn < 3; turn += 1) await request(under, "failed");
    await under.clock.advance(5_000);
    await under.gate.enter(LIVE);
    const others = [under.gate.enter(LIVE), under.gate.enter(LIVE)];
    const turnedAway = Promise.all(others.map((other) => expect(other).rejects.toThrow(/failed 4 times in a row/)));
    under.gate.settled("failed");
    under.gate.leave();
    await turnedAway;
  });

  it("says when a host is asked again", async () => {
    const { gate } = opened();
    gate.restFor(90_000);
    await expect(gate.enter(LIVE)).rejects.toThrow(
      "a.example asks for fewer requests; it is asked again at 06:01:30 UTC",
    );
  });

  it("R14: does not rest for a day because the clock was set back", async () => {
    const { gate, clock } = opened();
    gate.restFor(60_000);
    clock.jump(-24 * 3_600_000);
    await expect(gate.enter(LIVE)).resolves.toBeUndefined();
  });

  it("holds 200 waiting requests at most", async () => {
    const { gate } = opened(1);
    await gate.enter(LIVE);
    const waiting = Array.from({ length: 200 }, () => gate.enter(LIVE));
    await expect(gate.enter(LIVE)).rejects.toMatchObject({ code: "limit-exceeded" });
    expect(waiting).toHaveLength(200);
  });

  it("forgets a host that is well, and remembers one that is not", async () => {
    const under = opened();
    await request(under, "answered");
    expect(under.gateOf("a.example")).not.toBe(under.gate);
    const sick = under.gateOf("b.example");
    await sick.enter(LIVE);
    sick.settled("failed");
    sick.leave();
    expect(under.gateOf("b.example")).toBe(sick);
  });
});
