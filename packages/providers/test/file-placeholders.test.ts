import { type CatalogView, memoryStore, openCatalog, type Problem } from "@callboard/core";
import { describe, expect, it } from "vitest";
import { fileProvider } from "../src/file.ts";
import { type Folder, testFolder } from "./folder.ts";

const api = (name: string, definition: string) =>
  `apiVersion: backstage.io/v1alpha1\nkind: API\nmetadata:\n  name: ${name}\nspec:\n  type: openapi\n  lifecycle: production\n  owner: group:default/shop\n  definition:\n    ${definition}\n`;

async function opened(folder: Folder) {
  return openCatalog({ providers: [fileProvider({ root: folder.path })], schedule: false });
}

/** What is wrong with the documents themselves. */
const readProblems = (catalog: CatalogView): readonly Problem[] =>
  catalog.problems().filter(({ rule }) => rule.includes("/"));

describe("placeholders in the files of fileProvider", () => {
  it("hold the content of the files they name", async () => {
    const folder = await testFolder();
    await folder.write("a/catalog-info.yaml", api("orders", "$text: ./openapi.yaml"));
    await folder.write("a/openapi.yaml", "openapi: 3.1.0\n");
    const catalog = await opened(folder);
    expect(readProblems(catalog)).toEqual([]);
    expect(catalog.entity("api:default/orders")?.spec?.definition).toBe("openapi: 3.1.0\n");
    await catalog.close();
  });

  it("follow the files they name from one full read to the next, though the descriptor stays the same", async () => {
    const folder = await testFolder();
    await folder.write("catalog-info.yaml", api("orders", "$text: ./openapi.yaml"));
    const catalog = await opened(folder);
    expect(readProblems(catalog)).toMatchObject([
      {
        rule: "preprocess/placeholder",
        entity: "api:default/orders",
        line: 10,
        column: 12,
        path: "/spec/definition/$text",
      },
    ]);
    for (const content of ["one\n", "two\n"]) {
      await folder.write("openapi.yaml", content);
      await catalog.refresh();
      expect(catalog.entity("api:default/orders")?.spec?.definition).toBe(content);
    }
    await folder.remove("openapi.yaml");
    await catalog.refresh();
    expect(readProblems(catalog)).toMatchObject([{ rule: "preprocess/placeholder" }]);
    expect(catalog.entity("api:default/orders")?.spec?.definition).toBe("two\n");
    await catalog.close();
  });

  it("are remembered over a restart with a store", async () => {
    const folder = await testFolder();
    const store = memoryStore();
    const open = (start: "cached" | "fresh") =>
      openCatalog({ providers: [fileProvider({ root: folder.path })], schedule: false, start, runtime: { store } });
    await folder.write("catalog-info.yaml", api("orders", "$text: ./openapi.yaml"));
    await folder.write("openapi.yaml", "one\n");
    await (await open("fresh")).close();
    await folder.write("openapi.yaml", "two\n");
    const catalog = await open("fresh");
    expect(catalog.entity("api:default/orders")?.spec?.definition).toBe("two\n");
    await catalog.close();
  });

  it("cost only their own entity when they fail", async () => {
    const folder = await testFolder();
    const documents = [api("orders", "$text: ./nope.yaml"), api("billing", "$text: ./openapi.yaml")];
    await folder.write("catalog-info.yaml", documents.join("---\n"));
    await folder.write("openapi.yaml", "openapi: 3.1.0\n");
    const catalog = await opened(folder);
    expect(catalog.query().items.map(({ metadata }) => metadata.name)).toEqual(["billing"]);
    await catalog.close();
  });

  it("S14: lead neither out of the folder nor to other hosts", async () => {
    const folder = await testFolder();
    const targets = ["../../etc/passwd", "file:///etc/passwd", "http://169.254.169.254/latest/meta-data"];
    await folder.write(
      "catalog-info.yaml",
      targets.map((target, at) => api(`api-${at}`, `$text: ${target}`)).join("---\n"),
    );
    const catalog = await opened(folder);
    expect(catalog.query().total).toBe(0);
    expect(readProblems(catalog).map(({ message }) => message)).toEqual([
      expect.stringContaining("it leads out of the catalog folder"),
      expect.stringContaining("host not allowed: file: addresses are not read"),
      expect.stringContaining("host not allowed: 169.254.169.254"),
    ]);
    await catalog.close();
  });
});
