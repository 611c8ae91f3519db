import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CatalogError } from "@callboard/core";
import { catalogOf } from "@callboard/core/testing";
import { fileTaskStore, folderFiles, openTasks, readTemplate } from "@callboard/scaffolder";
import { describe, expect, it, onTestFinished } from "vitest";
import type { TemplateAccess } from "../../src/mcp.ts";
import { call, connected, errorOf, textOf } from "./connected.ts";

const NOTE = `
apiVersion: scaffolder.backstage.io/v1beta3
kind: Template
metadata: { name: note }
spec:
  type: note
  parameters: { required: [name], properties: { name: { type: string } } }
  steps:
    - { id: say, action: "debug:log", input: { message: "\${{ parameters.name }}" } }
`;

async function access(further: Partial<TemplateAccess> = {}): Promise<TemplateAccess> {
  const folder = await mkdtemp(join(tmpdir(), "callboard-mcp-"));
  const tasks = openTasks({ store: fileTaskStore({ folder }) });
  onTestFinished(async () => {
    await tasks.close();
    await rm(folder, { recursive: true, force: true });
  });
  return {
    tasks,
    async open(name) {
      if (name !== "note") throw new CatalogError("entity-not-found", "There is no such template.");
      return readTemplate({ location: "note.yaml", content: NOTE, files: folderFiles({ folder }) });
    },
    ...further,
  };
}

describe("plan_template", () => {
  it("tells what a template would do", async () => {
    const client = await connected(catalogOf("component:web"), { templates: await access() });
    const plan = await call(client, "plan_template", { template: "note", values: { name: "hello" } });
    expect(plan.structuredContent).toMatchObject({
      template: "template:default/note",
      isRunnable: true,
      steps: [{ id: "say", action: "debug:log", inputs: [{ message: "hello" }] }],
    });
    expect(textOf(plan)).toContain("template:default/note can be run: steps 1");
  });

  it("names values that are missing in a typed error", async () => {
    const client = await connected(catalogOf("component:web"), { templates: await access() });
    expect(errorOf(await call(client, "plan_template", { template: "note" })).code).toBe("invalid-values");
    expect(errorOf(await call(client, "plan_template", { template: "gone" })).code).toBe("entity-not-found");
  });
});

describe("run_template", () => {
  it("S44: is not offered unless the host says so", async () => {
    const client = await connected(catalogOf("component:web"), { templates: await access() });
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).not.toContain("run_template");
  });

  it("runs a template where it may, and says that it changes something", async () => {
    const client = await connected(catalogOf("component:web"), { templates: await access({ mayRun: true }) });
    const { tools } = await client.listTools();
    expect(tools.find(({ name }) => name === "run_template")?.annotations).toMatchObject({
      readOnlyHint: false,
      destructiveHint: true,
    });
    const task = await call(client, "run_template", { template: "note", values: { name: "hello" } });
    expect(task.structuredContent).toMatchObject({ state: "completed", steps: [{ id: "say", state: "finished" }] });
  });
});
