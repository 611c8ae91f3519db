import { describe, expect, it } from "vitest";
import { catalogFolder, component } from "../catalog-folder.ts";
import { runCommand } from "../run-command.ts";

const ring = () =>
  catalogFolder({
    "catalog-info.yaml": [
      component("web", { dependsOn: ["component:api"] }),
      component("api", { dependsOn: ["component:db"] }),
      component("db", { dependsOn: ["component:web"] }),
      component("lonely", { dependsOn: ["component:web"] }),
    ].join(""),
  });

describe("callboard path", () => {
  it("says each hop as a sentence", async () => {
    const { code, stdout } = await runCommand(["path", "web", "db", "--catalog", await ring()]);
    expect(code).toBe(0);
    expect(stdout).toBe(
      "component:default/web needs component:default/db, 2 hops away:\n  web needs api  dependsOn\n  api needs db   dependsOn\n",
    );
  });

  it("prints the steps as JSON", async () => {
    const { json } = await runCommand(["path", "web", "api", "--catalog", await ring(), "--format", "json"]);
    expect(json()).toEqual([{ ref: "component:default/api", relation: "dependsOn" }]);
  });

  it("ends with 1 when there is none, and says whether there is one the other way round", async () => {
    const { code, json, stderr } = await runCommand([
      "path",
      "web",
      "lonely",
      "--catalog",
      await ring(),
      "--format",
      "json",
    ]);
    expect(code).toBe(1);
    expect(json()).toBeNull();
    expect(stderr).toContain("callboard path component:default/lonely component:default/web");
  });
});
