import { testClock } from "@callboard/core/testing";
import { describe, expect, it } from "vitest";
import { createDeeds } from "../../src/trust/deeds.ts";
import { openJournal } from "../../src/trust/journal.ts";

async function journal() {
  const clock = testClock();
  return { clock, kept: await openJournal({ clock, logger: { debug() {}, info() {}, warn() {}, error() {} } }) };
}

const KEPT = { keepMs: 60_000 };

describe("createDeeds", () => {
  it("does something once of several who ask for it at the same time, and again once that is forgotten", async () => {
    const { clock, kept } = await journal();
    const deeds = createDeeds(kept, clock, "first");
    const outcomes = await Promise.all([1, 2, 3].map(() => deeds.attempt("page", { ...KEPT, act: async () => true })));
    expect(outcomes).toEqual(["done", "done-before", "done-before"]);
    await clock.advance(60_001);
    expect(await deeds.attempt("page", { ...KEPT, act: async () => true })).toBe("done");
  });

  it("can be tried again when nothing came of it", async () => {
    const { clock, kept } = await journal();
    const deeds = createDeeds(kept, clock, "first");
    expect(await deeds.attempt("page", { ...KEPT, act: async () => false })).toBe("failed");
    expect(deeds.isDone("page")).toBe(false);
    expect(await deeds.attempt("page", { ...KEPT, act: async () => true })).toBe("done");
  });

  it("goes on with what an earlier process began, and says since when", async () => {
    const { clock, kept } = await journal();
    const began = clock.now();
    const never = createDeeds(kept, clock, "first").attempt("page", { ...KEPT, act: () => new Promise(() => {}) });
    await clock.advance(5_000);
    const second = createDeeds(kept, clock, "second");
    expect(second.isDone("page")).toBe(false);
    const told: unknown[] = [];
    const outcome = await second.attempt("page", {
      ...KEPT,
      async act(attempt) {
        told.push(attempt);
        return true;
      },
    });
    expect([outcome, told]).toEqual(["done", [{ since: began, mayBeDone: true }]]);
    void never;
  });
});
