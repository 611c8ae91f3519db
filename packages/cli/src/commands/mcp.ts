import { once } from "node:events";
import { resolve } from "node:path";
import { CatalogError, type CatalogView, type Logger } from "@callboard/core";
import { type CallboardMcpOptions, mcpHandler, mcpServer, type TemplateAccess } from "@callboard/http/mcp";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { isDemo } from "../catalog/is-demo.ts";
import { openFollowing } from "../catalog/open-following.ts";
import { sourceNotes } from "../catalog/source-state.ts";
import { withDefaultEnvironment } from "../catalog/with-default-environment.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { openFacts } from "../facts/open-facts.ts";
import { nodeServer } from "../serve/node-server.ts";
import { DEMO_MARK, type Session } from "../session.ts";
import { configuredTasks } from "../template/configured-tasks.ts";
import { templateInCatalog, templateInFile } from "../template/open-template.ts";
import { toldToStop } from "../told-to-stop.ts";

interface McpCommandOptions {
  readonly http?: number;
  readonly template?: readonly string[];
  readonly jsonText?: boolean;
}

/** `callboard mcp`: answers an assistant until it hangs up, or over HTTP until it is told to stop. It changes nothing. */
export async function mcp(session: Session, options: McpCommandOptions): Promise<ExitCode> {
  const { io, output } = session;
  const { template: named = [], jsonText = false, http } = options;
  if (http !== undefined && http > 65_535) throw new CatalogError("invalid-argument", `${http} is no port.`);
  const facts = await openFacts(session);
  const catalog = await openFollowing(session);
  const tasks = configuredTasks(session, catalog);
  try {
    if (isDemo(catalog)) output.note(DEMO_MARK);
    for (const note of sourceNotes(catalog.sources(), session.commandLine)) output.note(note);
    const view = withDefaultEnvironment(catalog, session);
    const open: TemplateAccess["open"] = (name, seen) =>
      named.includes(name) ? templateInFile(resolve(io.cwd, name), session) : templateInCatalog(name, seen, session);
    const serving = {
      templates: { tasks, open },
      jsonText,
      now: io.now,
      logger: errorsTo(output.note),
      ...(facts && { facts }),
    } satisfies CallboardMcpOptions;
    await (http === undefined ? answerHere(session, view, serving) : answerAt(http, session, view, serving));
    return EXIT.ok;
  } finally {
    facts?.close();
    await tasks.close();
    await catalog.close();
  }
}

/** Answers on stdin and stdout, which carry nothing else then. */
async function answerHere({ io, output }: Session, view: CatalogView, serving: CallboardMcpOptions): Promise<void> {
  const server = mcpServer(view, serving);
  const hungUp = Promise.race([once(io.stdin, "end"), once(io.stdin, "close")]);
  await server.connect(new StdioServerTransport(io.stdin, io.stdout));
  output.note("The MCP server answers on stdin and stdout. An assistant starts it by itself: see docs/mcp.md.");
  await Promise.race([hungUp, toldToStop()]);
  await server.close();
}

const LOOPBACK = "127.0.0.1";

/** Answers over HTTP on this machine only, as nobody is authenticated. */
async function answerAt(
  port: number,
  { output }: Session,
  view: CatalogView,
  serving: CallboardMcpOptions,
): Promise<void> {
  const handler = mcpHandler(view, serving);
  const answer = (request: Request) =>
    new URL(request.url).pathname === "/mcp" ? handler(request) : new Response(null, { status: 404 });
  const server = await nodeServer(answer, { port, host: LOOPBACK, stopTimeoutMs: 0 });
  output.note(`The MCP server listens on http://${LOOPBACK}:${server.port}/mcp. Ctrl-C stops it.`);
  await toldToStop();
  await server.stop();
}

function errorsTo(note: (message: string) => void): Pick<Logger, "error"> {
  return { error: (message, fields) => note(`${message} ${String(fields?.reason ?? "")}`.trimEnd()) };
}
