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

describe("callboard single-points", () => {
  it("lists what takes most down when it alone fails", async () => {
    const { code, stdout } = await runCommand(["single-points", "--limit", "1", "--catalog", await shop()]);
    expect(code).toBe(0);
    expect(stdout).toBe(
      [
        "component:default/db",
        "  4 entities break with it, 3 of them need it directly; nothing stands in for it",
        "2 single points of failure in all; --limit N lists more.",
        "",
      ].join("\n"),
    );
  });

  it("prints the result as JSON, of the kinds and in the environment asked", async () => {
    const args = ["single-points", "--kind", "resource", "--env", "prod", "--format", "json"];
    const { json } = await runCommand([...args, "--catalog", await shop()]);
    expect(json()).toMatchObject({ total: 0, environment: "prod", points: [] });
  });
});
