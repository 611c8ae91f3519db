import { describe, expect, it } from "vitest";
import { catalogFolder, component } from "../catalog-folder.ts";
import { runCommand } from "../run-command.ts";

const needing = (name: string, ...needs: readonly string[]) =>
  component(name, { dependsOn: needs.map((each) => `component:${each}`) });

const shop = () =>
  catalogFolder({
    "catalog-info.yaml": [
      needing("web", "checkout"),
      needing("search", "db"),
      needing("checkout", "db"),
      needing("report", "db"),
      component("db"),
    ].join(""),
  });

describe("callboard exposure", () => {
  it("lists what could take an entity down, by what it would do", async () => {
    const { code, stdout } = await runCommand(["exposure", "web", "--catalog", await shop()]);
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
    const { stdout } = await runCommand(["exposure", "db", "--mode", "slow", "--catalog", await shop()]);
    expect(stdout).toBe("component:default/db has no declared dependencies whose failure (slow) would touch it.\n");
  });

  it("prints the result as JSON", async () => {
    const args = ["exposure", "web", "--kind", "component", "--limit", "1", "--format", "json"];
    const { json } = await runCommand([...args, "--catalog", await shop()]);
    expect(json()).toMatchObject({ total: 2, threats: [{ effect: "breaks" }], truncated: { reason: "limit" } });
  });
});
