import { describe, expect, it } from "vitest";
import { needingFolder } from "../needing-folder.ts";
import { runCommand } from "../run-command.ts";

describe("callboard single-points", () => {
  it("lists what takes most down when it alone fails", async () => {
    const { code, stdout } = await runCommand(["single-points", "--limit", "1", "--catalog", await needingFolder()]);
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
    const { json } = await runCommand([...args, "--catalog", await needingFolder()]);
    expect(json()).toMatchObject({ total: 0, environment: "prod", points: [] });
  });
});
