import type { Entity } from "@callboard/core";
import { CatalogError } from "@callboard/core";
import { testClock } from "@callboard/core/testing";
import { describe, expect, it } from "vitest";
import type { FoundFact } from "../src/fact.ts";
import { type FactReaderOptions, factReader } from "../src/fact-reader.ts";
import { defineFacts, type FactDefinition } from "../src/fact-source.ts";
import { componentWith, NOW, TOKEN } from "./describe-facts.ts";

const SHOP = componentWith({ "acme.example/board": "shop" });
const HOUR_MS = 3_600_000;

/** A fact of one type that starts being so now. */
function fact(text: string, more: Partial<FoundFact> = {}): FoundFact {
  return { type: "status", text, at: NOW, ...more };
}

/** A reader of sources that are given by what they read, named by their place. */
function opened(reads: readonly FactDefinition["read"][], options: Partial<FactReaderOptions> = {}) {
  const clock = testClock(NOW);
  const types = ["on-call", "alert", "status", "deploy"] as const;
  const sources = reads.map((read, index) =>
    defineFacts({ id: `source-${index}`, types, annotations: ["acme.example/board"], read }),
  );
  return { clock, reader: factReader({ sources, clock, freshMs: 0, ...options }) };
}

/** A promise, and what settles it. */
function pending<T>() {
  let resolve: (value: T) => void = () => {};
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

describe("factReader", () => {
  it("asks all sources at the same time, and gives what they say in the order of an incident", async () => {
    const gate = pending<void>();
    let asked = 0;
    const together = (facts: readonly FoundFact[]) => async () => {
      asked += 1;
      if (asked === 2) gate.resolve();
      await gate.promise;
      return facts;
    };
    const old = fact("v1", { type: "deploy", at: "2026-11-19T00:00:00+01:00" });
    const { reader } = opened([
      together([old, fact("v2", { type: "deploy" })]),
      together([fact("ana", { type: "on-call" })]),
    ]);
    const { ref, facts } = await reader.facts(SHOP);
    expect(ref).toBe("component:default/payment-service");
    expect(facts.map(({ text, at }) => [text, at])).toEqual([
      ["ana", NOW],
      ["v2", NOW],
      ["v1", "2026-11-18T23:00:00.000Z"],
    ]);
  });

  it("never waits longer than 800 ms, and leaves no timer behind", async () => {
    const { reader, clock } = opened([() => new Promise(() => {}), async () => [fact("well")]]);
    const reading = reader.facts(SHOP);
    await clock.advance(800);
    const { facts, sources } = await reading;
    expect(facts.map(({ text }) => text)).toEqual(["well"]);
    expect(sources).toEqual([
      expect.objectContaining({
        source: "source-0",
        readAt: null,
        stale: true,
        reason: "source-0 did not answer within 800 ms",
      }),
      expect.objectContaining({ source: "source-1", readAt: NOW, stale: false, reason: null }),
    ]);
    await clock.advance(10_000);
    expect(clock.timers).toBe(0);
  });

  it("keeps what comes late for the next answer, with the time it came", async () => {
    const slow = pending<readonly FoundFact[]>();
    const { reader, clock } = opened([() => slow.promise], { freshMs: 5_000 });
    const first = reader.facts(SHOP);
    await clock.advance(900);
    expect((await first).facts).toEqual([]);
    slow.resolve([fact("late")]);
    await clock.advance(100);
    const { facts } = await reader.facts(SHOP);
    expect(facts).toEqual([
      expect.objectContaining({ text: "late", readAt: "2026-11-20T06:00:00.900Z", stale: false }),
    ]);
  });

  it("asks once for what several answers want to know", async () => {
    let reads = 0;
    const slow = pending<readonly FoundFact[]>();
    const { reader } = opened([
      () => {
        reads += 1;
        return slow.promise;
      },
    ]);
    const all = Promise.all([reader.facts(SHOP), reader.facts(SHOP), reader.facts(SHOP)]);
    slow.resolve([fact("one")]);
    expect((await all).map(({ facts }) => facts.length)).toEqual([1, 1, 1]);
    expect(reads).toBe(1);
  });

  it("gives a reading again while it is fresh, unless a fact of it is over", async () => {
    let reads = 0;
    const until = new Date(Date.parse(NOW) + 2_000).toISOString();
    const { reader, clock } = opened(
      [
        async () => {
          reads += 1;
          return [fact("ana", { until })];
        },
      ],
      { freshMs: 5_000 },
    );
    await reader.facts(SHOP);
    await reader.facts(SHOP);
    expect(reads).toBe(1);
    await clock.advance(2_000);
    expect((await reader.facts(SHOP)).facts).toEqual([]);
    expect(reads).toBe(2);
  });

  it("leaves a fact out once it is over, also while its source fails", async () => {
    const until = new Date(Date.parse(NOW) + HOUR_MS).toISOString();
    const answers = [async () => [fact("ana", { until }), fact("up")], () => Promise.reject(new Error("no"))];
    const { reader, clock } = opened([() => (answers.shift() ?? (() => Promise.reject(new Error("no"))))()]);
    await reader.facts(SHOP);
    expect((await reader.facts(SHOP)).facts.map(({ text }) => text)).toEqual(["ana", "up"]);
    await clock.advance(HOUR_MS);
    expect((await reader.facts(SHOP)).facts.map(({ text }) => text)).toEqual(["up"]);
  });

  it("does not answer for a new value of an annotation with what was known for the old one", async () => {
    let isDown = false;
    const { reader } = opened([
      async () => {
        if (isDown) throw new CatalogError("source-unreachable", "the board is down");
        return [fact("shop is up")];
      },
    ]);
    await reader.facts(SHOP);
    isDown = true;
    expect((await reader.facts(SHOP)).facts).toHaveLength(1);
    const { facts, sources } = await reader.facts(componentWith({ "acme.example/board": "search" }));
    expect([facts, sources[0]?.readAt, sources[0]?.reason]).toEqual([[], null, "the board is down"]);
  });

  it("drops what was last known after a day, and the oldest of too many", async () => {
    const failing = new Set<string>();
    const { reader, clock } = opened(
      [
        async ({ metadata }) => {
          if (failing.has(metadata.name)) throw new CatalogError("source-unreachable", "down");
          return [fact(metadata.name)];
        },
      ],
      { mostEntries: 2 },
    );
    const named = (name: string): Entity => ({ ...SHOP, metadata: { ...SHOP.metadata, name } });
    for (const name of ["a", "b", "c"]) {
      await reader.facts(named(name));
      failing.add(name);
    }
    const known = async () =>
      (await Promise.all(["a", "b", "c"].map((name) => reader.facts(named(name))))).map(({ facts }) => facts.length);
    expect(await known()).toEqual([0, 1, 1]);
    await clock.advance(24 * HOUR_MS + 1);
    expect(await known()).toEqual([0, 0, 0]);
  });

  it("R14: gives no fact from the future and no endless freshness when the clock is set back", async () => {
    let reads = 0;
    const { reader, clock } = opened(
      [
        async () => {
          reads += 1;
          if (reads > 1) throw new CatalogError("source-unreachable", "down");
          return [fact("up")];
        },
      ],
      { freshMs: 5_000 },
    );
    await reader.facts(SHOP);
    clock.jump(-24 * HOUR_MS);
    const { sources, facts } = await reader.facts(SHOP);
    expect([reads, facts.length, sources[0]?.readAt]).toEqual([2, 1, "2026-11-19T06:00:00.000Z"]);
  });

  it("asks no source that tells none of the types asked for", async () => {
    const never = () => Promise.reject(new Error("asked in vain"));
    const clock = testClock(NOW);
    const sources = [
      defineFacts({ id: "alerts", types: ["alert"], read: never }),
      defineFacts({
        id: "board",
        types: ["status", "deploy"],
        read: async () => [fact("up"), fact("v1", { type: "deploy" })],
      }),
    ];
    const found = await factReader({ sources, clock }).facts(SHOP, { types: ["deploy"] });
    expect([found.facts.map(({ text }) => text), found.sources.map(({ source }) => source)]).toEqual([
      ["v1"],
      ["board"],
    ]);
  });

  it("S36: quotes no error but those made for people to read", async () => {
    const { reader } = opened([
      async () => {
        throw new TypeError(`invalid header value "Bearer ${TOKEN}"`);
      },
      () => {
        throw TOKEN;
      },
      async () => {
        throw new CatalogError("source-unreachable", "the board is down", { cause: new Error(TOKEN) });
      },
    ]);
    const found = await reader.facts(SHOP);
    expect(found.sources.map(({ reason }) => reason)).toEqual([
      "source-0 failed with TypeError",
      "source-1 failed with an error",
      "the board is down",
    ]);
    expect(JSON.stringify(found)).not.toContain(TOKEN);
  });

  it("S47: shows no hidden character of a reason", async () => {
    const { reader } = opened([() => Promise.reject(new CatalogError("source-unreachable", "down\n\u001b[2K\u202e"))]);
    expect((await reader.facts(SHOP)).sources[0]?.reason).toBe("down \\u001b[2K\\u202e");
  });

  it("leaves out a source whose own code fails to say whether it applies, and logs that", async () => {
    const broken = defineFacts({
      id: "broken",
      types: ["status"],
      follows: () => {
        throw new Error("no");
      },
      read: async () => [],
    });
    const lines: unknown[] = [];
    const logger = { debug() {}, info() {}, warn() {}, error: (...line: unknown[]) => void lines.push(line) };
    const found = await factReader({ sources: [broken], clock: testClock(NOW), logger }).facts(SHOP);
    expect([found.sources, lines]).toEqual([[], [[expect.any(String), { reason: "broken failed with Error" }]]]);
  });

  it("gives up a read after 10 s, so that the next answer asks anew", async () => {
    let reads = 0;
    const { reader, clock } = opened([
      () => {
        reads += 1;
        return new Promise(() => {});
      },
    ]);
    const first = reader.facts(SHOP);
    await clock.advance(9_999);
    await first;
    const second = reader.facts(SHOP);
    await clock.advance(1);
    expect((await second).sources[0]?.reason).toBe("source-0 took longer than 10 s");
    const third = reader.facts(SHOP);
    await clock.advance(800);
    await third;
    expect(reads).toBe(2);
  });

  it("stops waiting when its caller does, and keeps reading for the others", async () => {
    const slow = pending<readonly FoundFact[]>();
    const { reader } = opened([() => slow.promise]);
    const aborter = new AbortController();
    const given = reader.facts(SHOP, { signal: aborter.signal });
    const waiting = reader.facts(SHOP);
    aborter.abort(new Error("enough"));
    await expect(given).rejects.toThrow("enough");
    slow.resolve([fact("up")]);
    expect((await waiting).facts).toHaveLength(1);
  });

  it("ends what it reads when it is closed, and reads no more", async () => {
    const signals: AbortSignal[] = [];
    const { reader, clock } = opened([
      (_, { signal }) => {
        signals.push(signal);
        return new Promise(() => {});
      },
    ]);
    const reading = reader.facts(SHOP);
    await clock.advance(0);
    reader.close();
    expect((await reading).sources[0]?.reason).toMatch(/closed/);
    expect([signals[0]?.aborted, clock.timers]).toEqual([true, 0]);
    await expect(reader.facts(SHOP)).rejects.toMatchObject({ code: "catalog-closed" });
  });

  it("gives plain data that survives a copy, 50 facts of a source at most", async () => {
    const { reader } = opened([async () => Array.from({ length: 60 }, () => fact("up"))]);
    const found = await reader.facts(SHOP);
    expect(structuredClone(found)).toEqual(found);
    expect(found.facts).toHaveLength(50);
  });

  it("refuses two sources of one name", () => {
    const source = defineFacts({ id: "board", types: ["status"], read: async () => [] });
    expect(() => factReader({ sources: [source, source] })).toThrow(
      expect.objectContaining({ code: "invalid-argument" }),
    );
  });
});
