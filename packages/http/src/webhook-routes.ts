import type { WebhookFacts } from "@callboard/facts/webhook";
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { RequestError } from "./request-error.ts";

/** A source that is told of changes; it checks signatures itself. The providers of GitHub and GitLab are such. */
export interface WebhookSource {
  readonly name: string;
  webhook(request: Request): Promise<Response>;
}

/** GitHub sends up to 25 MB; GitLab as much as it likes. */
const MAX_BODY_BYTES = 25 * 2 ** 20;

const STATUS = { stored: 202, duplicate: 200, unsigned: 401, "too-large": 413, malformed: 400 } as const;

/** `POST /<source>` for each source, and `POST /facts` where deploys are told. */
export function webhookRoutes(sources: readonly WebhookSource[], facts?: Pick<WebhookFacts, "receive">): Hono {
  const app = new Hono();
  const byName = new Map(sources.map((source) => [source.name, source]));
  const tooLarge = () => {
    throw new RequestError(413, "The body is too large.");
  };
  app.use(bodyLimit({ maxSize: MAX_BODY_BYTES, onError: tooLarge }));
  if (facts) {
    app.post("/facts", async (c) => {
      const body = new Uint8Array(await c.req.arrayBuffer());
      const receipt = await facts.receive(body, c.req.header("x-callboard-signature") ?? null);
      return c.json(receipt, STATUS[receipt.status]);
    });
  }
  app.post("/:source", async (c) => {
    const source = byName.get(c.req.param("source"));
    if (!source) throw new RequestError(404, "No source takes webhooks under this name.");
    return source.webhook(c.req.raw);
  });
  return app;
}
