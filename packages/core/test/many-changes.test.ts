import { describe, expect, it } from "vitest";
import { openCatalog } from "../src/index.ts";
import { componentYaml, groupFile, memorySource } from "./documents.ts";

const COUNT = 3_000;

/** Services in a row, each of which needs the next one; the edition is in every one of them. */
const edition = (text: string) => [
  groupFile("shop"),
  ...Array.from({ length: COUNT }, (_, index) => ({
    location: `file:${index}.yaml`,
    content: componentYaml(`service-${index}`, {
      lifecycle: text,
      ...(index + 1 < COUNT && { dependsOn: [`component:service-${index + 1}`] }),
    }),
  })),
];

describe("openCatalog", () => {
  it("R12, R17: takes over many changes in turns, during which everybody reads the state before them", async () => {
    const source = memorySource("files", edition("first"));
    const catalog = await openCatalog({ providers: [source.provider], schedule: false });
    const answers = () => ({
      lifecycles: catalog.facets(["spec.lifecycle"])["spec.lifecycle"]?.map(({ value, count }) => `${value} ${count}`),
      radius: catalog.blastRadius("component:service-40").total,
      found: catalog.search("service-7").length > 0,
      resolved: catalog.resolve("servce-7").status,
    });
    const before = answers();
    expect(before.lifecycles).toEqual([`first ${COUNT}`]);

    source.documents = edition("second").filter(({ location }) => location !== "file:20.yaml");
    const seen = new Set<string>();
    let longestMs = 0;
    let isDone = false;
    const refreshed = catalog.refresh().then(() => {
      isDone = true;
    });
    while (!isDone) {
      const started = performance.now();
      await new Promise((resolve) => setImmediate(resolve));
      longestMs = Math.max(longestMs, performance.now() - started);
      seen.add(JSON.stringify(catalog.facets(["spec.lifecycle"])["spec.lifecycle"]?.map(({ value }) => value)));
    }
    await refreshed;
    const fresh = await openCatalog({ providers: [source.provider], schedule: false });
    expect([...seen]).toEqual(['["first"]', '["second"]']);
    expect(catalog.blastRadius("component:service-40")).toEqual({
      ...fresh.blastRadius("component:service-40"),
      revision: catalog.revision,
    });
    expect(catalog.resolve("servce-20").candidates).toEqual(fresh.resolve("servce-20").candidates);
    expect(catalog.search("service-7").map(({ ref }) => ref)).toEqual(fresh.search("service-7").map(({ ref }) => ref));
    expect(longestMs).toBeLessThan(1_000); // a turn takes 10 ms; all at once would take seconds
  }, 60_000);
});
