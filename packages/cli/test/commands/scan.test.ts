import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { REPOSITORY, runCommand } from "../run-command.ts";

const CHECKOUTS = join(REPOSITORY, "packages/providers/test/scan/fixtures");

async function checkout(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "callboard-scan-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  return folder;
}

const SHOP = {
  "docker-compose.yml": "services:\n  orders: { build: ./orders, depends_on: [db] }\n  db: { image: postgres }\n",
  "orders/Dockerfile": "FROM node:20\n",
  CODEOWNERS: "* @acme/shop\n",
};

describe("callboard scan", () => {
  it("prints the descriptors it would write, and what they rest on", async () => {
    const folder = await checkout(SHOP);
    const { code, stdout, stderr } = await runCommand(["scan"], { cwd: folder });
    expect(code).toBe(0);
    expect(stdout).toContain("+ orders/catalog-info.yaml\n  apiVersion: backstage.io/v1alpha1\n  kind: Component\n");
    expect(stdout).toContain(
      "component:orders  service  docker-compose.yml:2\n" +
        "  owner  group:shop   CODEOWNERS:1  CODEOWNERS\n" +
        "  needs  resource:db  docker-compose.yml:2  depends_on\n",
    );
    expect(stdout.trimEnd().split("\n").at(-1)).toBe(
      ".: 2 entities, 1 owner, 1 edge, 0 questions left, from 3 files; 2 descriptors.",
    );
    expect(stderr).toBe("Nothing was written. To write 2 descriptors: callboard scan . --write\n");
    await expect(readFile(join(folder, "catalog-info.yaml"))).rejects.toThrow();
  });

  it("prints everything as JSON", async () => {
    const { code, json } = await runCommand(["scan", await checkout(SHOP), "--format", "json"]);
    expect(code).toBe(0);
    expect(json()).toMatchObject({
      folders: [
        { edges: [{ from: "component:default/orders", to: "resource:default/db", place: { line: 2 } }], written: null },
      ],
    });
  });

  it("writes descriptors once, and finds nothing new after that", async () => {
    const folder = await checkout(SHOP);
    const first = await runCommand(["scan", folder, "--write"]);
    expect(first.stderr).toContain("Wrote orders/catalog-info.yaml\n2 descriptors written.");
    expect(first.stdout).not.toContain("apiVersion");
    const before = await readFile(join(folder, "orders/catalog-info.yaml"), "utf8");
    const second = await runCommand(["scan", folder, "--write"]);
    expect(second).toMatchObject({ code: 0, stderr: `All 2 entities found in ${folder} are described already.\n` });
    expect(await readFile(join(folder, "orders/catalog-info.yaml"), "utf8")).toBe(before);
  });

  it("never writes over a file that no catalog reads", async () => {
    const folder = await checkout({ ...SHOP, "orders/catalog-info.yaml": "# to do\n" });
    const { code } = await runCommand(["scan", folder, "--write"]);
    expect(code).toBe(0);
    expect(await readFile(join(folder, "orders/catalog-info.yaml"), "utf8")).toBe("# to do\n");
    expect(await readFile(join(folder, "orders/catalog-info-inferred.yaml"), "utf8")).toContain("name: orders");
  });

  it("says once that nothing is found, what it almost was, and what to do", async () => {
    const folder = await checkout({ "package.json": '{ "name": "plain", "version": "1.0.0" }' });
    const { code, stdout, stderr } = await runCommand(["scan"], { cwd: folder });
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toMatch(/^Nothing was found in this folder/);
    expect(stderr).toContain("  package.json:1: plain is built here");
    expect(stderr).toContain("callboard scan FOLDER");
  });

  it("ends with 1 where nothing is found, and with 3 where a folder is not there; the others are scanned", async () => {
    const empty = await checkout({ "README.md": "" });
    expect(await runCommand(["scan", empty])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("Nothing was found in"),
    });
    const { code, stdout, stderr } = await runCommand(["scan", "/nowhere/at/all", await checkout(SHOP)]);
    expect(code).toBe(3);
    expect(stderr).toContain("/nowhere/at/all does not exist");
    expect(stdout).toContain("component:orders");
  });

  it.each(["harbour", "northgate", "orchard", "lumen", "boutique"])(
    "writes descriptors of %s that validate finds nothing wrong with",
    async (name) => {
      const folder = await checkout({});
      await cp(join(CHECKOUTS, name), folder, { recursive: true });
      expect((await runCommand(["scan", folder, "--write"])).code).toBe(0);
      const { code, json } = await runCommand(["validate", folder, "--max-warnings", "0", "--format", "json"]);
      expect(json()).toMatchObject({
        problems: expect.not.arrayContaining([expect.objectContaining({ severity: "error" })]),
      });
      expect(code).toBe(0);
    },
  );
});
