import { describe, expect, it } from "vitest";
import { type Call, type Company, type CompanyEntity, ENVIRONMENTS } from "./company.ts";
import { type Failure, simulateFailure } from "./simulate-failure.ts";

const everywhere = { environments: [...ENVIRONMENTS] };

function entity(name: string, calls: readonly Call[] = [], other: Partial<CompanyEntity> = {}): CompanyEntity {
  const ref = `component:default/${name}`;
  return { ref, type: "service", writeShare: 0.3, calls, providers: [], ...everywhere, ...other };
}

function call(to: number, how: Partial<Call> = {}): Call {
  const usual = { timeoutMs: 3_000, fallbackSuccess: 0.8, queueMinutes: 120 } as const;
  return { to, when: "always", reading: "any", writing: "any", share: 1, group: null, ...everywhere, ...usual, ...how };
}

/** What the failure of the first entity does to the others, by their names. */
function hit(entities: readonly CompanyEntity[], failure: Partial<Failure> = {}): object {
  const company: Company = { seed: 1, entities };
  const usual = { root: 0, mode: "down", environment: "prod", minutes: 60, seed: 1 } as const;
  const outcomes = simulateFailure(company, { ...usual, ...failure });
  return Object.fromEntries([...outcomes].map(([ref, outcome]) => [ref.replace("component:default/", ""), outcome]));
}

const db = entity("db");
const readsAndWrites = { reading: "read", writing: "write" } as const;
const onlyReads = { reading: "read", writing: "read" } as const;
const onlyWrites = { reading: "write", writing: "write" } as const;

describe("simulateFailure", () => {
  it("fails every request along a chain of calls", () => {
    expect(hit([db, entity("api", [call(0)]), entity("web", [call(1)])])).toEqual({ api: "breaks", web: "breaks" });
  });

  it("answers worse where there is another way", () => {
    expect(hit([db, entity("api", [call(0, { when: "fallback" })])])).toEqual({ api: "degrades" });
  });

  it("has messages wait until their queue is full, and then refuses requests", () => {
    const entities = [db, entity("api", [call(0, { when: "async", queueMinutes: 120 })]), entity("web", [call(1)])];
    expect(hit(entities, { minutes: 60 })).toEqual({ api: "delayed", web: "delayed" });
    expect(hit(entities, { minutes: 180 })).toEqual({ api: "breaks", web: "breaks" });
  });

  it("does nothing to what is only built with it", () => {
    expect(hit([db, entity("api", [call(0, { when: "build" })])])).toEqual({});
  });

  it("uses another replica, until there is none", () => {
    const replicas = [call(1, { group: "replicas" }), call(2, { group: "replicas" })];
    const follows = [call(0)];
    const own = [db, entity("one"), entity("two"), entity("api", replicas)];
    const shared = [db, entity("one", follows), entity("two", follows), entity("api", replicas)];
    expect(hit(own, { root: 1 })).toEqual({});
    expect(hit(shared)).toEqual({ one: "breaks", two: "breaks", api: "breaks" });
  });

  it("refuses only writes where something is read-only", () => {
    const services = [
      entity("reader", [call(0, onlyReads)]),
      entity("writer", [call(0, onlyWrites)]),
      entity("both", [call(0, readsAndWrites)]),
    ];
    expect(hit([db, ...services], { mode: "read-only" })).toEqual({ writer: "breaks", both: "degrades" });
  });

  it("loses the slowest answers where something is slow", () => {
    expect(hit([db, entity("api", [call(0)])], { mode: "slow" })).toEqual({ api: "degrades" });
    expect(hit([db, entity("impatient", [call(0, { timeoutMs: 50 })])], { mode: "slow" })).toEqual({
      impatient: "breaks",
    });
  });

  it("loses the routes of an API whose component fails, and no others", () => {
    const api = entity("api", [], { providers: [0, 1] });
    expect(hit([db, entity("other"), api])).toEqual({ api: "degrades" });
    expect(hit([db, entity("other"), entity("api", [], { providers: [0] })])).toEqual({ api: "breaks" });
  });

  it("stays in its environment", () => {
    const staged = call(0, { environments: ["staging"] });
    const entities = [db, entity("api", [staged]), entity("old", [call(0)], { environments: ["staging"] })];
    expect(hit(entities)).toEqual({});
    expect(hit(entities, { environment: "staging" })).toEqual({ api: "breaks", old: "breaks" });
  });

  it("breaks nothing when only some requests make the call", () => {
    expect(hit([db, entity("api", [call(0, { share: 0.5 })])])).toEqual({ api: "degrades" });
  });
});
