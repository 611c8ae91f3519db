import { describe, expect, it } from "vitest";
import { type EntityProvider, exportSnapshot, memoryStore, openCatalog, openSnapshot } from "../src/index.ts";
import { testClock } from "../src/testing/index.ts";
import { componentFile, componentFiles, memorySource } from "./documents.ts";

const HOUR_MS = 3_600_000;
const START = "2026-01-01T00:00:00.000Z";

async function followed(files = 3) {
  const clock = testClock(START);
  const source = memorySource("files", componentFiles(files));
  const options = { schedule: { everyMs: HOUR_MS, jitter: 0 }, runtime: { clock, random: () => 0 } };
  const catalog = await openCatalog({ providers: [source.provider], ...options });
  const status = () => {
    const [only] = catalog.sources();
    if (!only) throw new Error("There is one source.");
    return only;
  };
  return { clock, source, catalog, status };
}

describe("Catalog.sources", () => {
  it("calls a source fresh after a complete read, and tells when the next one is", async () => {
    const { status, catalog } = await followed();
    expect(status()).toEqual({
      name: "files",
      health: "fresh",
      state: "complete",
      reason: null,
      entities: 3,
      documents: 3,
      problems: 0,
      refusedRemovals: 0,
      lastReadAt: START,
      lastCompleteReadAt: START,
      ageMs: 0,
      nextReadAt: "2026-01-01T01:00:00.000Z",
      skipped: { count: 0, first: [] },
      rateLimit: null,
    });
    await catalog.close();
    expect(status().nextReadAt).toBeNull();
  });

  it("calls it stale when its last complete read is older than two intervals", async () => {
    const { clock, status, catalog } = await followed();
    clock.jump(2 * HOUR_MS);
    expect(status()).toMatchObject({ health: "fresh", ageMs: 2 * HOUR_MS });
    clock.jump(1);
    expect(status()).toMatchObject({ health: "stale", ageMs: 2 * HOUR_MS + 1, state: "complete" });
    await catalog.refresh();
    expect(status()).toMatchObject({ health: "fresh", ageMs: 0 });
    await catalog.close();
  });

  it("calls it failing while its last read failed, and keeps the age of what it has", async () => {
    const { clock, source, status, catalog } = await followed();
    source.failure = new Error("502 Bad Gateway");
    await clock.advance(HOUR_MS);
    expect(status()).toMatchObject({
      health: "failing",
      reason: "502 Bad Gateway",
      lastCompleteReadAt: START,
      ageMs: HOUR_MS,
      entities: 3,
      nextReadAt: "2026-01-01T02:00:00.000Z",
    });
    source.failure = null;
    await clock.advance(HOUR_MS);
    expect(status()).toMatchObject({ health: "fresh", reason: null });
    await catalog.close();
  });

  it("calls it degraded while something was skipped, and names the first five", async () => {
    const { source, status, catalog } = await followed();
    source.skipped = Array.from({ length: 7 }, (_, index) => `file:locked-${index}.yaml`);
    await catalog.refresh();
    const { health, skipped, lastCompleteReadAt } = status();
    expect([health, skipped.count, skipped.first.length, lastCompleteReadAt]).toEqual(["degraded", 7, 5, START]);
    expect(skipped.first[0]).toEqual({ location: "file:locked-0.yaml", reason: "permission denied" });
    await catalog.close();
  });

  it("calls it degraded while a scope was not read to its end, also one that is new", async () => {
    const documents = [{ ...componentFile("web"), scope: "acme" }];
    const source = memorySource("files", documents);
    const catalog = await openCatalog({ providers: [source.provider], schedule: false });
    expect(catalog.sources()).toMatchObject([
      { health: "degraded", reason: 'the scope "acme" was not read to its end', lastCompleteReadAt: null, ageMs: null },
    ]);
  });

  it("calls it degraded while removals are refused, and a confirmation makes that read a complete one", async () => {
    const { clock, source, status, catalog } = await followed(20);
    source.documents = componentFiles(5);
    await clock.advance(HOUR_MS);
    expect(status()).toMatchObject({ health: "degraded", refusedRemovals: 15, lastCompleteReadAt: START });
    await catalog.confirmRemovals("files");
    expect(status()).toMatchObject({ health: "fresh", lastCompleteReadAt: "2026-01-01T01:00:00.000Z" });
    await catalog.close();
  });

  it("does not call a confirmed read complete that skipped something", async () => {
    const { source, status, catalog } = await followed(20);
    source.documents = componentFiles(5);
    source.skipped = ["file:locked.yaml"];
    await catalog.refresh();
    await catalog.confirmRemovals("files");
    expect(status()).toMatchObject({
      health: "degraded",
      reason: "file:locked.yaml could not be read: permission denied",
    });
    await catalog.close();
  });

  it("never calls a source stale that nobody wants read again", async () => {
    const clock = testClock(START);
    const { provider } = memorySource("files", componentFiles(1));
    const catalog = await openCatalog({ providers: [provider], schedule: false, runtime: { clock } });
    clock.jump(1000 * HOUR_MS);
    expect(catalog.sources()).toMatchObject([{ health: "fresh", ageMs: 1000 * HOUR_MS, nextReadAt: null }]);
  });

  it("shows what a provider says of its rate limit, and waits for the reset when it is used up", async () => {
    const clock = testClock(START);
    const source = memorySource("github:acme", componentFiles(1));
    const budget = { remaining: 12, limit: 5000, resetAt: "2026-01-01T00:40:00.000Z" };
    const provider: EntityProvider = {
      ...source.provider,
      async *provide(context) {
        context.rateLimit?.(budget);
        yield* source.provider.provide(context);
      },
    };
    const catalog = await openCatalog({ providers: [provider], runtime: { clock, random: () => 0 } });
    expect(catalog.sources()).toMatchObject([{ rateLimit: budget, nextReadAt: budget.resetAt }]);
    await catalog.close();
  });

  it("R14: gives no negative age when the clock is set back", async () => {
    const { clock, status, catalog } = await followed();
    for (const jumpMs of [-24 * HOUR_MS, 48 * HOUR_MS, -HOUR_MS, -24 * HOUR_MS]) {
      clock.jump(jumpMs);
      expect(status().ageMs).toBeGreaterThanOrEqual(0);
      expect(Date.parse(status().nextReadAt ?? "") - clock.now()).toBeLessThanOrEqual(HOUR_MS);
    }
    expect(catalog.query().total).toBe(3);
    await catalog.close();
  });

  it("remembers the last complete read over a restart", async () => {
    const store = memoryStore();
    const clock = testClock(START);
    const source = memorySource("files", componentFiles(3));
    const options = { providers: [source.provider], schedule: false, runtime: { clock, store } } as const;
    await openCatalog(options);
    clock.jump(HOUR_MS);
    source.skipped = ["file:locked.yaml"];
    await (await openCatalog({ ...options, start: "fresh" })).refresh();
    source.failure = new Error("down");
    const catalog = await openCatalog(options);
    await catalog.refresh();
    expect(catalog.sources()).toMatchObject([
      { health: "failing", lastCompleteReadAt: START, ageMs: HOUR_MS, skipped: { count: 1 } },
    ]);
  });

  it("tells the age of a snapshot, which grows stale", async () => {
    const { source, catalog } = await followed();
    source.skipped = ["file:locked.yaml"];
    await catalog.refresh();
    const clock = testClock("2026-01-01T00:19:00.000Z");
    expect(openSnapshot(exportSnapshot(catalog), { clock }).sources()).toMatchObject([
      { health: "degraded", lastCompleteReadAt: START, skipped: { count: 1 }, nextReadAt: null },
    ]);
    source.skipped = [];
    await catalog.refresh();
    const view = openSnapshot(exportSnapshot(catalog), { clock });
    expect(view.sources()).toMatchObject([{ health: "fresh", ageMs: 19 * 60_000 }]);
    clock.jump(2 * 60_000);
    expect(view.sources()).toMatchObject([{ health: "stale" }]);
    await catalog.close();
  });
});

describe("schedule", () => {
  it("reads at most so many sources at once, also at first", async () => {
    let reading = 0;
    let most = 0;
    const providers = Array.from(
      { length: 9 },
      (_, index): EntityProvider => ({
        name: `source-${index}`,
        async *provide() {
          reading += 1;
          most = Math.max(most, reading);
          for (let turn = 0; turn < 10; turn += 1) await null;
          reading -= 1;
          yield componentFile(`service-${index}`);
        },
      }),
    );
    const clock = testClock(START);
    const schedule = { concurrency: 3, everyMs: 1000, jitter: 0 };
    const catalog = await openCatalog({ providers, schedule, runtime: { clock } });
    await catalog.refresh();
    expect([most, reading, catalog.query().total]).toEqual([3, 0, 9]);
    await catalog.close();
  });

  it("spreads sources that were opened together over the interval, and gives each its own", async () => {
    const clock = testClock(START);
    const startsMs = new Map<string, number[]>();
    const providers = ["a", "b", "c", "d"].map(
      (name): EntityProvider => ({
        name,
        async *provide() {
          startsMs.set(name, [...(startsMs.get(name) ?? []), clock.now() - Date.parse(START)]);
          yield componentFile(name);
        },
      }),
    );
    const schedule = { everyMs: 1000, jitter: 0, sources: { d: { everyMs: 4000 } } };
    const catalog = await openCatalog({ providers, schedule, runtime: { clock } });
    await clock.advance(2000);
    expect(Object.fromEntries(startsMs)).toEqual({
      a: [0, 1000, 2000],
      b: [0, 750, 1750],
      c: [0, 500, 1500],
      d: [0, 1000],
    });
    await catalog.close();
  });

  it("breaks off a read that takes too long, though its provider does not listen", async () => {
    const clock = testClock(START);
    const source = memorySource("files", componentFiles(2));
    let hangs = false;
    const provider: EntityProvider = {
      ...source.provider,
      async *provide(context) {
        if (hangs) await new Promise(() => {});
        yield* source.provider.provide(context);
      },
    };
    const schedule = { everyMs: 1000, jitter: 0, sources: { files: { timeoutMs: 500 } } };
    const catalog = await openCatalog({ providers: [provider], schedule, runtime: { clock } });
    hangs = true;
    await clock.advance(1499);
    expect(catalog.sources()).toMatchObject([{ health: "fresh", nextReadAt: null }]);
    await clock.advance(1);
    expect(catalog.sources()).toMatchObject([
      { health: "failing", reason: expect.stringContaining("within 0.5 s"), entities: 2 },
    ]);
    await catalog.close();
    expect(clock.timers).toBe(0);
  });

  it("refuses a schedule for a source that is not there", async () => {
    const { provider } = memorySource("files");
    await expect(
      openCatalog({ providers: [provider], schedule: { sources: { file: { everyMs: 1000 } } } }),
    ).rejects.toMatchObject({ code: "invalid-argument", suggestions: ["files"] });
  });
});
