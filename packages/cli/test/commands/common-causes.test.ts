import { describe, expect, it } from "vitest";
import { needingFolder } from "../needing-folder.ts";
import { runCommand } from "../run-command.ts";

describe("callboard common-causes", () => {
  it("lists what would explain the symptoms, and why", async () => {
    const { code, stdout } = await runCommand(["common-causes", "web", "search", "--catalog", await needingFolder()]);
    expect(code).toBe(0);
    expect(stdout.split("\n").slice(0, 5)).toEqual([
      "component:default/db  explains 2 of 2",
      "  breaks web and search",
      "  web needs checkout, which needs db",
      "  search needs db",
      "  beside the symptoms it would break 2, and touch 2 in all",
    ]);
  });

  it("puts what a healthy entity contradicts last, and says so", async () => {
    const args = ["common-causes", "web", "search", "--healthy", "report", "--limit", "5"];
    const { stdout } = await runCommand([...args, "--catalog", await needingFolder()]);
    expect(stdout).toMatch(/^component:default\/checkout {2}explains 1 of 2\n/);
    expect(stdout).toContain("breaks web and search; but would hit report too, known to be healthy\n");
  });

  it("prints the result as JSON, and ends with 1 when nothing explains anything", async () => {
    const args = ["common-causes", "db", "--changed-since", "2026-01-01", "--format", "json"];
    const { code, json } = await runCommand([...args, "--catalog", await needingFolder()]);
    expect(code).toBe(1);
    expect(json()).toMatchObject({ total: 0, causes: [], unexplained: ["component:default/db"], mode: "down" });
    const text = await runCommand(["common-causes", "db", "--catalog", await needingFolder()]);
    expect(text.stdout).toBe("No declared dependency explains db.\n");
  });

  it("ends with 2 for a time that is none", async () => {
    const args = ["common-causes", "web", "--changed-since", "lately", "--catalog", await needingFolder()];
    expect(await runCommand(args)).toMatchObject({ code: 2, stderr: expect.stringContaining("lately") });
  });
});
