import type { CatalogView } from "@callboard/core";
import { WebStandardStreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js";
import { type CallboardMcpOptions, mcpServer } from "./mcp-server.ts";

export interface McpHandlerOptions extends CallboardMcpOptions {
  /** What the one who asks may see; the view itself unless given. */
  readonly view?: (request: Request) => CatalogView | Promise<CatalogView>;
  /**
   * The names that this server is asked by, without port; localhost and the loopback addresses unless given. A request
   * to another one, or from a web page of another one, is refused: it comes from a browser that was lured here. `"any"`
   * is for hosts that have to be told who asks: then only pages of other sites are refused.
   */
  readonly allowedHosts?: readonly string[] | "any";
}

const LOOPBACK = ["localhost", "127.0.0.1", "[::1]"];
const MAX_BODY_BYTES = 1024 * 1024;

/**
 * Answers the Model Context Protocol over streamable HTTP, for any host of `fetch` handlers. It keeps no sessions, so
 * that any number of processes can stand side by side. It authenticates nobody: put it behind what does.
 */
export function mcpHandler(
  view: CatalogView,
  options: McpHandlerOptions = {},
): (request: Request) => Promise<Response> {
  const { view: viewFor = () => view, allowedHosts = LOOPBACK, ...serving } = options;
  const allowed = allowedHosts === "any" ? null : new Set(allowedHosts.map((host) => host.toLowerCase()));
  return async (request) => {
    if (!isAllowed(request, allowed)) {
      return refusal(403, "This server is not asked by that name, or not from that page.");
    }
    // Without sessions there is no stream to listen to and nothing to end.
    if (request.method !== "POST") return refusal(405, "Send a POST request.", { allow: "POST" });
    const server = mcpServer(await viewFor(request), serving);
    const transport = new WebStandardStreamableHTTPServerTransport({
      enableJsonResponse: true,
      maxRequestBodySize: MAX_BODY_BYTES,
    });
    try {
      await server.connect(transport);
      const response = await transport.handleRequest(request);
      response.headers.set("cache-control", "no-store");
      response.headers.set("x-content-type-options", "nosniff");
      return response;
    } finally {
      await server.close();
    }
  };
}

/** @param allowed null for any host, whose own pages alone may ask it */
function isAllowed({ headers, url }: Request, allowed: ReadonlySet<string> | null): boolean {
  const host = hostname(`http://${headers.get("host") ?? new URL(url).host}`);
  if (host === null) return false;
  const names = allowed ?? new Set([host]);
  const origin = headers.get("origin");
  return names.has(host) && (origin === null || names.has(hostname(origin) ?? ""));
}

function hostname(address: string): string | null {
  return URL.canParse(address) ? new URL(address).hostname : null;
}

function refusal(status: number, message: string, headers: Readonly<Record<string, string>> = {}): Response {
  const error = { jsonrpc: "2.0", error: { code: -32000, message }, id: null };
  return Response.json(error, { status, headers });
}
