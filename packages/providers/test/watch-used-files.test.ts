import { dirname, join } from "node:path";
import { type Catalog, openCatalog } from "@callboard/core";
import { describe, expect, it, onTestFinished } from "vitest";
import { fileProvider } from "../src/file.ts";
import { failingFileSystem } from "./failing-file-system.ts";
import { type Folder, testFolder } from "./folder.ts";

const api = (placeholder: string) =>
  `apiVersion: backstage.io/v1alpha1\nkind: API\nmetadata:\n  name: orders\nspec:\n  type: openapi\n  lifecycle: production\n  owner: shop\n  definition: ${placeholder}\n`;

const group = (name: string) =>
  `apiVersion: backstage.io/v1alpha1\nkind: Group\nmetadata:\n  name: ${name}\nspec:\n  type: team\n  children: []\n`;

const location = (target: string) =>
  `apiVersion: backstage.io/v1alpha1\nkind: Location\nmetadata:\n  name: teams\nspec:\n  target: ${target}\n`;

/** A catalog that follows a folder with these files, and every folder of which is watched. */
async function following(files: Readonly<Record<string, string>>): Promise<{ folder: Folder; catalog: Catalog }> {
  const folder = await testFolder();
  for (const [file, content] of Object.entries(files)) await folder.write(file, content);
  const fs = failingFileSystem();
  const catalog = await openCatalog({
    providers: [fileProvider({ root: folder.path, fs })],
    schedule: { watch: true },
  });
  onTestFinished(() => catalog.close());
  const folders = Object.keys(files).map((file) => join(folder.path, dirname(file)));
  while (!folders.every((one) => fs.watched.has(one))) await new Promise((resolve) => setImmediate(resolve));
  return { folder, catalog };
}

/** Resolves as soon as it is so. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setImmediate(resolve));
}

describe("a catalog that watches files through fileProvider", () => {
  it("follows a file that a placeholder names: changed, gone and back", async () => {
    const { folder, catalog } = await following({
      "a/catalog-info.yaml": api("{$text: ../specs/openapi.yaml}"),
      "specs/openapi.yaml": "one\n",
    });
    const definition = () => catalog.entity("api:orders")?.spec?.definition;
    expect(definition()).toBe("one\n");
    await folder.write("specs/openapi.yaml", "two\n");
    await until(() => definition() === "two\n");
    await folder.remove("specs/openapi.yaml");
    await folder.write("specs/openapi.yaml", "three\n");
    await until(() => definition() === "three\n");
  });

  it("notices that a folder went with a file that a placeholder names", async () => {
    const { folder, catalog } = await following({
      "a/catalog-info.yaml": api("{$text: ../specs/openapi.yaml}"),
      "specs/openapi.yaml": "one\n",
    });
    const isReported = () => catalog.problems().some(({ rule }) => rule === "preprocess/placeholder");
    expect(isReported()).toBe(false);
    await folder.remove("specs");
    await until(isReported);
    expect(catalog.entity("api:orders")?.spec?.definition).toBe("one\n");
  });

  it("follows a file that is both a document and used by another one", async () => {
    const { folder, catalog } = await following({
      "a/catalog-info.yaml": api("{$text: ../catalog-info.yaml}"),
      "catalog-info.yaml": group("one"),
    });
    await folder.write("catalog-info.yaml", group("two"));
    await until(() => catalog.entity("api:orders")?.spec?.definition === group("two"));
    expect(catalog.entity("group:two")?.kind).toBe("Group");
  });

  it("follows a file that a Location points to, and the Location itself", async () => {
    const { folder, catalog } = await following({
      "catalog-info.yaml": location("./teams/one.yaml"),
      "teams/one.yaml": group("one"),
      "teams/two.yaml": group("two"),
    });
    await folder.write("teams/one.yaml", group("changed"));
    await until(() => catalog.entity("group:changed") !== undefined);
    expect(catalog.entity("group:two")).toBeUndefined();
    await folder.write("catalog-info.yaml", location("./teams/two.yaml"));
    await until(() => catalog.entity("group:two") !== undefined);
    expect(catalog.entity("group:changed")).toBeUndefined();
  });

  it("notices a new file that matches the pattern of a Location, also in a new folder", async () => {
    const { folder, catalog } = await following({
      "catalog-info.yaml": location("./teams/**/*.yaml"),
      "teams/one.yaml": group("one"),
    });
    await folder.write("teams/two.yaml", group("two"));
    await until(() => catalog.entity("group:two") !== undefined);
    await folder.write("teams/north/three.yaml", group("three"));
    await until(() => catalog.entity("group:three") !== undefined);
    await folder.remove("teams/two.yaml");
    await until(() => catalog.entity("group:two") === undefined);
  });

  it("notices an optional target, and one that has to be there, when they appear", async () => {
    const { folder, catalog } = await following({
      "catalog-info.yaml": `${location("./later/one.yaml")}  presence: optional\n`,
      "b/catalog-info.yaml": location("./two.yaml").replace("name: teams", "name: needed"),
    });
    const isReported = () => catalog.problems().some(({ rule }) => rule === "location/target");
    expect(isReported()).toBe(true);
    await folder.write("later/one.yaml", group("one"));
    await until(() => catalog.entity("group:one") !== undefined);
    await folder.write("b/two.yaml", group("two"));
    await until(() => catalog.entity("group:two") !== undefined);
    expect(isReported()).toBe(false);
  });

  it("takes in a document whose placeholder named a missing file, when that appears in a new folder", async () => {
    const { folder, catalog } = await following({ "a/catalog-info.yaml": api("{$text: ./specs/openapi.yaml}") });
    expect(catalog.entity("api:orders")).toBeUndefined();
    await folder.write("a/specs/openapi.yaml", "one\n");
    await until(() => catalog.entity("api:orders")?.spec?.definition === "one\n");
    await folder.remove("a/specs");
    await until(() => catalog.problems().some(({ rule }) => rule === "preprocess/placeholder"));
    await folder.write("a/specs/openapi.yaml", "two\n");
    await until(() => catalog.entity("api:orders")?.spec?.definition === "two\n");
  });
});
