import type { EntityProvider, ProvideContext } from "@callboard/core";
import { describeProvider, type ProviderUnderTest } from "@callboard/core/testing";
import { describe, expect, it } from "vitest";

const COUNT = 20;
const SECRET = "canary-of-the-suite";

type Source = { readonly rows: Map<string, string>; failing: boolean };
type Provide = (source: Source, context: ProvideContext) => ReturnType<EntityProvider["provide"]>;

/** A provider over rows of text that does everything as it should. */
const well: Provide = async function* (source, { signal, known }) {
  for (const [location, name] of source.rows) {
    if (source.failing && location === "rows:7") throw new Error("The source broke off.");
    signal.throwIfAborted();
    const entity = {
      apiVersion: "backstage.io/v1alpha1",
      kind: "Group",
      metadata: { name },
      spec: { type: "team", children: [] },
    };
    yield known?.(location) === name
      ? { location, version: name, unchanged: true }
      : { location, version: name, entity };
  }
};

function sourceWith(provide: Provide): ProviderUnderTest {
  const locations = Array.from({ length: COUNT }, (_, index) => `rows:${index}`);
  const source: Source = {
    rows: new Map(locations.map((location) => [location, location.replace(":", "-")])),
    failing: false,
  };
  return {
    provider: { name: "rows", provide: (context) => provide(source, context) },
    locations,
    entities: COUNT,
    secrets: [SECRET],
    remove: async (location) => void source.rows.delete(location),
    change: async (location) => void source.rows.set(location, "changed"),
    failMidway: async () => {
      source.failing = true;
    },
    recover: async () => {
      source.failing = false;
    },
  };
}

/** The facts of the suite that do not hold for a provider. */
async function broken(provide: Provide): Promise<readonly string[]> {
  const tests: { readonly fact: string; readonly body: () => Promise<void> }[] = [];
  const runner = {
    describe: (_: string, body: () => void) => body(),
    it: (fact: string, body: () => Promise<void>) => void tests.push({ fact, body }),
  };
  describeProvider(runner, "rows", async () => sourceWith(provide));
  const facts: string[] = [];
  for (const { fact, body } of tests) {
    // These wait for a source that never answers, which this one cannot be.
    if (fact.includes("silent")) continue;
    await body().catch(() => facts.push(fact));
  }
  return facts;
}

const FAULTS = ["rate limit", "server error", "refusal", "silence", "malformed answer", "truncated answer"];
const FAILS = FAULTS.map(
  (fault) => `R05, S36: loses nothing and says nothing secret when it fails in the middle of a read: ${fault}`,
);

describe("describeProvider", () => {
  it("finds nothing wrong with a provider that does as it should", async () => {
    expect(await broken(well)).toEqual([]);
  });

  it("notices a provider that ends early, as if its source held no more", async () => {
    const provide: Provide = async function* (source, context) {
      try {
        yield* well(source, context);
      } catch {
        // taken for the end
      }
    };
    expect(await broken(provide)).toEqual(FAILS);
  });

  it("notices a secret in an error, also in its cause", async () => {
    const provide: Provide = async function* (source, context) {
      try {
        yield* well(source, context);
      } catch {
        const cause = Object.assign(new Error("401"), { request: { authorization: btoa(`user:${SECRET}`) } });
        throw new Error("The source cannot be reached.", { cause });
      }
    };
    expect(await broken(provide)).toEqual(FAILS);
  });

  it("notices a provider that calls everything unchanged, and one that reads all anew each time", async () => {
    const always: Provide = async function* (source, context) {
      for await (const { location } of well(source, context)) yield { location, version: "1", unchanged: true };
    };
    expect(await broken(always)).toContain("says unchanged only for the version it is told");
    let reads = 0;
    const anew: Provide = async function* (source, context) {
      reads += 1;
      for await (const document of well(source, { ...context, known: () => undefined }))
        yield "entity" in document
          ? {
              ...document,
              version: String(reads),
              entity: JSON.parse(JSON.stringify(document.entity).replace("team", `team${reads}`)),
            }
          : document;
    };
    expect(await broken(anew)).toContain("gives a catalog all its entities, and touches none when nothing has changed");
  });

  it("notices a provider that does not stop, and one that keeps what is gone", async () => {
    const deaf: Provide = (source, context) => well(source, { ...context, signal: new AbortController().signal });
    expect(await broken(deaf)).toEqual(["stops when it is aborted"]);
    const seen = new Map<string, string>();
    const hoarding: Provide = (source, context) => {
      for (const [location, name] of source.rows) seen.set(location, name);
      return well({ ...source, rows: seen }, context);
    };
    expect(await broken(hoarding)).toContain("no longer yields what is gone");
  });
});
