import { describe, expect, it } from "vitest";
import { catalogFolder } from "../catalog-folder.ts";
import { runCommand } from "../run-command.ts";

describe("callboard schema", () => {
  it("prints the JSON Schema of whole descriptors of a kind, in either format", async () => {
    const { code, stdout, json } = await runCommand(["schema", "component"]);
    expect(code).toBe(0);
    expect(json()).toMatchObject({
      $schema: "http://json-schema.org/draft-07/schema#",
      title: "Component",
      required: ["apiVersion", "kind", "metadata", "spec"],
      properties: {
        apiVersion: { enum: ["backstage.io/v1alpha1", "backstage.io/v1beta1"] },
        kind: { const: "Component" },
        metadata: { required: ["name"] },
        spec: { required: ["type", "lifecycle", "owner"], properties: { dependsOn: { type: "array" } } },
      },
    });
    expect((await runCommand(["schema", "component", "--format", "json"])).stdout).toBe(stdout);
  });

  it("knows the kinds of the configuration in force, and whether it keeps others", async () => {
    const queue =
      "kind: Queue\napiVersions: [acme.example/v1]\nspec: { properties: { owner: { type: string } }, required: [owner] }\n";
    const config = (more: string) =>
      `sources: [{ type: file, root: ./catalog }]\nkinds: [queue.yaml, ai-resource]\n${more}`;
    const cwd = await catalogFolder({
      "callboard.yaml": config(""),
      "keeping.yaml": config("unknownKinds: keep\n"),
      "queue.yaml": queue,
      "catalog/catalog-info.yaml": "",
    });
    expect((await runCommand(["schema", "queue"], { cwd })).json()).toMatchObject({
      title: "Queue",
      properties: { apiVersion: { enum: ["acme.example/v1"] }, spec: { required: ["owner"] } },
    });
    const kinds = { kind: { enum: expect.arrayContaining(["Component", "Queue", "AiResource"]) } };
    expect((await runCommand(["schema"], { cwd })).json()).toMatchObject({ properties: kinds });
    const keeping = (await runCommand(["schema", "--config", "keeping.yaml"], { cwd })).json();
    expect(keeping).not.toMatchObject({ properties: { kind: { enum: expect.anything() } } });
    expect(keeping).toMatchObject({ properties: { kind: { type: "string" } } });
  });

  it("tells the kinds apart when none is named", async () => {
    const schema = (await runCommand(["schema"])).json() as {
      properties: { kind: { enum: string[] } };
      allOf: unknown[];
    };
    expect(schema.properties.kind.enum).toContain("Template");
    expect(schema.allOf).toHaveLength(schema.properties.kind.enum.length);
  });

  it("ends with 2 for a kind that is not known, and names the others", async () => {
    const { code, stdout, stderr } = await runCommand(["schema", "Database"]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain("Component");
  });
});
