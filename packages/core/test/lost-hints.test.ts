import { describe, expect, it } from "vitest";
import { type CatalogEvent, type EntityProvider, openCatalog, type SourceChange } from "../src/index.ts";
import { testClock } from "../src/testing/index.ts";
import { componentFile } from "./documents.ts";

const EVENTS = 10_000;
const SERVICES = 1_000;

/** Numbers from 0 up to 1 that are the same in every run. */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function shuffled<Item>(items: readonly Item[], random: () => number): Item[] {
  const mixed = [...items];
  for (let last = mixed.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    const [left, right] = [mixed[last], mixed[other]];
    if (left !== undefined && right !== undefined) [mixed[last], mixed[other]] = [right, left];
  }
  return mixed;
}

/** What a source holds after many changes, and what it tells of them. */
function livelySource(random: () => number) {
  const lifecycles = new Map<string, string>();
  for (let index = 0; index < SERVICES; index += 1) lifecycles.set(`service-${index}`, "round-0");
  const before = new Map(lifecycles);
  const events: SourceChange[] = [];
  for (let round = 1; round <= EVENTS; round += 1) {
    const isNew = random() < 0.05;
    const name = isNew ? `new-${round}` : `service-${Math.floor(random() * SERVICES)}`;
    if (random() < 0.02) {
      lifecycles.delete(name);
      events.push({ type: "removed", location: `file:${name}.yaml` });
    } else {
      lifecycles.set(name, `round-${round}`);
      events.push({ type: "changed", document: componentFile(name, { lifecycle: `round-${round}` }) });
    }
  }
  return { before, after: lifecycles, events };
}

describe("hints that get lost", () => {
  it("R09: of 10,000 shuffled events, 30 % lost and 30 % told twice, leave nothing wrong after one full read", {
    timeout: 60_000,
  }, async () => {
    const random = seededRandom(9);
    const { before, after, events } = livelySource(random);
    const kept = events.filter(() => random() >= 0.3);
    const told = shuffled([...kept, ...kept.filter(() => random() < 0.3)], random);
    let holds = before;
    let endTelling = () => {};
    const allTold = new Promise<void>((resolve) => {
      endTelling = resolve;
    });
    const provider: EntityProvider = {
      name: "lively",
      async *provide() {
        for (const [name, lifecycle] of holds) yield componentFile(name, { lifecycle });
      },
      async *watch() {
        yield* told;
        endTelling();
      },
    };
    const catalog = await openCatalog({
      providers: [provider],
      schedule: { watch: true },
      runtime: { clock: testClock() },
    });
    const changes: Extract<CatalogEvent, { type: "changed" }>["changes"][number][] = [];
    catalog.subscribe((event) => {
      if (event.type === "changed") changes.push(...event.changes);
    });
    holds = after;
    await allTold;
    await catalog.refresh();

    const items = catalog.query({ limit: 100_000 }).items;
    expect(new Map(items.map(({ metadata, spec }) => [metadata.name, spec?.lifecycle]))).toEqual(after);
    const etags = new Map<string, string>();
    for (const { type, ref, etag } of changes) {
      expect(etags.get(ref)).not.toBe(type === "removed" ? "gone" : etag);
      etags.set(ref, type === "removed" ? "gone" : etag);
    }
    expect(told.length).toBeGreaterThan(EVENTS * 0.8);
    expect(await catalog.refresh()).toMatchObject([{ state: "complete", added: 0, changed: 0, removed: 0 }]);
    await catalog.close();
  });
});
