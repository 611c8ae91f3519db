import { catalogOf } from "@callboard/core/testing";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { describe, expect, it } from "vitest";
import { mcpHandler } from "../../src/mcp.ts";
import { call, textOf } from "./connected.ts";

const view = catalogOf("component:web ownedBy group:shop");
const LIST = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/list" });

function request(headers: Record<string, string> = {}, url = "http://localhost:3001/mcp", body = LIST): Request {
  const sent = { "content-type": "application/json", accept: "application/json, text/event-stream", ...headers };
  return new Request(url, { method: "POST", headers: sent, body });
}

describe("mcpHandler", () => {
  it("answers the SDK's client over streamable HTTP", async () => {
    const handler = mcpHandler(view);
    const transport = new StreamableHTTPClientTransport(new URL("http://localhost:3001/mcp"), {
      fetch: (url, init) => handler(new Request(url, init)),
    });
    const client = new Client({ name: "test", version: "1" });
    // The cast: the SDK's own transport does not fit its own interface under exactOptionalPropertyTypes.
    await client.connect(transport as Parameters<Client["connect"]>[0]);
    const reply = await call(client, "get_owner", { entity: "web" });
    expect(textOf(reply)).toContain("component:default/web is owned by group:default/shop");
    await client.close();
  });

  it("is not stored, and not taken for another type", async () => {
    const response = await mcpHandler(view)(request());
    expect(response.status).toBe(200);
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
  });

  it.each([
    ["another host name", { host: "attacker.example" }],
    ["a page of another host", { origin: "https://attacker.example" }],
    ["a page without an origin", { origin: "null" }],
  ])("S38: refuses %s", async (_, headers) => {
    const response = await mcpHandler(view)(request(headers));
    expect(response.status).toBe(403);
  });

  it("is asked by the names that it is given", async () => {
    const handler = mcpHandler(view, { allowedHosts: ["catalog.example.com"] });
    expect((await handler(request({}, "https://catalog.example.com/mcp"))).status).toBe(200);
    expect((await handler(request())).status).toBe(403);
  });

  it("is asked by any name where it is told to be, and by no page of another host", async () => {
    const handler = mcpHandler(view, { allowedHosts: "any" });
    const url = "https://catalog.example.com/mcp";
    expect((await handler(request({}, url))).status).toBe(200);
    expect((await handler(request({ origin: "https://catalog.example.com" }, url))).status).toBe(200);
    expect((await handler(request({ origin: "https://attacker.example" }, url))).status).toBe(403);
  });

  it("refuses what is no POST", async () => {
    const response = await mcpHandler(view)(new Request("http://localhost/mcp"));
    expect([response.status, response.headers.get("allow")]).toEqual([405, "POST"]);
  });

  it("S38: refuses a body of more than 1 MiB", async () => {
    const response = await mcpHandler(view)(request({}, undefined, `"${"x".repeat(1024 * 1024)}"`));
    expect(response.status).toBe(413);
  });

  it("asks the host what the one who asks may see", async () => {
    const handler = mcpHandler(view, { view: ({ headers }) => (headers.get("x-who") ? view : catalogOf("group:a")) });
    const body = JSON.stringify({
      jsonrpc: "2.0",
      id: 1,
      method: "tools/call",
      params: { name: "get_owner", arguments: { entity: "component:web" } },
    });
    const [known, unknown] = await Promise.all(
      [{ "x-who": "ana" }, {}].map(async (headers) => (await handler(request(headers, undefined, body))).json()),
    );
    expect(known).toMatchObject({ result: { structuredContent: { status: "owned" } } });
    expect(unknown).toMatchObject({ result: { isError: true } });
  });
});
