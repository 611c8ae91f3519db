import { entityRef } from "../model/entity-ref.ts";
import type { StoredDocument, StoredEntity } from "../model/stored-entity.ts";
import {
  CHANGE_LOG_LIMIT,
  type ChangeSet,
  type EntityStore,
  type LoggedChange,
  type Revision,
} from "../store/entity-store.ts";
import { check, checkRejects, checkSame, type TestRunner } from "./check.ts";

/** An empty store for one test. */
export interface StoreUnderTest {
  readonly store: EntityStore;
  /** Closes the store and opens it again, as a restart does; required of a durable store. */
  reopen?(): Promise<EntityStore>;
  /** Called after the test with whatever is open. */
  dispose?(): Promise<void>;
}

/**
 * What every store has to do, as tests for any test runner.
 *
 * @param open makes an empty store; called once for each test
 */
export function describeStore(runner: TestRunner, name: string, open: () => Promise<StoreUnderTest>): void {
  const it = (fact: string, test: (opened: StoreUnderTest) => Promise<void>) =>
    runner.it(fact, async () => {
      const opened = await open();
      try {
        await test(opened);
      } finally {
        await (opened.dispose ? opened.dispose() : opened.store.close());
      }
    });

  runner.describe(`${name} is a store that`, () => {
    it("holds nothing at first", async ({ store }) => {
      checkSame(await store.load(), undefined, "An empty store loads undefined.");
    });

    it("loads what was committed", async ({ store }) => {
      const revision = await store.commit(step(1, "api", "web"));
      checkSame(revision, 1, "A commit resolves with its revision.");
      checkSame(documentsOf(await store.load()), ["api 1", "web 1"], "Both documents are there.");
    });

    it("replaces a document with the same source and key and drops those that are gone", async ({ store }) => {
      await store.commit(step(1, "api", "web"));
      await store.commit({ ...step(2, "api"), dropped: [{ source: SOURCE, key: "web" }] });
      checkSame(documentsOf(await store.load()), ["api 2"], "One document is left, the later one.");
    });

    it("keeps documents with one key apart when their sources differ", async ({ store }) => {
      await store.commit(step(1, "api"));
      const [row] = step(2, "api").documents;
      check(row !== undefined, "The step has a document.");
      await store.commit({ ...step(2), documents: [{ ...row, source: "other" }] });
      checkSame(documentsOf(await store.load()), ["api 1", "api 2"], "Each source has its own.");
    });

    it("keeps what is said of a source, and lets go of one that is dropped", async ({ store }) => {
      const source = { ...SOURCE_READ, held: [storedEntity("held", 1)], restored: [storedEntity("restored", 1)] };
      await store.commit({ ...step(1, "api"), sources: [source] });
      const documents = [storedDocument("api", 1)];
      checkSame((await store.load())?.sources, [{ ...source, documents }], "All fields come back.");
      await store.commit({ ...step(2), droppedSources: [SOURCE] });
      checkSame((await store.load())?.sources, [], "The source is gone with its documents.");
    });

    it("keeps the quarantine until a step brings a new one", async ({ store }) => {
      const quarantine = [{ stored: storedEntity("gone", 1), removedAt: AT, reason: "confirmed" as const }];
      await store.commit({ ...step(1, "api"), quarantine });
      await store.commit(step(2, "web"));
      checkSame((await store.load())?.quarantine, quarantine, "A step without one leaves it alone.");
      await store.commit({ ...step(3), quarantine: [] });
      checkSame((await store.load())?.quarantine, [], "A step with one replaces it.");
    });

    it("takes a step that changes no entity without a new revision", async ({ store }) => {
      await store.commit(step(1, "api"));
      const revision = await store.commit({ ...step(1, "web"), changes: [] });
      checkSame(revision, 1, "The revision stays.");
      checkSame(documentsOf(await store.load()), ["api 1", "web 1"], "The document is kept all the same.");
    });

    it("refuses a step that does not follow, and stays as it was", async ({ store }) => {
      await store.commit(step(1, "api"));
      await checkRejects(store.commit(step(3, "web")), "invalid-argument", "Revision 3 does not follow 1.");
      await checkRejects(store.commit(step(1, "web")), "invalid-argument", "Revision 1 is there already.");
      checkSame(documentsOf(await store.load()), ["api 1"], "Nothing of the refused steps is there.");
      checkSame(await store.commit(step(2, "web")), 2, "The step that follows is taken.");
    });

    it("hands out states that later steps do not change", async ({ store }) => {
      await store.commit(step(1, "api"));
      const before = await store.load();
      const text = JSON.stringify(before);
      await store.commit(step(2, "api", "web"));
      checkSame(JSON.stringify(before), text, "The first state is as it was.");
    });

    it("keeps steps that were committed at the same time in their order", async ({ store }) => {
      const revisions: Revision[] = Array.from({ length: 20 }, (_, index) => index + 1);
      const committed = await Promise.all(revisions.map((revision) => store.commit(step(revision, "api"))));
      checkSame(committed, revisions, "Each resolves with its own revision.");
      checkSame(documentsOf(await store.load()), ["api 20"], "The last one wins.");
    });

    it("tells the changes after a revision, oldest first", async ({ store }) => {
      for (const revision of [1, 2, 3]) await store.commit(step(revision, "api", "web"));
      const changes = await store.changes(1);
      checkSame(
        changes?.map(({ revision, ref }) => `${revision} ${ref}`),
        TWO_STEPS,
        "Those of revisions 2 and 3.",
      );
      checkSame(await store.changes(3), [], "None after the last.");
      checkSame((await store.changes(0))?.length, 6, "All after nothing.");
    });

    it("says so when its change log does not reach back, or not yet that far", async ({ store }) => {
      const names = Array.from({ length: CHANGE_LOG_LIMIT - 1 }, (_, index) => `api-${index}`);
      await store.commit(step(1, "first", "second"));
      await store.commit({ ...step(2), changes: names.map((name) => logged(2, name)) });
      checkSame(await store.changes(0), undefined, "The first entry is no longer there.");
      checkSame((await store.changes(1))?.length, CHANGE_LOG_LIMIT - 1, "Those of the last step are.");
      checkSame((await store.load())?.log.length, CHANGE_LOG_LIMIT, "The log is bounded.");
      checkSame(await store.changes(3), undefined, "A revision to come is not known.");
    });

    it("keeps any text and any key", async ({ store }) => {
      const names = ["__proto__", "constructor", "naïve ☃ 𝄞", "\u0000\u2028\ud800", '"\\\n'];
      await store.commit({
        ...step(1),
        documents: names.map((key) => ({ source: key, document: storedDocument(key, 1) })),
      });
      const loaded = await store.load();
      checkSame(
        loaded?.sources.map((source) => source.documents[0]?.key),
        names,
        "Each is its own source and key.",
      );
    });

    it("holds after a restart what it held before, if it is durable", async (opened) => {
      if (!opened.store.durable) return;
      check(opened.reopen !== undefined, "A durable store is tested with reopen().");
      await opened.store.commit({ ...step(1, "api", "web"), sources: [SOURCE_READ] });
      await opened.store.commit({ ...step(2, "naïve ☃ 𝄞 \ud800"), dropped: [{ source: SOURCE, key: "web" }] });
      await checkRejects(opened.store.commit(step(9)), "invalid-argument", "Revision 9 does not follow 2.");
      const before = await opened.store.load();
      const store = await opened.reopen();
      checkSame(await store.load(), before, "The whole state comes back.");
      checkSame((await store.changes(1))?.length, 1, "So does the change log.");
      checkSame(await store.commit(step(3, "web")), 3, "And it goes on from there.");
    });
  });
}

const SOURCE = "test:source";
const AT = "2026-01-01T00:00:00.000Z";
const SOURCE_READ = { name: SOURCE, lastReadAt: AT, state: "complete", reason: null, held: [], restored: [] } as const;
const TWO_STEPS = [
  "2 component:default/api",
  "2 component:default/web",
  "3 component:default/api",
  "3 component:default/web",
];

/** A step to a revision in which each named document is written anew. */
function step(revision: Revision, ...names: readonly string[]): ChangeSet {
  return {
    revision,
    at: AT,
    changes: (names.length > 0 ? names : ["unnamed"]).map((name) => logged(revision, name)),
    documents: names.map((name) => ({ source: SOURCE, document: storedDocument(name, revision) })),
    dropped: [],
    sources: [],
    droppedSources: [],
  };
}

function logged(revision: Revision, name: string): LoggedChange {
  const { ref, source, location, etag } = storedEntity(name, revision);
  return { revision, at: AT, type: "changed", ref, source, location, etag };
}

function storedDocument(name: string, version: number): StoredDocument {
  const claims = [storedEntity(name, version)];
  return {
    key: name,
    location: `test:${name}`,
    version: String(version),
    scope: null,
    lastSeen: null,
    problems: [],
    claims,
  };
}

function storedEntity(name: string, version: number): StoredEntity {
  return {
    ref: entityRef({ kind: "Component", name }),
    uid: `uid-of-${name}`,
    etag: `etag-${version}`,
    entity: { apiVersion: "backstage.io/v1alpha1", kind: "Component", metadata: { name, namespace: "default" } },
    source: SOURCE,
    location: `test:${name}`,
    line: 1,
    viewUrl: null,
    firstSeen: AT,
    changed: AT,
    positions: { "/metadata/name": [3, 9] },
  };
}

/** `key version` of every document, in order of the text. */
function documentsOf(stored: Awaited<ReturnType<EntityStore["load"]>>): readonly string[] {
  const documents = stored?.sources.flatMap((source) => source.documents) ?? [];
  return documents.map(({ key, version }) => `${key} ${version}`).sort();
}
