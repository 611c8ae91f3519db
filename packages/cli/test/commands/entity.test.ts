import { describe, expect, it } from "vitest";
import { catalogFolder, component, group } from "../catalog-folder.ts";
import { runCommand } from "../run-command.ts";

describe("callboard entity", () => {
  it("shows what the descriptor says and how the entity relates to others", async () => {
    const spec = { dependsOn: ["component:api", "component:worker"], definition: "a\nb\nc\n" };
    const metadata = {
      title: "Web shop",
      description: "Sells.\nAlways open.",
      tags: ["node"],
      links: [{ url: "https://x.example" }],
    };
    const folder = await catalogFolder({
      "catalog-info.yaml": component("web", spec, metadata) + component("api") + component("worker") + group("shop"),
    });
    const { code, stdout } = await runCommand(["entity", "web", "--catalog", folder]);
    expect(code).toBe(0);
    expect(stdout).toBe(`Web shop  component:default/web
  Sells.
  Always open.

  type        service
  lifecycle   production
  definition  3 lines
  dependsOn   component:default/api
              component:default/worker
  ownedBy     group:default/shop
  tags        node
  links       https://x.example
  written     ${folder}/catalog-info.yaml:1
  changed     just now; read just now from file:${folder}
`);
  });

  it("lists at most ten entities of one relation and counts the rest", async () => {
    const users = Array.from({ length: 12 }, (_, index) => component(`service-${index}`));
    const folder = await catalogFolder({ "catalog-info.yaml": group("shop") + users.join("") });
    const { stdout } = await runCommand(["entity", "group:shop", "--catalog", folder]);
    expect(stdout.match(/component:default/g)).toHaveLength(10);
    expect(stdout).toContain("and 2 more");
  });

  it("prints the entity with its relations as JSON", async () => {
    const folder = await catalogFolder({ "catalog-info.yaml": component("web") + group("shop") });
    const { json } = await runCommand(["entity", "component:web", "--catalog", folder, "--format", "json"]);
    expect(json()).toMatchObject({
      kind: "Component",
      metadata: { name: "web", namespace: "default" },
      relations: [{ type: "ownedBy", targetRef: "group:default/shop" }],
    });
  });

  it("ends with 1 for an entity that is not there", async () => {
    const folder = await catalogFolder({ "catalog-info.yaml": component("web") });
    const { code, stdout, stderr } = await runCommand(["entity", "component:wbe", "--catalog", folder]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toContain("component:default/wbe");
  });

  it("shows other descriptions of the entity, and why they are not used", async () => {
    const folder = await catalogFolder({
      "a/catalog-info.yaml": component("web"),
      "b/catalog-info.yaml": component("web", { lifecycle: "deprecated" }),
    });
    const { stdout } = await runCommand(["entity", "web", "--catalog", folder]);
    expect(stdout).toContain(`
  written    ${folder}/a/catalog-info.yaml:1
  not used   ${folder}/b/catalog-info.yaml:1  In the order of locations`);
  });

  it("says of a former ref, and of a former name, what the entity is called now", async () => {
    const annotations = { "callboard.dev/aliases": "component:default/old" };
    const folder = await catalogFolder({ "catalog-info.yaml": component("web", {}, { annotations }) });
    const byRef = await runCommand(["owner", "component:old", "--catalog", folder]);
    expect(byRef).toMatchObject({ code: 1, stdout: "" });
    expect(byRef.stderr).toContain(
      "callboard: There is no component:default/old in the catalog any more: it was renamed to component:default/web. Use that ref.\n",
    );
    expect(byRef.stderr).not.toContain("Did you mean");
    const byName = await runCommand(["entity", "old", "--catalog", folder]);
    expect(byName.stderr).toContain('component:default/web was formerly called "old".');
  });
});
