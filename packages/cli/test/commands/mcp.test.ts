import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { describe, expect, it, onTestFinished } from "vitest";
import { catalogFolder, component, group } from "../catalog-folder.ts";
import { REPOSITORY, runCommand } from "../run-command.ts";

const COMMAND = join(REPOSITORY, "packages/cli/bin/callboard.mjs");

const NOTE = JSON.stringify({
  apiVersion: "scaffolder.backstage.io/v1beta3",
  kind: "Template",
  metadata: { name: "note" },
  spec: { type: "note", steps: [{ id: "fetch", action: "fetch:template", input: { url: "./skeleton" } }] },
});

describe("callboard mcp", () => {
  it("answers the SDK's client on stdin and stdout, and ends when it hangs up", async () => {
    const cwd = await catalogFolder({
      "catalog/catalog-info.yaml": component("web") + group("shop"),
      "catalog/note/catalog-info.yaml": NOTE,
      "catalog/note/skeleton/note.txt": "written",
      "copy/template.yaml": NOTE,
      "copy/skeleton/copied.txt": "copied",
    });
    const transport = new StdioClientTransport({
      command: process.execPath,
      args: [COMMAND, "mcp", "--catalog", "catalog", "--template", "copy/template.yaml"],
      cwd,
      stderr: "pipe",
    });
    const client = new Client({ name: "test", version: "1" });
    await client.connect(transport);
    onTestFinished(() => client.close());
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toContain("plan_template");
    expect(tools.map(({ name }) => name)).not.toContain("run_template");
    const call = async (name: string, input: Record<string, unknown>) =>
      (await client.callTool({ name, arguments: input })).structuredContent;
    expect(await call("get_owner", { entity: "web" })).toMatchObject({ owners: [{ ref: "group:default/shop" }] });
    expect(await call("plan_template", { template: "note" })).toMatchObject({ files: [{ text: "written" }] });
    expect(await call("plan_template", { template: "copy/template.yaml" })).toMatchObject({
      files: [{ path: "copied.txt" }],
    });
    expect(await client.callTool({ name: "plan_template", arguments: { template: "copy" } })).toMatchObject({
      isError: true,
    });
  }, 60_000);

  it("S38: listens on this machine only, for the SDK's client, and ends with 0 on SIGTERM", async () => {
    const cwd = await catalogFolder({ "catalog-info.yaml": component("web") + group("shop") });
    const child = spawn(process.execPath, [COMMAND, "mcp", "--catalog", ".", "--http", "0"], {
      cwd,
      stdio: ["ignore", "pipe", "pipe"],
    });
    const exited = once(child, "exit");
    onTestFinished(async () => {
      child.kill("SIGKILL");
      await exited;
    });
    const url = await listening(child.stderr);
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/mcp$/);
    const client = new Client({ name: "test", version: "1" });
    // The cast: the SDK's own transport does not fit its own interface under exactOptionalPropertyTypes.
    await client.connect(new StreamableHTTPClientTransport(new URL(url)) as Parameters<Client["connect"]>[0]);
    const reply = await client.callTool({ name: "get_owner", arguments: { entity: "web" } });
    expect(reply.structuredContent).toMatchObject({ status: "owned" });
    const lured = await fetch(url, { method: "POST", headers: { origin: "https://attacker.example" }, body: "{}" });
    expect(lured.status).toBe(403);
    expect((await fetch(new URL("/", url))).status).toBe(404);
    await client.close();
    child.kill("SIGTERM");
    expect(await exited).toEqual([0, null]);
  }, 60_000);

  it("refuses what is no port", async () => {
    const { code, stderr } = await runCommand(["mcp", "--demo", "--http", "70000"]);
    expect(code).toBe(2);
    expect(stderr).toContain("70000 is no port");
  });
});

async function listening(stderr: NodeJS.ReadableStream): Promise<string> {
  for await (const line of createInterface(stderr)) {
    const url = /http:\S+mcp/.exec(line)?.[0];
    if (url !== undefined) return url;
  }
  throw new Error("The server ended before it listened.");
}
