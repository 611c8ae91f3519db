import type { SourceDocument } from "../provider/entity-provider.ts";
import { check, checkRejects, checkSame, type TestRunner } from "./check.ts";
import { describeInCatalog } from "./describe-provider-in-catalog.ts";
import { type OpenedProvider, openedProvider } from "./opened-provider.ts";
import type { ProviderUnderTest } from "./provider-under-test.ts";
import { providerContext } from "./run-provider.ts";
import { testClock } from "./test-clock.ts";

/**
 * What every provider has to do, as tests for any test runner. What a source cannot have happen to it is left out of
 * `ProviderUnderTest`, and its tests with it.
 *
 * @param open makes the provider and its source; called once for each test, and once more to see what it can do
 */
export function describeProvider(runner: TestRunner, name: string, open: () => Promise<ProviderUnderTest>): void {
  const it = (fact: string, test: (opened: OpenedProvider) => Promise<void>) =>
    runner.it(fact, async () => {
      const opened = openedProvider(await open());
      try {
        await test(opened);
      } finally {
        await opened.dispose?.();
      }
    });

  runner.describe(`${name} is a provider that`, () => {
    it("has a name that stays", async ({ provider }) => {
      check(/^\S+$/.test(provider.name), "The name is not empty and has no blanks.");
      const again = await open();
      checkSame(again.provider.name, provider.name, "Made again, it has the same name.");
      await again.dispose?.();
    });

    it("yields everything the source holds, each location once", async ({ run, locations }) => {
      const { documents, skipped } = await run();
      checkSame(
        documents.map(({ location }) => location).sort(),
        [...locations].sort(),
        "All locations, and no others.",
      );
      checkSame(skipped, [], "Nothing is skipped.");
    });

    it("yields the same again, in the same order, when nothing has changed", async ({ run }) => {
      checkSame(await run(), await run(), "It keeps nothing between runs.");
    });

    it("runs twice at the same time", async ({ run }) => {
      const [first, second] = await Promise.all([run(), run()]);
      checkSame(first, second, "Neither run sees the other.");
    });

    it("says unchanged only for the version it is told", async ({ run }) => {
      const first = await run();
      const versions = new Map(first.documents.map(({ key, location, version }) => [key ?? location, version]));
      const told = await run({ known: (key) => versions.get(key) });
      checkSame(told.documents.map(versionOf), first.documents.map(versionOf), "Every version is the one it was told.");
      const mistold = await run({ known: () => "another version" });
      check(!mistold.documents.some((document) => "unchanged" in document), "No document has that version.");
    });

    it("stops when it is aborted", async ({ provider, locations, network }) => {
      const aborter = new AbortController();
      const seen: string[] = [];
      try {
        const context = { ...providerContext({ signal: aborter.signal }), ...network, skip() {}, complete() {} };
        for await (const { location } of provider.provide(context)) {
          seen.push(location);
          aborter.abort();
        }
      } catch {
        // To throw is as good as to end: an aborted run counts for nothing.
      }
      check(seen.length < locations.length, `After an abort it still yielded ${seen.length} documents.`);
    });

    it("no longer yields what is gone", async ({ run, locations: [gone = "", ...left], remove }) => {
      if (!remove) return;
      await remove(gone);
      const { documents, skipped } = await run();
      checkSame(documents.map(({ location }) => location).sort(), [...left].sort(), "What is left, and no more.");
      checkSame(skipped, [], "What is gone is not skipped: that would keep its entities.");
    });

    it("yields what has changed as changed", async ({ run, locations: [location = ""], change }) => {
      if (!change) return;
      const before = await run();
      await change(location);
      const versions = new Map(before.documents.map(({ key, location, version }) => [key ?? location, version]));
      const after = await run({ known: (key) => versions.get(key) });
      const document = after.documents.find((candidate) => candidate.location === location);
      check(document !== undefined && !("unchanged" in document), "It is read again.");
      check(
        document.version === undefined || document.version !== versions.get(document.key ?? location),
        "Its version is new.",
      );
    });

    it("skips what is there but cannot be read, and goes on", async ({
      run,
      locations: [broken = "", ...left],
      breakDocument,
    }) => {
      if (!breakDocument) return;
      await breakDocument(broken);
      const { documents, skipped } = await run();
      checkSame(documents.map(({ location }) => location).sort(), [...left].sort(), "The others are yielded.");
      checkSame(
        skipped.map(({ location }) => location),
        [broken],
        "It is skipped, so that it keeps its entities.",
      );
      check(
        skipped.every(({ reason }) => reason !== ""),
        "The reason is given.",
      );
    });

    it("throws when the source cannot be reached, so that nothing is removed", async ({ run, breakSource }) => {
      if (!breakSource) return;
      await breakSource();
      await checkRejects(run(), "any", "A run that ends well would say that the source is empty.");
    });

    it("S14: refuses to read what the source does not hold", async ({ provider, network }) => {
      if (!provider.read) return;
      const context = providerContext(network);
      for (const location of UNREADABLE) {
        await checkRejects(provider.read(location, context), "any", `It read ${location}.`);
      }
    });

    it("ends its watch when it is aborted, and leaves no timer", async ({ provider }) => {
      if (!provider.watch) return;
      const aborter = new AbortController();
      const clock = testClock();
      const changes = provider.watch(providerContext({ signal: aborter.signal, clock }))[Symbol.asyncIterator]();
      const next = changes.next();
      aborter.abort();
      const isDone = await next.then(
        ({ done }) => done === true,
        () => true,
      );
      check(isDone, "It reported a change though nothing had changed.");
      checkSame(clock.timers, 0, "No timer is left.");
    });

    describeInCatalog(it);
  });
}

const UNREADABLE = [
  "nowhere:nothing",
  "file:../../etc/passwd",
  "file:/etc/passwd",
  "file:///etc/passwd",
  "file:a/../../../etc/passwd",
  "file:nothing\u0000.yaml",
  "https://169.254.169.254/latest/meta-data",
  "url:https://169.254.169.254/latest/meta-data",
  "url:http://[::ffff:7f00:1]/catalog-info.yaml",
  "url:http://0x7f.1/catalog-info.yaml",
  "url:file:///etc/passwd",
  "url:gopher://127.0.0.1/",
  "url:http://user@allowed.example@evil.example/",
];

/** A document's location with its version, if it has one. */
function versionOf(document: SourceDocument): readonly (string | null)[] {
  return [document.location, document.version ?? null];
}
