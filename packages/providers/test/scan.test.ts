import { rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { openCatalog } from "@callboard/core";
import { describeProvider } from "@callboard/core/testing";
import { describe, expect, it } from "vitest";
import { scanProvider } from "../src/scan.ts";
import { newFolder } from "./folder.ts";

describeProvider({ describe, it }, "scanProvider", async () => {
  const folder = await newFolder();
  await folder.write("a/package.json", '{ "name": "a", "dependencies": { "express": "4" } }');
  await folder.write("b/package.json", '{ "name": "b", "dependencies": { "express": "4" } }');
  await folder.write("b/CODEOWNERS", "* @acme/b\n");
  await folder.write("a/CODEOWNERS", "* @acme/b\n");
  return {
    provider: scanProvider({ root: folder.path }),
    locations: ["file:a/package.json", "file:b/package.json", "file:a/CODEOWNERS"],
    change: (location) =>
      folder.write(location.replace("file:", ""), '{ "name": "c", "dependencies": { "koa": "2" } }'),
    breakSource: () => rm(folder.path, { recursive: true }),
    dispose: () => rm(folder.path, { recursive: true, force: true }),
  };
});

describe("scanProvider", () => {
  it("opens a catalog on a checkout at once", async () => {
    const root = fileURLToPath(new URL("scan/fixtures/harbour", import.meta.url));
    const catalog = await openCatalog({ providers: [scanProvider({ root })] });
    expect(catalog.problems().filter(({ severity }) => severity === "error")).toEqual([]);
    expect(catalog.owner("component:payments")).toMatchObject({
      status: "owned",
      owners: [{ ref: "group:default/payments" }],
    });
    const { affected } = catalog.blastRadius("resource:rabbitmq");
    expect(affected.map(({ ref }) => ref)).toContain("component:default/orders");
    expect(new Set(affected.map(({ evidence }) => evidence))).toEqual(new Set(["inferred"]));
    expect(catalog.origin("resource:rabbitmq")).toMatchObject({ location: "file:docker-compose.yml", line: 124 });
    expect(catalog.entity("api:orders-api")?.spec).toMatchObject({
      definition: expect.stringContaining("title: Orders"),
    });
    await catalog.close();
  });
});
