import { describe, expect, it } from "vitest";
import { needingFolder } from "../needing-folder.ts";
import { runCommand } from "../run-command.ts";

describe("callboard exposure", () => {
  it("lists what could take an entity down, by what it would do", async () => {
    const { code, stdout } = await runCommand(["exposure", "web", "--catalog", await needingFolder()]);
    expect(code).toBe(0);
    expect(stdout).toBe(
      [
        "2 dependencies of component:default/web could touch it, if one alone is down:",
        "2 would break it",
        "  component:default/checkout    needs checkout",
        "  component:default/db          needs checkout, which needs db",
        "",
      ].join("\n"),
    );
  });

  it("says that nothing is declared", async () => {
    const { stdout } = await runCommand(["exposure", "db", "--mode", "slow", "--catalog", await needingFolder()]);
    expect(stdout).toBe("component:default/db has no declared dependencies whose failure (slow) would touch it.\n");
  });

  it("prints the result as JSON", async () => {
    const args = ["exposure", "web", "--kind", "component", "--limit", "1", "--format", "json"];
    const { json } = await runCommand([...args, "--catalog", await needingFolder()]);
    expect(json()).toMatchObject({ total: 2, threats: [{ effect: "breaks" }], truncated: { reason: "limit" } });
  });
});
