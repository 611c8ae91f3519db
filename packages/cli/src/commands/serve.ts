import { resolve } from "node:path";
import { type Catalog, type CatalogView, type EntityProvider, systemClock } from "@callboard/core";
import { locationRegistry, optionalTracer, serverApp, type WebhookSource } from "@callboard/http";
import type { McpHandlerOptions } from "@callboard/http/mcp";
import { fetchFile } from "../catalog/fetch-file.ts";
import { isDemo } from "../catalog/is-demo.ts";
import { kindsInForce } from "../catalog/kinds-in-force.ts";
import { openFollowing } from "../catalog/open-following.ts";
import { sourceNotes } from "../catalog/source-state.ts";
import { withDefaultEnvironment } from "../catalog/with-default-environment.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { openFacts } from "../facts/open-facts.ts";
import { locationFile } from "../serve/location-file.ts";
import { nodeServer } from "../serve/node-server.ts";
import { type ServeAddress, type ServeSettings, serveSettings } from "../serve/serve-settings.ts";
import { DEMO_MARK, type Session } from "../session.ts";
import { toldToStop } from "../told-to-stop.ts";

/** `callboard serve`: the catalog over HTTP until it is told to stop. Logs go to stdout, a JSON object a line. */
export async function serve(session: Session, options: ServeAddress): Promise<ExitCode> {
  const { io, output } = session;
  const settings = await serveSettings(session, options);
  const { pino } = await import("pino");
  const log = pino({ base: null, messageKey: "message", timestamp: pino.stdTimeFunctions.isoTime }, io.stdout);
  const locations = registryOf(session, settings);
  const told = await webhookFactsOf(settings);
  const facts = await openFacts(session, told ? [told] : []);
  const webhooks: WebhookSource[] = [];
  const catalog = await openFollowing(session, {
    ...(locations && { providers: [locations], rules: [locations.rule] }),
    ...(settings.decide && { policy: settings.decide }),
    onProviders: (providers) => webhooks.push(...providers.filter(takesWebhooks)),
  });
  try {
    if (isDemo(catalog)) output.note(DEMO_MARK);
    for (const note of sourceNotes(catalog.sources(), session.commandLine)) output.note(note);
    let isStopping = false;
    const tracer = await optionalTracer();
    const { identify, decide, hosts, ratePerMinute } = settings;
    const { catalogPages } = await import("@callboard/http/pages");
    const logger = loggerTo(log);
    const mcp = settings.mcp ? await mcpOf(session, settings, { logger, ...(facts && { facts }) }) : undefined;
    const app = serverApp(catalog, {
      ...(mcp && { mcp: (view) => mcp(catalog, view) }),
      further: (view) =>
        catalogPages(catalog, {
          view,
          logger,
          now: io.now,
          environments: session.config?.config.environments.known ?? [],
          ...(facts && { facts }),
        }),
      webhooks,
      kinds: await kindsInForce(session),
      clock: { ...systemClock, now: io.now },
      rateLimit: { perMinute: ratePerMinute },
      isStopping: () => isStopping,
      log: (request) => log.info(request, "request"),
      logger,
      ...(hosts.length > 0 && { hosts }),
      ...(identify && { identify }),
      ...(decide && { policy: decide }),
      ...(locations && { locations }),
      ...(facts && { facts }),
      ...(told && { webhookFacts: told }),
      ...(tracer && { tracer }),
    });
    await catalog.prepare(); // or the first requests would keep all others waiting
    const server = await nodeServer(app.fetch, settings);
    log.info({ port: server.port, host: settings.host, entities: entitiesIn(catalog) }, "listening");
    await toldToStop();
    isStopping = true;
    log.info({}, "stopping");
    await server.stop();
    log.info({}, "stopped");
    return EXIT.ok;
  } finally {
    facts?.close();
    await catalog.close();
  }
}

function registryOf({ base, config }: Session, { locations: file }: ServeSettings) {
  if (file === undefined) return undefined;
  const reading = { allowedHosts: config?.config.allowedHosts ?? [], runtime: { fetchFile } };
  return locationRegistry({ store: locationFile(resolve(base, file)), reading });
}

/** Answers assistants as `callboard mcp` does, but for templates: planning one runs code of its author's choice. */
async function mcpOf(session: Session, { hosts }: ServeSettings, options: Pick<McpHandlerOptions, "facts" | "logger">) {
  const { mcpHandler } = await import("@callboard/http/mcp");
  const allowedHosts = hosts.length > 0 ? hosts : "any";
  return (catalog: Catalog, viewOf: (request: Request) => Promise<CatalogView>) =>
    mcpHandler(catalog, {
      ...options,
      allowedHosts,
      now: session.io.now,
      view: async (request) => withDefaultEnvironment(await viewOf(request), session),
    });
}

async function webhookFactsOf({ webhookSecret: secret }: ServeSettings) {
  return secret === undefined ? undefined : (await import("@callboard/facts/webhook")).webhookFacts({ secret });
}

function takesWebhooks(provider: EntityProvider): provider is EntityProvider & WebhookSource {
  return "webhook" in provider && typeof provider.webhook === "function";
}

function entitiesIn(catalog: Catalog): number {
  return catalog.sources().reduce((sum, { entities }) => sum + entities, 0);
}

type Log = Record<"debug" | "info" | "warn" | "error", (fields: object, message: string) => void>;

/** Failures with their reason, which the reply does not tell. */
function loggerTo(log: Log) {
  const level = (name: keyof Log) => (message: string, fields?: Readonly<Record<string, unknown>>) =>
    log[name]({ ...fields, ...(fields?.reason instanceof Error && { reason: fields.reason.stack }) }, message);
  return { debug: level("debug"), info: level("info"), warn: level("warn"), error: level("error") };
}
