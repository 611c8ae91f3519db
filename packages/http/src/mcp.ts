export { type McpHandlerOptions, mcpHandler } from "./mcp/mcp-handler.ts";
export { type CallboardMcpOptions, mcpServer } from "./mcp/mcp-server.ts";
export type { TemplateAccess } from "./mcp/tool.ts";
