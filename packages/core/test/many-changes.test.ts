import { setImmediate as turnOfLoop } from "node:timers/promises";
import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { type Catalog, type CatalogView, type Clock, openCatalog } from "../src/index.ts";
import { componentYaml, groupFile, memorySource } from "./documents.ts";

/** Services in a row, each of which needs the next one; the edition is in every one of them. Every third is internal. */
const edition = (lifecycle: string, count: number) => [
  groupFile("shop"),
  ...Array.from({ length: count }, (_, index) => ({
    location: `file:${index}.yaml`,
    content: componentYaml(`service-${index}`, {
      lifecycle,
      type: index % 3 === 0 ? "internal" : "service",
      ...(index + 1 < count && { dependsOn: [`component:service-${index + 1}`] }),
    }),
  })),
];

const NOT_INTERNAL = { when: { $not: { "spec.type": "internal" } } };
const ANYONE = { ref: null, roles: [] };
const AUDITOR = { ref: null, roles: ["auditor"] };

/** A clock on which each look takes a millisecond, so that time is what is done between two looks. */
function lookingClock(): Clock {
  let looks = Date.parse("2026-11-20T10:00:00Z");
  return { now: () => looks++, setTimer: () => () => {} };
}

const open = (source: ReturnType<typeof memorySource>): Promise<Catalog> =>
  openCatalog({
    providers: [source.provider],
    schedule: false,
    guard: { maxLostShare: 1, maxOwned: 100_000 },
    policy: { authorize: async ({ roles }) => (roles.length > 0 ? { when: {} } : NOT_INTERNAL) },
    runtime: { clock: lookingClock() },
  });

/** What a view says of its edition, by each of the ways to look things up. */
function editionIn(view: CatalogView, service: string) {
  return {
    revision: view.revision,
    lifecycles: view.facets(["spec.lifecycle"])["spec.lifecycle"]?.map(({ value, count }) => `${value} ${count}`),
    dependents: view.blastRadius(service).total,
    found: view.search(service.split(":")[1] ?? "", { limit: 1 }).map(({ ref }) => ref),
    resolved: view.resolve(service.replace("service", "servce")).candidates.length > 0,
  };
}

const { get, set } = Map.prototype;
afterEach(() => void Object.assign(Map.prototype, { get, set }));

/** Looking at all takes as long as many a turn. */
const LOOKED_AT_EVERY = 23;

/** How many entries of maps are read or written at most between two turns of the event loop. */
async function longestTurn(run: () => Promise<unknown>): Promise<number> {
  let work = 0;
  let longest = 0;
  let isDone = false;
  Object.assign(Map.prototype, {
    get(this: Map<unknown, unknown>, key: unknown) {
      work += 1;
      return get.call(this, key);
    },
    set(this: Map<unknown, unknown>, key: unknown, value: unknown) {
      work += 1;
      return set.call(this, key, value);
    },
  });
  const running = run().finally(() => {
    isDone = true;
  });
  while (!isDone) {
    work = 0;
    await turnOfLoop();
    longest = Math.max(longest, work);
  }
  await running;
  return longest;
}

describe("openCatalog", () => {
  it("R10, R17: never does all of a large change in one turn of the event loop, nor of what it opens and prepares", async () => {
    const count = 2_000;
    const source = memorySource("files", edition("first", count));
    let catalog: Catalog | undefined;
    const turns = {
      opening: await longestTurn(async () => {
        catalog = await open(source);
      }),
      preparing: await longestTurn(async () => catalog?.prepare()),
      viewing: await longestTurn(async () => catalog?.as(ANYONE)),
      unchanged: await longestTurn(async () => catalog?.refresh()),
      viewingAsOther: 0,
      searching: 0,
      changing: 0,
      viewingAgain: 0,
      removing: 0,
    };
    (await catalog?.as(ANYONE))?.search("1999");
    turns.viewingAsOther = await longestTurn(async () => catalog?.as(AUDITOR));
    turns.searching = await longestTurn(async () => {
      await turnOfLoop();
      (await catalog?.as(AUDITOR))?.search("1999");
    });
    source.documents = edition("second", count);
    turns.changing = await longestTurn(async () => catalog?.refresh());
    turns.viewingAgain = await longestTurn(async () => catalog?.as(ANYONE));
    source.documents = edition("second", count / 2);
    turns.removing = await longestTurn(async () => catalog?.refresh());
    expect(catalog?.query().total).toBe(1 + count / 2);
    // What is done at once takes a few entries for each entity, such as the rules about all needs; all in one go takes 20 to 120.
    for (const [what, longest] of Object.entries(turns)) expect([what, longest < 10 * count]).toEqual([what, true]);
  }, 60_000);

  it("R12: shows whole revisions only while large changes are made, also under a policy", async () => {
    const counts = fc.array(fc.integer({ min: 510, max: 700 }), { minLength: 2, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(counts, async (editions) => {
        const source = memorySource("files", edition("edition-0", editions[0] ?? 0));
        const catalog = await open(source);
        const expected = new Map<string, unknown>();
        const seen: [string, unknown][] = [];
        const look = async () => {
          for (const [name, view] of [
            ["all", catalog],
            ["policed", await catalog.as(ANYONE)],
          ] as const) {
            const said = editionIn(view, "component:service-400");
            seen.push([`${name} ${said.lifecycles?.join()}`, said]);
          }
        };
        await catalog.prepare();
        for (const [index, count] of editions.entries()) {
          source.documents = edition(`edition-${index}`, count);
          let isDone = false;
          const refreshed = catalog.refresh().then(() => {
            isDone = true;
          });
          for (let turn = 0; !isDone; turn += 1) {
            if (turn % LOOKED_AT_EVERY === 0) await look();
            await turnOfLoop();
          }
          await refreshed;
          const fresh = await open(source);
          for (const [name, view] of [
            ["all", fresh],
            ["policed", await fresh.as(ANYONE)],
          ] as const) {
            const said = editionIn(view, "component:service-400");
            expected.set(`${name} ${said.lifecycles?.join()}`, { ...said, revision: catalog.revision });
          }
        }
        for (const [state, said] of seen) expect(said).toEqual(expected.get(state));
      }),
      { numRuns: 5 },
    );
  }, 120_000);
});
