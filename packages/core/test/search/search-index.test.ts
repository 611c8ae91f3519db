import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { StoredEntity } from "../../src/model/stored-entity.ts";
import { type SearchIndex, searchIndex } from "../../src/search/search-index.ts";
import { kinds, stored } from "./stored.ts";

const company = indexOf(
  stored("component:payment-service", { description: "Takes money.", tags: ["go"], spec: { type: "service" } }),
  stored("component:payment-service-web", { description: "payment service, the payment service of payment services" }),
  stored("component:mailer", { title: "Courier", annotations: { "callboard.dev/aliases": "postOffice" } }),
  stored("resource:seat-cache", { description: "Keeps seats for the seat-map.", spec: { type: "cache" } }),
  stored("user:maila.soto", { spec: { profile: { displayName: "Maila Soto" } }, description: "Runs the courier." }),
);

describe("searchIndex", () => {
  it.each([
    ["payment-service", "component:default/payment-service", ["name"]],
    ["paymentService", "component:default/payment-service", ["name"]],
    ["payment_service", "component:default/payment-service", ["name"]],
    ["paymentservice", "component:default/payment-service", ["name"]],
    ["courier", "component:default/mailer", ["title"]],
    ["post office", "component:default/mailer", ["aliases"]],
    ["go", "component:default/payment-service", ["tags"]],
    ["cache", "resource:default/seat-cache", ["name", "type"]],
    ["seatmap", "resource:default/seat-cache", ["description"]],
  ])("finds %j first as %s", (text, ref, matched) => {
    expect(company.search(text)[0]).toMatchObject({ ref, matched: expect.arrayContaining(matched) });
  });

  it("returns what a list of hits shows", () => {
    expect(company.search("courier")).toEqual([
      {
        ref: "component:default/mailer",
        kind: "Component",
        title: "Courier",
        score: expect.any(Number),
        matched: ["title"],
      },
    ]);
  });

  it("requires every word", () => {
    expect(refs(company.search("takes payment"))).toEqual(["component:default/payment-service"]);
    expect(company.search("takes courier")).toEqual([]);
  });

  it("counts a word that is typed twice once", () => {
    const scores = (text: string) => company.search(text).map(({ ref, score }) => [ref, score]);
    expect(scores("takes money takes money money")).toEqual(scores("takes money"));
    expect(scores("takes money")).toHaveLength(1);
  });

  it("finds the same words at each stage, however many entities have them", () => {
    const many = (count: number) =>
      indexOf(
        ...Array.from({ length: count }, (_, index) => stored(`component:alpha-${index}`, { tags: ["beta", "gamma"] })),
        stored("component:alpha", { tags: ["beta"], description: "gamme" }),
      );
    for (const count of [8, 80]) {
      const found = (text: string) => many(count).search(text, { limit: 100 }).length;
      expect(["alpha beta gamma", "alp bet gam", "alpa bata gamma"].map(found)).toEqual([count, count + 1, count + 1]);
    }
  });

  it("puts the entity of exactly that name first, whatever repeats it", () => {
    expect(refs(company.search("payment service"))).toEqual([
      "component:default/payment-service",
      "component:default/payment-service-web",
    ]);
  });

  it("takes beginnings when whole words find few, and misspelt words when those do, too", () => {
    expect(refs(company.search("paym serv"))).toContain("component:default/payment-service");
    expect(refs(company.search("paymnt servce"))).toContain("component:default/payment-service");
    const many = indexOf(
      stored("component:seats"),
      ...Array.from({ length: 5 }, (_, i) => stored(`component:seat-${i}`)),
    );
    expect(refs(many.search("seat"))).not.toContain("component:default/seats");
  });

  it("finds people by whole words and beginnings of their name, never misspelt or by other fields", () => {
    expect(refs(company.search("maila"))).toContain("user:default/maila.soto");
    expect(refs(company.search("maile"))).toEqual(["component:default/mailer"]);
    expect(refs(company.search("mailla"))).toEqual([]);
    expect(refs(company.search("runs"))).toEqual([]);
  });

  it("searches people like the rest when asked, and leaves them out when told", () => {
    expect(refs(company.search("mailla", { kinds: ["User"] }))).toEqual(["user:default/maila.soto"]);
    expect(refs(company.search("runs", { people: true }))).toEqual(["user:default/maila.soto"]);
    expect(company.search("maila soto", { people: false })).toEqual([]);
  });

  it("returns only the kinds asked for, and only what is visible", () => {
    expect(refs(company.search("seat", { kinds: ["component"] }))).toEqual([]);
    expect(refs(company.search("payment", {}, (ref) => ref.endsWith("-web")))).toEqual([
      "component:default/payment-service-web",
    ]);
  });

  it("returns ten hits unless told otherwise, equal ones by ref", () => {
    const names = Array.from({ length: 12 }, (_, i) => `component:default/${String.fromCharCode(97 + i)}x-seat`);
    const index = indexOf(...names.toReversed().map((name) => stored(name)));
    expect(refs(index.search("seat"))).toEqual(names.slice(0, 10));
    expect(refs(index.search("seat", { limit: 3 }))).toEqual(names.slice(0, 3));
  });

  it("ranks the best of very many hits, those with the word in their name and the exact name first", () => {
    const described = Array.from({ length: 1_200 }, (_, i) => stored(`api:a${i}`, { description: "seat" }));
    const named = [stored("component:long-namespace-of-a-team/seat"), stored("component:other-name-with-seat")];
    expect(refs(indexOf(...described, ...named).search("seat", { limit: 2 }))).toEqual(named.map(({ ref }) => ref));
  });

  it.each(["", "🚌", "\u202e\u0000", "--"])("finds nothing for %j", (text) => {
    expect(company.search(text)).toEqual([]);
  });

  it.each(["__proto__", "constructor", "toString", "hasOwnProperty prototype"])("takes %j for words", (text) => {
    const index = indexOf(stored("component:x", { description: text }), stored("component:y"));
    expect(refs(index.search(text))).toEqual(["component:default/x"]);
  });

  it.each(["a", "a-", "payment ", "éA1", "🚌"])("S09: searches 100 kB of %j quickly", (unit) => {
    const text = unit.repeat(Math.ceil(100_000 / unit.length));
    const before = process.cpuUsage();
    company.search(text);
    const { user, system } = process.cpuUsage(before);
    // A millisecond or two; work in the square of the text would take many seconds.
    expect((user + system) / 1_000).toBeLessThan(1_000);
  });

  it.each([0, -1, 1.5, Number.NaN])("refuses %d as a limit", (limit) => {
    expect(() => company.search("x", { limit })).toThrow(expect.objectContaining({ code: "invalid-argument" }));
  });

  it("answers after any edits as an index built anew does", () => {
    const word = fc.constantFrom("seat", "seats", "map", "fare", "ticket", "tickets", "db", "omar");
    const text = fc.array(word, { minLength: 1, maxLength: 3 });
    const edit = fc.record({
      kind: fc.constantFrom("component", "resource", "user"),
      name: text.map((words) => words.join("-")),
      description: fc.option(
        text.map((words) => words.join(" ")),
        { nil: undefined },
      ),
      removed: fc.boolean(),
      searched: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 40 }), fc.array(text, { maxLength: 6 }), (edits, queries) => {
        const edited = searchIndex(kinds);
        const left = new Map<string, StoredEntity>();
        for (const { kind, name, description, removed, searched } of edits) {
          const entity = stored(`${kind}:${name}`, description === undefined ? {} : { description });
          if (removed) edited.remove(entity.ref);
          else edited.set(entity);
          if (searched) edited.search("");
          left.delete(entity.ref);
          if (!removed) left.set(entity.ref, entity);
        }
        const anew = indexOf(...[...left.values()].reverse());
        for (const words of queries) {
          const query = words.join(" ").slice(0, -1);
          expect(edited.search(query)).toEqual(anew.search(query));
        }
      }),
      { numRuns: 150 },
    );
  });
});

function indexOf(...entities: readonly StoredEntity[]): SearchIndex {
  const index = searchIndex(kinds);
  for (const entity of entities) index.set(entity);
  return index;
}

function refs(hits: readonly { readonly ref: string }[]): string[] {
  return hits.map(({ ref }) => ref);
}
