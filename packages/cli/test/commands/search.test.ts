import { describe, expect, it } from "vitest";
import { runCommand } from "../run-command.ts";

describe("callboard search", () => {
  it("lists hits with their title and where the words were found", async () => {
    const { code, stdout } = await runCommand(["search", "--demo", "payment", "history"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^component:default\/payment-history +Payment History +in name/m);
  });

  it("prints the hits as JSON, of some kinds and so many only", async () => {
    const { json } = await runCommand([
      "search",
      "--demo",
      "payment",
      "--kind",
      "resource",
      "--limit",
      "2",
      "--format",
      "json",
    ]);
    const hits = json() as { kind: string }[];
    expect(hits.map(({ kind }) => kind)).toEqual(["Resource", "Resource"]);
  });

  it("ends with 1 when nothing matches", async () => {
    const { code, json, stderr } = await runCommand(["search", "--demo", "zzzzqqqq", "--format", "json"]);
    expect(code).toBe(1);
    expect(json()).toEqual([]);
    expect(stderr).toContain("zzzzqqqq");
  });

  it("ends with 2 for a limit that is no number from 1 up", async () => {
    for (const limit of ["0", "-1", "1.5", "many"]) {
      expect((await runCommand(["search", "--demo", "x", `--limit=${limit}`])).code).toBe(2);
    }
  });
});
