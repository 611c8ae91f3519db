import { readFile, rm } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { catalogFolder, component } from "./catalog-folder.ts";
import { runCommand } from "./run-command.ts";

describe("the command line", () => {
  it("takes options for all commands before and behind the command", async () => {
    const before = await runCommand(["--demo", "--format", "json", "sources"], { now: () => 0 });
    const behind = await runCommand(["sources", "--format", "json", "--demo"], { now: () => 0 });
    expect(before.json()).toMatchObject([{ name: "file:acme-demo", state: "complete" }]);
    expect(behind.code).toBe(0);
  });

  it("names the ways to a catalog when none is given, and never takes the demo by itself", async () => {
    const { code, stdout, stderr } = await runCommand(["owner", "payment-service"]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    for (const way of ["--catalog PATH", "callboard.yaml", "--demo"]) expect(stderr).toContain(way);
  });

  it("ends with 2 when the demo and a catalog are both asked for", async () => {
    expect((await runCommand(["sources", "--demo", "--catalog", "."])).code).toBe(2);
  });

  it("ends with 2 for anything it does not know, and says what was probably meant", async () => {
    expect(await runCommand(["onwer", "x"])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("Did you mean owner?"),
    });
    expect(await runCommand(["owner", "x", "--demmo"])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("--demo"),
    });
    expect((await runCommand(["entity", "a", "b", "--demo"])).code).toBe(2);
    expect((await runCommand(["owner", "--demo"])).code).toBe(2);
    expect((await runCommand(["sources", "--demo", "--format", "xml"])).code).toBe(2);
    expect((await runCommand([])).code).toBe(2);
  });

  it("prints help on stdout, with the options of all commands", async () => {
    const { code, stdout, stderr } = await runCommand(["blast-radius", "--help"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    for (const option of ["--mode", "--catalog", "--demo", "--format"]) expect(stdout).toContain(option);
  });

  it("prints its version", async () => {
    const { version } = JSON.parse(await readFile(new URL("../package.json", import.meta.url), "utf8"));
    expect(await runCommand(["--version"])).toMatchObject({ code: 0, stdout: `${version}\n` });
  });

  it("colours text for a person only, and not when NO_COLOR is set", async () => {
    const colored = async (options: Parameters<typeof runCommand>[1]) =>
      (await runCommand(["sources", "--demo"], options)).stdout.includes("\u001b[");
    expect(await colored({ tty: { stdout: true } })).toBe(true);
    expect(await colored({ tty: { stdout: true }, env: { NO_COLOR: "1" } })).toBe(false);
    expect(await colored({ tty: { stdout: true }, env: { TERM: "dumb" } })).toBe(false);
    expect(await colored({ tty: { stderr: true } })).toBe(false);
  });

  it("says that a folder holds no descriptors, and that a name may exist elsewhere", async () => {
    const folder = await catalogFolder({ "README.md": "nothing here" });
    const { code, stdout, stderr } = await runCommand(["owner", "component:web", "--catalog", folder]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toContain("no descriptors here");
  });

  it("answers from an empty catalog that there is nothing", async () => {
    const catalog = ["--catalog", await catalogFolder({})];
    expect(await runCommand(["ask", "who owns web", ...catalog])).toMatchObject({ code: 1 });
    expect(await runCommand(["query", ...catalog])).toMatchObject({ code: 0, stdout: "0 entities\n" });
    expect(await runCommand(["validate", ...catalog])).toMatchObject({ code: 0 });
  });

  it("ends with 3 when nothing could be read", async () => {
    const { code, stdout, stderr } = await runCommand(["sources", "--catalog", "/no/such/folder"]);
    expect({ code, stdout }).toEqual({ code: 3, stdout: "" });
    expect(stderr).toMatch(/^callboard: No source could be read/);
  });

  it("prints what is known of a source that could not be read, from its store, and ends with 3", async () => {
    const folder = await catalogFolder({ "c/catalog-info.yaml": component("web") });
    const args = ["query", "--format", "json", "--store", "kept.store"];
    await runCommand([...args, "--catalog", "c"], { cwd: folder });
    await rm(`${folder}/c`, { recursive: true });
    const { code, json, stderr } = await runCommand([...args, "--catalog", "c"], { cwd: folder });
    expect(code).toBe(3);
    expect(json()).toMatchObject({ total: 1 });
    expect(stderr).toContain("What was last read from it is used.");
  });
});
