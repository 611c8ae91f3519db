import { symlink } from "node:fs/promises";
import { join } from "node:path";
import { CatalogError, openCatalog } from "@callboard/core";
import { fileProvider } from "@callboard/providers/file";
import { describe, expect, it } from "vitest";
import { locatedBelow } from "../../src/catalog/located-below.ts";
import { catalogFolder, component } from "../catalog-folder.ts";

const context = {
  signal: new AbortController().signal,
  fetch,
  logger: { debug() {}, info() {}, warn() {}, error() {} },
  clock: { now: () => 0, setTimer: () => () => {} },
};

async function sample() {
  const root = await catalogFolder({
    "a/catalog-info.yaml": component("web"),
    "b/catalog-info.yaml": component("api"),
  });
  return { root, provider: locatedBelow("teams/shop", fileProvider({ root })) };
}

describe("locatedBelow", () => {
  it("puts the folder in front of every location", async () => {
    const { provider } = await sample();
    const catalog = await openCatalog({ providers: [provider], schedule: false });
    expect(catalog.origin("component:web").location).toBe("file:teams/shop/a/catalog-info.yaml");
    expect(provider.name).toBe("file:files");
  });

  it("knows an unchanged file again, and says what it skips by the same location", async () => {
    const { root, provider } = await sample();
    const read = async (known: (key: string) => string | undefined) => {
      const skipped: string[] = [];
      const skip = (location: string) => void skipped.push(location);
      const documents = [];
      for await (const document of provider.provide({ ...context, known, skip, complete() {} }))
        documents.push(document);
      return { documents, skipped };
    };
    const { documents } = await read(() => undefined);
    const versions = new Map(documents.map(({ location, version }) => [location, version]));
    await symlink("/etc", join(root, "c"));
    const again = await read((key) => versions.get(key));
    expect(again.documents).toMatchObject([{ unchanged: true }, { unchanged: true }]);
    expect(again.documents.map(({ location }) => location)).toEqual([...versions.keys()]);
    expect(again.skipped).toEqual(["file:teams/shop/c"]);
  });

  it("reads further files of the folder only", async () => {
    const { provider } = await sample();
    expect(await provider.read?.("file:teams/shop/a/catalog-info.yaml", context)).toContain("web");
    for (const location of ["file:a/catalog-info.yaml", "file:teams/shop/../x.yaml", "https://x.example"]) {
      await expect(provider.read?.(location, context)).rejects.toThrow(CatalogError);
    }
  });

  it("lists the files that a pattern selects, below the folder only", async () => {
    const { provider } = await sample();
    const locations = ["file:teams/shop/a/catalog-info.yaml", "file:teams/shop/b/catalog-info.yaml"];
    expect(await provider.list?.("file:teams/shop/*/catalog-info.yaml", context)).toEqual(locations);
    await expect(provider.list?.("file:teams/**", context)).rejects.toThrow(CatalogError);
  });

  it("leaves a source alone that is where the locations start", () => {
    const provider = fileProvider({ root: "." });
    expect(locatedBelow("", provider)).toBe(provider);
  });
});
