import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Catalog, type CatalogEvent, type EntityProvider, openCatalog } from "../src/index.ts";
import { testClock } from "../src/testing/index.ts";
import {
  componentFile,
  componentFiles,
  componentYaml,
  groupFile,
  type MemorySource,
  memorySource,
} from "./documents.ts";

async function open(...sources: MemorySource[]): Promise<Catalog> {
  return openCatalog({ providers: sources.map(({ provider }) => provider), schedule: false });
}

const refsOf = (catalog: Catalog) =>
  catalog.query({ limit: 100_000 }).items.map((item) => `${item.kind}:${(item.metadata as { name: string }).name}`);

describe("openCatalog", () => {
  it("answers once every source has been read", async () => {
    const catalog = await open(memorySource("a", [componentFile("web")]), memorySource("b", [groupFile("shop")]));
    expect(catalog.entity("component:default/web")?.metadata.name).toBe("web");
    expect(catalog.owner("component:default/web")).toMatchObject({
      status: "owned",
      owners: [{ ref: "group:default/shop" }],
    });
    expect(catalog.sources().map(({ name, state, entities }) => ({ name, state, entities }))).toEqual([
      { name: "a", state: "complete", entities: 1 },
      { name: "b", state: "complete", entities: 1 },
    ]);
  });

  it("opens empty without sources, and says of a missing entity that it is not there", async () => {
    const catalog = await open();
    expect(catalog.query().total).toBe(0);
    expect(catalog.entity("component:default/web")).toBeUndefined();
    expect(() => catalog.owner("component:default/web")).toThrow(expect.objectContaining({ code: "entity-not-found" }));
  });

  it("throws only when nothing could be read at all", async () => {
    const broken = memorySource("broken");
    broken.failure = new Error("connection refused");
    await expect(open(broken)).rejects.toMatchObject({
      code: "nothing-readable",
      message: expect.stringContaining("connection refused"),
    });

    const catalog = await open(broken, memorySource("good", [componentFile("web")]));
    expect(catalog.sources()).toMatchObject([
      { name: "broken", state: "failed", reason: "connection refused" },
      { name: "good", state: "complete" },
    ]);
  });

  it("refuses two providers of one name", async () => {
    await expect(open(memorySource("a"), memorySource("a"))).rejects.toMatchObject({ code: "invalid-argument" });
  });

  it("names the incomplete sources when an entity is missing", async () => {
    const broken = memorySource("broken");
    broken.failure = new Error("timeout");
    const catalog = await open(broken, memorySource("good", [componentFile("payment-service")]));
    expect(() => catalog.dependents("component:default/payment-servce")).toThrow(
      expect.objectContaining({
        code: "entity-not-found",
        suggestions: ["component:default/payment-service"],
        incompleteSources: ["broken"],
      }),
    );
    expect(catalog.resolve("parcel-tracker")).toMatchObject({ status: "not-found", incompleteSources: ["broken"] });
  });
});

describe("Catalog.refresh", () => {
  it("finds what was added, changed and removed", async () => {
    const source = memorySource("files", componentFiles(20));
    const catalog = await open(source);
    source.documents = [
      ...componentFiles(19),
      componentFile("new"),
      componentFile("service-0000", { lifecycle: "deprecated" }),
    ].filter((document, index) => index !== 0 || document.location !== "file:service-0000.yaml");
    expect(await catalog.refresh()).toEqual([
      { source: "files", state: "complete", reason: null, added: 1, changed: 1, removed: 1, refusedRemovals: 0 },
    ]);
    expect(catalog.revision).toBe(2);
  });

  it("R23: changes nothing the second time", async () => {
    const source = memorySource("files", componentFiles(5));
    const catalog = await open(source);
    const [before, revision] = [catalog.query().items, catalog.revision];
    expect(await catalog.refresh()).toMatchObject([{ added: 0, changed: 0, removed: 0 }]);
    expect(catalog.query().items).toEqual(before);
    expect(catalog.revision).toBe(revision);
  });

  it("R05: keeps everything when a run throws half way, and updates what it read on the next", async () => {
    const source = memorySource("files", componentFiles(20));
    const catalog = await open(source);
    source.documents = componentFiles(3);
    source.failure = new Error("429 Too Many Requests");
    expect(await catalog.refresh("files")).toMatchObject([
      { state: "failed", reason: "429 Too Many Requests", removed: 0 },
    ]);
    expect(catalog.query().total).toBe(20);
    source.documents = componentFiles(21);
    source.failure = null;
    expect(await catalog.refresh("files")).toMatchObject([{ state: "complete", added: 1 }]);
  });

  it("keeps the entities of a skipped location and of everything below it, with a problem", async () => {
    const files = componentFiles(30).map((document, index) => ({
      ...document,
      location: `file:${index < 5 ? "locked" : "open"}/${index}.yaml`,
    }));
    const source = memorySource("files", files);
    const catalog = await open(source);
    source.documents = files.slice(5);
    source.skipped = ["file:locked"];
    expect(await catalog.refresh()).toMatchObject([{ state: "incomplete", removed: 0 }]);
    expect(catalog.query().total).toBe(30);
    expect(catalog.problems().filter(({ rule }) => rule === "source/skipped")).toHaveLength(5);
    source.skipped = [];
    expect(await catalog.refresh()).toMatchObject([{ state: "complete", removed: 5 }]);
    expect(catalog.problems().filter(({ rule }) => rule === "source/skipped")).toEqual([]);
  });

  it("removes nothing from a scope that was not completed", async () => {
    const scoped = (scope: string, count: number) =>
      componentFiles(count, scope === "one" ? 0 : 100).map((document) => ({ ...document, scope }));
    let current = { documents: [...scoped("one", 30), ...scoped("two", 30)], complete: ["one", "two"] };
    const provider: EntityProvider = {
      name: "orgs",
      async *provide({ complete }) {
        yield* current.documents;
        for (const scope of current.complete) complete(scope);
      },
    };
    const catalog = await openCatalog({ providers: [provider], schedule: false });
    current = { documents: [...scoped("one", 28), ...scoped("two", 3)], complete: ["one"] };
    expect(await catalog.refresh()).toMatchObject([{ state: "incomplete", removed: 2 }]);
    expect(catalog.query().total).toBe(58);
  });

  it("does not parse a document again whose version is the same", async () => {
    const source = memorySource("files", [{ ...componentFile("web"), version: "1" }]);
    const catalog = await open(source);
    source.documents = [{ ...componentFile("web", { lifecycle: "deprecated" }), version: "1" }];
    await catalog.refresh();
    expect(catalog.entity("component:default/web")?.spec?.lifecycle).toBe("production");
    source.documents = [{ ...componentFile("web", { lifecycle: "deprecated" }), version: "2" }];
    await catalog.refresh();
    expect(catalog.entity("component:default/web")?.spec?.lifecycle).toBe("deprecated");
  });

  it("says that a source is not there", async () => {
    const catalog = await open(memorySource("files"));
    await expect(catalog.refresh("flies")).rejects.toMatchObject({ code: "source-not-found", suggestions: ["files"] });
  });
});

describe("a document that turns bad", () => {
  it("keeps its last good entity plus a problem, by ref and by location", async () => {
    const source = memorySource("files", [componentFile("web"), componentFile("api")]);
    const catalog = await open(source);
    source.documents = [
      { location: "file:web.yaml", content: componentYaml("web").replace("lifecycle", "livecycle") },
      { location: "file:api.yaml", content: "apiVersion: [" },
    ];
    await catalog.refresh();
    expect(refsOf(catalog)).toEqual(["Component:api", "Component:web"]);
    expect(
      catalog
        .problems()
        .filter(({ severity }) => severity === "error")
        .map(({ location, line, entity }) => ({ location, line, entity })),
    ).toEqual(
      expect.arrayContaining([
        { location: "file:api.yaml", line: 1, entity: null },
        expect.objectContaining({ location: "file:web.yaml", entity: "component:default/web" }),
      ]),
    );
    source.documents = [componentFile("web"), componentFile("api")];
    await catalog.refresh();
    expect(catalog.problems().filter(({ rule }) => rule.includes("/"))).toEqual([]);
  });

  it("frees a ref in the run in which its document describes another", async () => {
    const source = memorySource("files", [componentFile("web")]);
    const catalog = await open(source);
    source.documents = [
      { location: "file:web.yaml", content: componentYaml("shop") },
      { location: "file:moved/web.yaml", content: componentYaml("web") },
    ];
    await catalog.refresh();
    expect(catalog.origin("component:default/web").location).toBe("file:moved/web.yaml");
    expect(catalog.origin("component:default/shop").location).toBe("file:web.yaml");
  });
});

describe("two descriptions of one ref", () => {
  it("lets the earlier provider win, names both, and hands over when it lets go", async () => {
    const first = memorySource("first", [...componentFiles(20), componentFile("web", { lifecycle: "production" })]);
    const second = memorySource("second", [componentFile("web", { lifecycle: "experimental" })]);
    const catalog = await open(first, second);
    expect(catalog.origin("component:default/web").source).toBe("first");
    const conflicts = () => catalog.problems().filter(({ rule }) => rule === "ref-conflict");
    expect(conflicts()).toMatchObject([
      {
        entity: "component:default/web",
        line: 4,
        message: expect.stringContaining("already described at file:web.yaml:4 (source first)"),
      },
    ]);
    first.documents = componentFiles(20);
    await catalog.refresh("first");
    expect(catalog.entity("component:default/web")?.spec?.lifecycle).toBe("experimental");
    expect(conflicts()).toEqual([]);
  });

  it("R23: gives the same result for any order of files", async () => {
    const files = [
      componentFile("web"),
      { location: "file:b.yaml", content: componentYaml("web", { lifecycle: "b" }) },
      { location: "file:a.yaml", content: componentYaml("web", { lifecycle: "a" }) },
      ...componentFiles(3),
    ];
    const whole = async (documents: typeof files) => {
      const catalog = await open(memorySource("files", documents));
      return { items: catalog.query().items, problems: catalog.problems() };
    };
    const expected = await whole(files);
    expect(expected.items.find(({ metadata }) => (metadata as { name: string }).name === "web")).toMatchObject({
      spec: { lifecycle: "a" },
    });
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(files, { minLength: files.length }), async (shuffled) => {
        expect(await whole(shuffled)).toEqual(expected);
      }),
      { numRuns: 50 },
    );
  });

  it("reports a ref described twice in one file", async () => {
    const content = `${componentYaml("web")}---\n${componentYaml("web", { lifecycle: "deprecated" })}`;
    const catalog = await open(memorySource("files", [{ location: "file:twice.yaml", content }]));
    expect(catalog.problems()).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          rule: "repeated-ref",
          line: 13,
          message: expect.stringContaining("the description at file:twice.yaml:4 is used"),
          location: "file:twice.yaml",
        }),
      ]),
    );
    expect(catalog.entity("component:default/web")?.spec?.lifecycle).toBe("production");
  });
});

describe("removals", () => {
  it("R03: deletes nothing when a source returns nothing, and tells once", async () => {
    const source = memorySource("files", componentFiles(1000));
    const catalog = await open(source);
    const events: CatalogEvent[] = [];
    catalog.subscribe((event) => events.push(event));
    source.documents = [];
    await catalog.refresh();
    await catalog.refresh();
    expect(catalog.query().total).toBe(1000);
    expect(catalog.sources()).toMatchObject([{ state: "refused", refusedRemovals: 1000 }]);
    expect(events).toMatchObject([{ type: "source", status: { state: "refused" } }]);
  });

  it("R04: refuses to lose 21 %, keeps new and changed entities, and lets go once when confirmed", async () => {
    const source = memorySource("files", componentFiles(1000));
    const catalog = await open(source);
    source.documents = [...componentFiles(790), componentFile("new")];
    expect(await catalog.refresh()).toMatchObject([{ state: "refused", added: 1, removed: 0, refusedRemovals: 210 }]);
    expect(catalog.query().total).toBe(1001);
    expect(catalog.removals().refused).toMatchObject([
      { source: "files", reason: expect.stringContaining("210 of its 1000") },
    ]);

    expect(await catalog.confirmRemovals("files")).toHaveLength(210);
    expect(catalog.query().total).toBe(791);
    expect(catalog.sources()).toMatchObject([{ state: "complete", refusedRemovals: 0 }]);
    expect(catalog.removals().quarantined[0]).toMatchObject({ reason: "confirmed", source: "files" });
    await expect(catalog.confirmRemovals("files")).rejects.toMatchObject({ code: "nothing-to-confirm" });

    source.documents = componentFiles(400);
    expect(await catalog.refresh()).toMatchObject([{ state: "refused", removed: 0 }]);
  });

  it("R04: accepts a loss of 19 %", async () => {
    const source = memorySource("files", componentFiles(1000));
    const catalog = await open(source);
    source.documents = componentFiles(810);
    expect(await catalog.refresh()).toMatchObject([{ state: "complete", removed: 190 }]);
  });

  it("forgets a refusal when the source has everything again", async () => {
    const source = memorySource("files", componentFiles(100));
    const catalog = await open(source);
    source.documents = componentFiles(10);
    await catalog.refresh();
    source.documents = componentFiles(100);
    expect(await catalog.refresh()).toMatchObject([{ state: "complete", added: 0, removed: 0, refusedRemovals: 0 }]);
  });

  it("R25: puts a removed entity back byte for byte, and keeps it until its source yields it again", async () => {
    const source = memorySource("files", componentFiles(20));
    const catalog = await open(source);
    const [before, origin] = [
      JSON.stringify(catalog.entity("component:default/service-0019")),
      catalog.origin("component:default/service-0019"),
    ];
    source.documents = componentFiles(19);
    await catalog.refresh();
    expect(catalog.entity("component:default/service-0019")).toBeUndefined();
    expect(catalog.removals().quarantined).toMatchObject([
      { ref: "component:default/service-0019", reason: "gone-from-source" },
    ]);

    expect(await catalog.restore("component:default/service-0019")).toBe("component:default/service-0019");
    expect(JSON.stringify(catalog.entity("component:default/service-0019"))).toBe(before);
    expect(catalog.origin("component:default/service-0019")).toMatchObject({
      uid: origin.uid,
      etag: origin.etag,
      firstSeen: origin.firstSeen,
    });
    await catalog.refresh();
    expect(catalog.entity("component:default/service-0019")).toBeDefined();

    source.documents = componentFiles(20);
    await catalog.refresh();
    source.documents = componentFiles(19);
    expect(await catalog.refresh()).toMatchObject([{ removed: 1 }]);
  });

  it("R14, R25: keeps quarantine for seven days, whichever way the clock jumps", async () => {
    const clock = testClock("2026-03-28T12:00:00.000Z");
    const source = memorySource("files", componentFiles(20));
    const catalog = await openCatalog({ providers: [source.provider], schedule: false, runtime: { clock } });
    source.documents = componentFiles(19);
    await catalog.refresh();
    const waiting = () => catalog.removals().quarantined.length;
    for (const jumpMs of [-86_400_000, 86_400_000, 6.9 * 86_400_000]) {
      clock.jump(jumpMs);
      source.documents = [...componentFiles(19), componentFile(`new-${Math.abs(jumpMs)}`)];
      await catalog.refresh();
      expect(waiting(), `after a jump of ${jumpMs} ms`).toBeGreaterThan(0);
    }
    clock.jump(86_400_000);
    source.documents = [...componentFiles(19), componentFile("last")];
    await catalog.refresh();
    await expect(catalog.restore("component:default/service-0019")).rejects.toMatchObject({
      code: "not-in-quarantine",
    });
  });
});

describe("Catalog.plan", () => {
  it("says what a refresh would change and changes nothing", async () => {
    const source = memorySource("files", componentFiles(20));
    const catalog = await open(source);
    source.documents = [...componentFiles(19), componentFile("new")];
    const before = catalog.query().items;
    expect(await catalog.plan()).toMatchObject([
      {
        source: "files",
        added: ["component:default/new"],
        changed: [],
        removed: ["component:default/service-0019"],
        refused: null,
      },
    ]);
    expect(catalog.query().items).toEqual(before);
    expect(catalog.revision).toBe(1);
  });

  it("says which source cannot be read, and plans the others", async () => {
    const [bad, good] = [memorySource("bad"), memorySource("good", [componentFile("web")])];
    const catalog = await open(bad, good);
    bad.failure = new Error("timeout");
    good.documents = [componentFile("web"), componentFile("api")];
    expect(await catalog.plan()).toMatchObject([
      { source: "bad", added: [], incomplete: "timeout" },
      { source: "good", added: ["component:default/api"], incomplete: null },
    ]);
    expect(catalog.sources()).toMatchObject([{ state: "complete" }, { state: "complete" }]);
  });

  it("says what the guard would refuse", async () => {
    const source = memorySource("files", componentFiles(20));
    const catalog = await open(source);
    source.documents = componentFiles(5);
    const [report] = await catalog.plan("files");
    expect(report?.refused?.refs).toHaveLength(15);
    expect(report?.removed).toEqual([]);
    expect(catalog.sources()).toMatchObject([{ state: "complete" }]);
  });
});

describe("Catalog.snapshot", () => {
  it("stays as it was while the catalog moves on", async () => {
    const source = memorySource("files", componentFiles(20));
    const catalog = await open(source);
    const snapshot = catalog.snapshot();
    source.documents = [...componentFiles(19), componentFile("new")];
    await catalog.refresh();
    expect([snapshot.revision, snapshot.query().total, snapshot.search("new").length]).toEqual([1, 20, 0]);
    expect(snapshot.entity("component:default/service-0019")).toBeDefined();
    expect([catalog.revision, catalog.search("new")[0]?.ref]).toEqual([2, "component:default/new"]);
    expect(snapshot.resolve("new").status).toBe("not-found");
  });

  it("R12: shows no reader a mixed revision during 1,000 refreshes", async () => {
    const source = memorySource("files", []);
    let round = 0;
    const files = () => ["a", "b", "c", "d"].map((name) => componentFile(name, { lifecycle: `round-${round}` }));
    source.documents = files();
    const catalog = await open(source);
    let last = 0;
    const read = () => {
      const view = catalog.snapshot();
      const rounds = new Set(
        ["a", "b", "c", "d"].map((name) => view.entity(`component:default/${name}`)?.spec?.lifecycle),
      );
      expect([rounds.size, view.revision >= last]).toEqual([1, true]);
      last = view.revision;
    };
    const reader = async (turns: number) => {
      for (let turn = 0; turn < turns; turn += 1) await null;
      read();
    };
    for (round = 1; round < 1000; round += 1) {
      source.documents = files();
      await Promise.all([catalog.refresh(), ...Array.from({ length: 8 }, (_, index) => reader(index * 3))]);
    }
    expect(catalog.revision).toBe(1000);
  });
});

describe("CatalogView.with", () => {
  it("shows the change without making it", async () => {
    const catalog = await open(
      memorySource("files", [componentFile("web", { dependsOn: ["component:api"] }), componentFile("api")]),
    );
    const whatIf = catalog.with({
      set: [
        {
          apiVersion: "backstage.io/v1alpha1",
          kind: "Component",
          metadata: { name: "shop" },
          spec: { type: "service", lifecycle: "production", owner: "shop", dependsOn: ["component:api"] },
        },
      ],
      remove: ["component:default/web"],
    });
    expect(whatIf.dependents("component:default/api").map(({ ref }) => ref)).toEqual(["component:default/shop"]);
    expect(catalog.dependents("component:default/api").map(({ ref }) => ref)).toEqual(["component:default/web"]);
  });

  it("takes an entity as a view gives it, relations and all", async () => {
    const catalog = await open(memorySource("files", [componentFile("web", { dependsOn: ["component:api"] })]));
    const web = catalog.entity("component:web");
    expect(catalog.with({ set: [web] }).entity("component:web")).toEqual(web);
  });

  it("refuses an entity that is not valid, with its problems", async () => {
    const catalog = await open();
    expect(() => catalog.with({ set: [{ kind: "Component" }] })).toThrow(
      expect.objectContaining({ code: "invalid-argument" }),
    );
  });
});

describe("CatalogView.in", () => {
  const onlyIn = (environment: string, content: string) =>
    content.replace("metadata:", `metadata:\n  annotations:\n    callboard.dev/environments: "${environment}"`);

  it("leaves out what does not run in the environment, from lists and from walks", async () => {
    const proxy = onlyIn("staging", componentYaml("proxy", { dependsOn: ["component:api"] }));
    const web = componentFile("web", { dependsOn: ["component:proxy"] });
    const catalog = await open(
      memorySource("files", [web, componentFile("api"), { location: "file:proxy.yaml", content: proxy }]),
    );
    const counts = (environment: string) => {
      const view = catalog.in(environment);
      return [view.query().total, view.blastRadius("component:api").total, view.dependents("component:api").length];
    };
    expect(counts("prod")).toEqual([2, 0, 0]);
    expect(counts("staging")).toEqual([3, 2, 2]);
    expect(catalog.in("prod").entity("component:proxy")).toBeUndefined();
  });
});

describe("Catalog.history and subscribe", () => {
  it("tell each change with its revision", async () => {
    const source = memorySource("files", [componentFile("web")]);
    const catalog = await open(source);
    const events: CatalogEvent[] = [];
    const stop = catalog.subscribe((event) => events.push(event));
    catalog.subscribe(() => {
      throw new Error("a listener that fails");
    });
    source.documents = [componentFile("web", { lifecycle: "deprecated" })];
    await catalog.refresh();
    stop();
    source.documents = [componentFile("web")];
    await catalog.refresh();
    expect(events).toMatchObject([
      { type: "changed", revision: 2, changes: [{ type: "changed", ref: "component:default/web" }] },
    ]);
    expect(await catalog.history(1)).toMatchObject({
      complete: true,
      durable: false,
      changes: [{ revision: 2 }, { revision: 3 }],
    });
  });
});

describe("the schedule", () => {
  it("reads sources again, waits longer after failures, and leaves no timer behind", async () => {
    const clock = testClock("2026-01-01T00:00:00.000Z");
    const source = memorySource("files", [componentFile("web")]);
    const catalog = await openCatalog({
      providers: [source.provider],
      schedule: { everyMs: 1000 },
      runtime: { clock },
    });
    await clock.advance(1000);
    expect(source.reads).toBe(2);
    source.failure = new Error("down");
    await clock.advance(1000);
    await clock.advance(1000);
    expect(source.reads).toBe(3);
    await clock.advance(1000);
    expect(source.reads).toBe(4);
    await catalog.close();
    await clock.advance(10_000_000);
    expect([source.reads, clock.timers]).toEqual([4, 0]);
    expect(catalog.query().total).toBe(1);
    await expect(catalog.refresh()).rejects.toMatchObject({ code: "catalog-closed" });
  });

  it("R07: still answers from the last good read after a day of failures, and says how old it is", async () => {
    const clock = testClock("2026-01-01T00:00:00.000Z");
    const source = memorySource("files", [componentFile("web")]);
    const catalog = await openCatalog({ providers: [source.provider], schedule: false, runtime: { clock } });
    source.failure = new Error("down");
    for (let hour = 0; hour < 24; hour += 1) {
      await clock.advance(3_600_000);
      await catalog.refresh();
    }
    expect(catalog.entity("component:default/web")).toBeDefined();
    expect(catalog.sources()).toMatchObject([
      { health: "failing", state: "failed", lastCompleteReadAt: "2026-01-01T00:00:00.000Z", ageMs: 86_400_000 },
    ]);
    expect(catalog.origin("component:default/web").lastSeen).toBe("2026-01-01T00:00:00.000Z");
  });
});

describe("watching", () => {
  it("follows hints between reads", async () => {
    const hints: { document: ReturnType<typeof componentFile> }[] = [{ document: componentFile("api") }];
    const source = memorySource("files", [componentFile("web")]);
    const provider: EntityProvider = {
      ...source.provider,
      async *watch() {
        for (const { document } of hints) yield { type: "changed", document };
        yield { type: "removed", location: "file:web.yaml" };
      },
    };
    const catalog = await openCatalog({
      providers: [provider],
      schedule: { watch: true },
      runtime: { clock: testClock("2026-01-01T00:00:00.000Z") },
    });
    await new Promise<void>((resolve) => {
      catalog.subscribe((event) => {
        if (event.type === "changed" && event.changes.some(({ type }) => type === "removed")) resolve();
      });
    });
    expect(refsOf(catalog)).toEqual(["Component:api"]);
    expect(source.reads).toBe(1);
    await catalog.close();
  });
});
