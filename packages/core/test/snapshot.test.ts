import { describe, expect, it } from "vitest";
import { type CatalogView, exportSnapshot, openCatalog, openSnapshot } from "../src/index.ts";
import { catalogOf, testClock } from "../src/testing/index.ts";
import { componentFile, componentFiles, groupFile, memorySource } from "./documents.ts";

/** What a person could ask of a view. */
function answers(view: CatalogView) {
  return {
    revision: view.revision,
    items: view.query().items,
    problems: view.problems(),
    sources: view.sources(),
    origin: view.origin("component:default/web"),
    owner: view.owner("component:default/web"),
    radius: view.blastRadius("component:default/api"),
  };
}

describe("exportSnapshot and openSnapshot", () => {
  it("give back a view that answers the same, problems and ages included", async () => {
    const clock = testClock("2026-05-01T08:00:00.000Z");
    const files = [
      componentFile("web", { dependsOn: ["component:api"] }),
      componentFile("api"),
      groupFile("shop"),
      { location: "file:bad.yaml", content: "a: [" },
    ];
    const source = memorySource("files", files);
    const twin = memorySource("twin", [componentFile("web", { lifecycle: "deprecated" })]);
    const catalog = await openCatalog({
      providers: [source.provider, twin.provider],
      schedule: false,
      runtime: { clock },
    });
    await clock.advance(60_000);
    source.skipped = ["file:web.yaml"];
    source.documents = files.slice(1);
    await catalog.refresh("files");

    const bytes = exportSnapshot(catalog);
    const opened = openSnapshot(bytes);
    const { sources, ...expected } = answers(catalog);
    expect(answers(opened)).toEqual({ ...expected, sources: expect.anything() });
    expect(opened.origin("component:default/web").lastSeen).toBe("2026-05-01T08:00:00.000Z");
    expect(opened.sources().map(({ name, state, reason }) => ({ name, state, reason }))).toEqual(
      sources.map(({ name, state, reason }) => ({ name, state, reason })),
    );
    expect(opened.problems().map(({ rule }) => rule)).toEqual(
      expect.arrayContaining(["source/skipped", "ref-conflict"]),
    );
    expect(exportSnapshot(opened)).toEqual(exportSnapshot(openSnapshot(exportSnapshot(opened))));
    await catalog.close();
  });

  it("export what a what-if view or a pinned view shows, not the catalog behind it", async () => {
    const catalog = await openCatalog({
      providers: [memorySource("files", componentFiles(3)).provider],
      schedule: false,
    });
    const without = catalog.with({ remove: ["component:default/service-0001"] });
    expect(openSnapshot(exportSnapshot(without)).query().total).toBe(2);
    expect(openSnapshot(exportSnapshot(catalog.snapshot())).query().total).toBe(3);
    await catalog.close();
  });

  it("refuse bytes that are no snapshot, and objects that are no view", () => {
    expect(() => openSnapshot(new TextEncoder().encode("hello"))).toThrow(
      expect.objectContaining({ code: "snapshot-corrupt" }),
    );
    expect(() => exportSnapshot({ ...catalogOf("component:web") })).toThrow(
      expect.objectContaining({ code: "invalid-argument" }),
    );
  });
});
