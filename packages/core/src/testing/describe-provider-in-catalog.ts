import { openCatalog } from "../catalog.ts";
import type { Catalog } from "../catalog-contract.ts";
import type { builtInKinds } from "../model/built-in-kinds.ts";
import type { OpenCatalogOptions } from "../open-catalog-options.ts";
import type { EntityProvider, Logger, ProvideContext } from "../provider/entity-provider.ts";
import { systemClock } from "../runtime.ts";
import { check, checkSame } from "./check.ts";
import { secretsIn, wholeError } from "./hidden-secrets.ts";
import type { OpenedProvider } from "./opened-provider.ts";
import { SOURCE_FAULTS } from "./provider-under-test.ts";
import { testClock } from "./test-clock.ts";

type ProviderTest = (opened: OpenedProvider) => Promise<void>;

/** What every provider has to do for a catalog; `it` runs a test on a source of its own. */
export function describeInCatalog(it: (fact: string, test: ProviderTest) => void): void {
  it("gives a catalog all its entities, and touches none when nothing has changed", async (opened) => {
    const { entities } = opened;
    if (entities === undefined) return;
    const catalog = await openCatalog(optionsFor(opened));
    checkSame(refsOf(catalog).length, entities, "It has all entities.");
    checkSame(unwanted(catalog), [], "Nothing is wrong with them.");
    const revision = catalog.revision;
    const [report] = await catalog.refresh();
    checkSame([report?.added, report?.changed, report?.removed], [0, 0, 0], "A second read changes nothing.");
    checkSame(catalog.revision, revision, "The revision stays.");
    await catalog.close();
  });

  it("R04: loses what is gone, but not more than a fifth of its source at once", async (opened) => {
    const { entities = 0, remove, locations } = opened;
    if (!remove || entities < FEWEST_TO_LOSE) return;
    const catalog = await openCatalog(optionsFor(opened));
    const before = refsOf(catalog);
    const [first = "", ...others] = locations;
    await remove(first);
    await catalog.refresh();
    const one = refsOf(catalog);
    check(one.length < before.length, "What is gone is removed.");
    for (const location of others.slice(0, Math.ceil(locations.length * 0.3))) await remove(location);
    const [report] = await catalog.refresh();
    checkSame(refsOf(catalog), one, "Nothing more is removed.");
    check((report?.refusedRemovals ?? 0) > 0, "The removals are refused, and told.");
    await catalog.confirmRemovals(opened.provider.name);
    check(refsOf(catalog).length < one.length, "They happen once a person confirms them.");
    await catalog.close();
  });

  for (const fault of SOURCE_FAULTS) {
    it(`R05, S36: loses nothing and says nothing secret when it fails in the middle of a read: ${fault}`, async (opened) => {
      const { failMidway, recover, entities, secrets = [] } = opened;
      if (!failMidway) return;
      const { said, provider, logger } = overheard(opened.provider);
      const catalog = await openCatalog(optionsFor({ ...opened, provider }, logger));
      const before = refsOf(catalog);
      checkSame(before.length, entities, "It has all entities.");

      await failMidway(fault);
      const [report] = await catalog.refresh();
      checkSame(refsOf(catalog), before, "All entities are still there.");
      checkSame(report?.refusedRemovals, 0, "Nothing is taken for gone, so that the guard has nothing to refuse.");
      const isTold = report?.reason !== null || unwanted(catalog).length > 0;
      check(isTold, `It is told: ${JSON.stringify(report)}`);
      said.push(JSON.stringify([report, catalog.sources(), catalog.problems()]));
      checkSame(secretsIn(said.join("\n"), secrets), [], `Nothing secret is in:\n${said.join("\n")}`);

      await recover?.();
      const [well] = await catalog.refresh();
      checkSame([well?.reason, well?.removed], [null, 0], "The next read is complete, and loses nothing.");
      checkSame([refsOf(catalog), unwanted(catalog)], [before, []], "All entities are there, and well.");
      await catalog.close();
    });
  }

  it("stops at once when it is aborted while its source is silent", async (opened) => {
    const { failMidway } = opened;
    if (!failMidway) return;
    await failMidway("silence");
    const aborter = new AbortController();
    // Its clock stands still: no time limit ends the read.
    const running = opened.run({ signal: aborter.signal, clock: testClock() }).then(
      () => "ended",
      () => "stopped",
    );
    await passed(SILENT_MS);
    aborter.abort(new Error("No longer wanted."));
    const outcome = await Promise.race([running, passed(PROMPT_MS).then(() => "still runs")]);
    checkSame(outcome, "stopped", "It does not wait for its source.");
  });
}

/** The removal guard looks at shares of ten entities and more, also when one is gone. */
const FEWEST_TO_LOSE = 12;

/** Long enough for a read to have come to the silence, and for one that stops to have stopped. */
const SILENT_MS = 100;
const PROMPT_MS = 3_000;

function passed(delayMs: number): Promise<void> {
  return new Promise((resolve) => void systemClock.setTimer(resolve, delayMs));
}

/** A provider of which everything is noted that it logs, gives as a reason or throws. */
function overheard(provider: EntityProvider) {
  const said: string[] = [];
  const log = (message: string, fields?: unknown) => void said.push(message, JSON.stringify(fields) ?? "");
  const logger: Logger = { debug: log, info: log, warn: log, error: log };
  const listened: EntityProvider = {
    ...provider,
    async *provide(context) {
      const skip: ProvideContext["skip"] = (location, reason) => {
        said.push(location, wholeError(reason));
        context.skip(location, reason);
      };
      try {
        yield* provider.provide({ ...context, skip });
      } catch (reason) {
        said.push(wholeError(reason));
        throw reason;
      }
    },
  };
  return { said, logger, provider: listened };
}

function optionsFor(opened: OpenedProvider, logger?: Logger): OpenCatalogOptions<typeof builtInKinds> {
  const runtime = { ...opened.network, ...(logger && { logger }) };
  return { providers: [opened.provider], runtime, schedule: false };
}

function refsOf(catalog: Catalog): readonly string[] {
  return catalog
    .query({ limit: 10_000 })
    .items.map(({ kind, metadata }) => `${kind}:${metadata.namespace}/${metadata.name}`)
    .sort();
}

/** What is wrong with the documents themselves: not every entity names one that is there. */
function unwanted(catalog: Catalog): readonly string[] {
  const own = catalog.problems().filter(({ severity }) => severity === "error");
  return own.map(({ location, message }) => `${location}: ${message}`);
}
