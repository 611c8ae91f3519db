import type { CatalogView } from "@callboard/core";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { InMemoryTransport } from "@modelcontextprotocol/sdk/inMemory.js";
import { type CallToolResult, CallToolResultSchema } from "@modelcontextprotocol/sdk/types.js";
import { onTestFinished } from "vitest";
import { type CallboardMcpOptions, mcpServer } from "../../src/mcp.ts";

/** The SDK's own client, connected to a server over a view until the test ends. */
export async function connected(view: CatalogView, options: CallboardMcpOptions = {}): Promise<Client> {
  const [here, there] = InMemoryTransport.createLinkedPair();
  const server = mcpServer(view, options);
  const client = new Client({ name: "test", version: "1" });
  await Promise.all([server.connect(there), client.connect(here)]);
  onTestFinished(() => client.close());
  // From now on the client checks what it gets against the schemas that the server announces.
  await client.listTools();
  return client;
}

/** What a tool replies. */
export async function call(client: Client, name: string, input: Record<string, unknown>): Promise<CallToolResult> {
  return CallToolResultSchema.parse(await client.callTool({ name, arguments: input }));
}

/** The text that an assistant is shown. */
export function textOf({ content }: CallToolResult): string {
  return content.map((each) => (each.type === "text" ? each.text : "")).join("\n");
}

/** The error in a reply. */
export function errorOf(result: CallToolResult): { readonly code: string; readonly suggestions: readonly string[] } {
  return JSON.parse(textOf(result)).error;
}
