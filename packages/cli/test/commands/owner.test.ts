import { describe, expect, it } from "vitest";
import { catalogFolder, component, group } from "../catalog-folder.ts";
import { runCommand } from "../run-command.ts";

const shop = () =>
  catalogFolder({
    "catalog-info.yaml": [
      component("web", {}, { title: "Web shop" }),
      component("api", { owner: "shpo" }),
      component("checkout-web"),
      component("checkout-api"),
      group("shop", { title: "Shop team", annotations: { "callboard.dev/channel": "#shop" } }),
    ].join(""),
  });

describe("callboard owner", () => {
  it("says who owns an entity, how to reach them, why, and where it was read", async () => {
    const { code, stdout } = await runCommand(["owner", "component:web", "--catalog", await shop()]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^component:default\/web\n/);
    expect(stdout).toMatch(/owner +Shop team {2}group:default\/shop/);
    expect(stdout).toMatch(/contact +channel #shop/);
    expect(stdout).toMatch(/written +\/.*\/catalog-info\.yaml:1:\d+/);
    expect(stdout).toMatch(/changed +just now; read just now from file:\//);
  });

  it("prints the result itself for one ref and a list for several", async () => {
    const catalog = ["--catalog", await shop(), "--format", "json"];
    const one = await runCommand(["owner", "component:web", ...catalog]);
    expect(one.json()).toMatchObject({ ref: "component:default/web", status: "owned" });
    const two = await runCommand(["owner", "component:web", "group:shop", ...catalog]);
    expect(two.json()).toMatchObject([{ status: "owned" }, { ref: "group:default/shop", status: "is-owner" }]);
  });

  it("takes a bare name or a title, but no misspelt one", async () => {
    const folder = await shop();
    expect((await runCommand(["owner", "web shop", "--catalog", folder])).code).toBe(0);
    const misspelt = await runCommand(["owner", "chekout-web", "--catalog", folder]);
    expect(misspelt).toMatchObject({ code: 1, stdout: "" });
    expect(misspelt.stderr).toContain("component:default/checkout-web");
  });

  it("says what to do next about a name that nothing has", async () => {
    const folder = await shop();
    const { code, stderr } = await runCommand(["owner", "nobody-such", "--catalog", folder]);
    expect(code).toBe(1);
    expect(stderr).toBe(
      `callboard: Nothing is called "nobody-such".\nTo look for it by other words: callboard search TEXT --catalog ${folder}\n`,
    );
  });

  it("prints what is known when one of several refs is not, and ends with 1", async () => {
    const catalog = ["--catalog", await shop(), "--format", "json"];
    const { code, json, stderr } = await runCommand(["owner", "component:wbe", "component:web", ...catalog]);
    expect(code).toBe(1);
    expect(json()).toMatchObject([{ ref: "component:default/web" }]);
    expect(stderr).toContain("component:default/wbe");
  });

  it("ends with 1 for an owner that is not in the catalog", async () => {
    const { code, stdout } = await runCommand(["owner", "component:api", "--catalog", await shop()]);
    expect(code).toBe(1);
    expect(stdout).toMatch(/owner +not in the catalog/);
  });

  it("ends with 2 for something that is no ref", async () => {
    const { code, stderr } = await runCommand(["owner", "component:", "--catalog", await shop()]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^callboard: .*not an entity ref/);
  });
});
