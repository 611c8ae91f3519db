import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { catalogFolder, component, group } from "../catalog-folder.ts";
import { runCommand } from "../run-command.ts";

describe("what ask knows of changes", () => {
  it("is the log of a store, since the first read into it", async () => {
    const cwd = await catalogFolder({ "catalog-info.yaml": component("web") + group("shop") });
    const ask = ["ask", "--catalog", ".", "--store", "kept", "what was removed today"];
    await runCommand(ask, { cwd });
    await writeFile(join(cwd, "catalog-info.yaml"), component("web"));
    const { stdout } = await runCommand(ask, { cwd });
    expect(stdout).toContain("shop was removed just now");
    expect(stdout).toMatch(/every change since \d{4}-\d\d-\d\d \d\d:\d\d UTC is known\./);
  });

  it("is when each entity was last seen to change where there is no store, or a snapshot", async () => {
    const cwd = await catalogFolder({ "catalog-info.yaml": component("web") + group("shop") });
    await runCommand(["snapshot", "write", "kept.snapshot", "--catalog", "catalog-info.yaml"], { cwd });
    for (const catalog of [".", "kept.snapshot"]) {
      const { stdout } = await runCommand(["ask", "--catalog", catalog, "what changed today"], { cwd });
      expect(stdout).toContain("there is no log here");
    }
  });
});
