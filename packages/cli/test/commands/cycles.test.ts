import { describe, expect, it } from "vitest";
import { catalogFolder, component } from "../catalog-folder.ts";
import { runCommand } from "../run-command.ts";

const needing = (name: string, ...needs: readonly string[]) =>
  component(name, { dependsOn: needs.map((each) => `component:${each}`) });

const ring = () =>
  catalogFolder({ "catalog-info.yaml": needing("one", "two") + needing("two", "one") + needing("web", "one") });

describe("callboard cycles", () => {
  it("lists each group of entities that need one another, which is a finding", async () => {
    const { code, stdout } = await runCommand(["cycles", "--catalog", await ring()]);
    expect(code).toBe(1);
    expect(stdout).toBe("2 need one another\n  one needs two, which needs one\n");
  });

  it("prints the result as JSON", async () => {
    const { json } = await runCommand(["cycles", "--catalog", await ring(), "--env", "prod", "--format", "json"]);
    expect(json()).toMatchObject({
      total: 1,
      cycles: [{ members: ["component:default/one", "component:default/two"] }],
    });
  });

  it("ends with 0 when there is none", async () => {
    const folder = await catalogFolder({ "catalog-info.yaml": needing("web", "db") + component("db") });
    const { code, stdout } = await runCommand(["cycles", "--catalog", folder]);
    expect({ code, stdout }).toEqual({ code: 0, stdout: "No entities need one another in a circle.\n" });
  });
});
