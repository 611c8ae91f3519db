import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Catalog, openCatalog } from "@callboard/core";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { fileProvider } from "../src/file.ts";

const descriptor = (name: string) =>
  `apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: ${name}\nspec:\n  type: service\n  lifecycle: production\n  owner: group:default/shop\n`;

const BROKEN = [
  "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: {name: x\n",
  "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: no owner\nspec: {}\n",
  "\tkind: Component\n",
  "- a\n- list\n",
  "kind: &a [*a]\n",
  "apiVersion: backstage.io/v1alpha1\nkind: Nothing\nmetadata:\n  name: thing\nspec: {}\n",
  "a: 1\na: 2\n",
  `${"[".repeat(2000)}\n`,
  "\u0000\u0001\u0002",
  "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: 012\nspec:\n  owner: no\n",
];

describe("a catalog over fileProvider", () => {
  let root: string;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), "callboard-files-"));
  });

  afterEach(() => rm(root, { recursive: true, force: true }));

  const open = (): Promise<Catalog> => openCatalog({ providers: [fileProvider({ root })], schedule: false });

  async function write(count: number, content: (index: number) => string, prefix = "service"): Promise<void> {
    for (let index = 0; index < count; index += 1) {
      const folder = join(root, `${prefix}-${index}`);
      await mkdir(folder);
      await writeFile(join(folder, "catalog-info.yaml"), content(index));
    }
  }

  async function removeFolders(count: number): Promise<void> {
    for (const folder of (await readdir(root)).slice(0, count)) await rm(join(root, folder), { recursive: true });
  }

  it("R03: deletes nothing when all files are gone at once", async () => {
    await write(1000, (index) => descriptor(`service-${index}`));
    const catalog = await open();
    await removeFolders(1000);
    expect(await catalog.refresh()).toMatchObject([{ state: "refused", removed: 0, refusedRemovals: 1000 }]);
    expect(catalog.query().total).toBe(1000);
    await catalog.close();
  });

  it("R04: refuses to lose 21 % of the files, accepts 19 %, and lets go once when confirmed", async () => {
    await write(1000, (index) => descriptor(`service-${index}`));
    const catalog = await open();
    await removeFolders(190);
    expect(await catalog.refresh()).toMatchObject([{ state: "complete", removed: 190 }]);
    await removeFolders(171); // 21.1 % of what is left
    expect(await catalog.refresh()).toMatchObject([{ state: "refused", removed: 0, refusedRemovals: 171 }]);
    expect(await catalog.confirmRemovals("file:files")).toHaveLength(171);
    expect(catalog.query().total).toBe(639);
    await catalog.close();
  });

  it("keeps everything when the folder itself cannot be read", async () => {
    await write(20, (index) => descriptor(`service-${index}`));
    const catalog = await open();
    await rm(root, { recursive: true });
    expect(await catalog.refresh()).toMatchObject([{ state: "failed", removed: 0 }]);
    expect(catalog.query().total).toBe(20);
    await catalog.close();
  });

  it("R08: loads 10,000 good files beside 10,000 malformed ones, each with a problem that has a line", {
    timeout: 120_000,
  }, async () => {
    await write(10_000, (index) => descriptor(`service-${index}`));
    await write(10_000, (index) => BROKEN[index % BROKEN.length] ?? "", "broken");
    const started = performance.now();
    const catalog = await open();
    const elapsed = performance.now() - started;
    expect(catalog.query({ limit: 1 }).total).toBe(10_000);
    const errors = catalog
      .problems()
      .filter(({ severity, location }) => severity === "error" && location.includes("broken"));
    expect(new Set(errors.map(({ location }) => location)).size).toBe(10_000);
    expect(errors.filter(({ line }) => line === null)).toEqual([]);
    expect(errors.filter(({ message }) => /stack|undefined|\[object/i.test(message))).toEqual([]);
    expect(elapsed).toBeLessThan(60_000); // the bar is 30 s; twice that for a busy machine
    await catalog.close();
  });
});
