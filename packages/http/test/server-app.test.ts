import { webhookFacts } from "@callboard/facts/webhook";
import { trace } from "@opentelemetry/api";
import { Hono } from "hono";
import { describe, expect, it } from "vitest";
import { type RequestLog, serverApp } from "../src/index.ts";
import { NOW, opened, standing } from "./opened.ts";

describe("serverApp", () => {
  it("is alive, ready, and not ready any more once it stops", async () => {
    const { catalog } = await opened();
    let stopping = false;
    const app = serverApp(catalog, { isStopping: () => stopping });
    const status = async (path: string) => (await app.request(path)).status;
    expect([await status("/livez"), await status("/readyz")]).toEqual([200, 200]);
    stopping = true;
    expect([await status("/livez"), await status("/readyz"), await status("/api/catalog/sources")]).toEqual([
      200, 503, 200,
    ]);
  });

  it("logs each request without its query, under the id that the reply has", async () => {
    const { catalog } = await opened();
    const logged: RequestLog[] = [];
    const app = serverApp(catalog, { log: (request) => logged.push(request), clock: standing });
    const response = await app.request("/api/catalog/ask?question=secret");
    expect(logged).toEqual([
      {
        requestId: response.headers.get("x-request-id"),
        method: "GET",
        path: "/api/catalog/ask",
        status: 200,
        durationMs: 0,
      },
    ]);
  });

  it("counts requests by the pattern of their path", async () => {
    const { catalog } = await opened();
    const pages = new Hono().get("/catalog/:name", (c) => c.text("page"));
    const app = serverApp(catalog, { clock: standing, further: () => pages });
    await app.request("/catalog/web");
    await app.request("/nowhere");
    await app.request("/api/catalog/entities/by-name/component/default/web");
    await app.request("/api/catalog/entities/by-name/component/default/checkout");
    const text = await (await app.request("/metrics")).text();
    const route = "/api/catalog/entities/by-name/:kind/:namespace/:name";
    expect(text).toContain(
      `callboard_http_request_duration_seconds_count{method="GET",route="${route}",status="200"} 2`,
    );
    expect(text).toContain('route="/catalog/:name",status="200"} 1');
    expect(text).not.toContain("nowhere");
    expect(text).toContain('callboard_source_entities{source="files"} 5');
    expect(text).toMatch(/^(#.*|[a-z_]+(\{.*\})? [0-9.e+-]+)?(\n|$)/m);
  });

  it("S37: shows metrics to who is known only", async () => {
    const { catalog } = await opened();
    const app = serverApp(catalog, { identify: () => null });
    expect((await app.request("/metrics")).status).toBe(401);
    expect((await app.request("/livez")).status).toBe(200);
  });

  it("S37: answers assistants as who is known, and as they may see it", async () => {
    const { catalog } = await opened(undefined, { policy: { authorize: async () => ({ when: { kind: "user" } }) } });
    const app = serverApp(catalog, {
      identify: (request) => (request.headers.has("authorization") ? { ref: null, roles: [] } : null),
      mcp: (view) => async (request) => Response.json((await view(request)).query().total),
    });
    expect((await app.request("/mcp", { method: "POST" })).status).toBe(401);
    const known = await app.request("/mcp", { method: "POST", headers: { authorization: "Bearer x" } });
    expect(await known.json()).toBe(1);
  });

  it("S38: refuses requests that are meant for another host", async () => {
    const { catalog } = await opened();
    const app = serverApp(catalog, { hosts: ["localhost", "[::1]"] });
    const status = async (host: string) => (await app.request("/api/catalog/sources", { headers: { host } })).status;
    expect([await status("localhost:7007"), await status("[::1]:7007")]).toEqual([200, 200]);
    expect([await status("evil.example.com"), await status("localhost.evil.example.com")]).toEqual([421, 421]);
  });

  it("S38: refuses what one client sends above its rate, and says when to come again", async () => {
    const { catalog } = await opened();
    let now = NOW;
    const clock = { ...standing, now: () => now };
    const app = serverApp(catalog, { clock, rateLimit: { perMinute: 60, burst: 2 } });
    const ask = async (clientAddress: string) => app.request("/api/catalog/sources", {}, { clientAddress });
    expect([(await ask("a")).status, (await ask("a")).status]).toEqual([200, 200]);
    const refused = await ask("a");
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "1"]);
    expect((await ask("b")).status).toBe(200);
    now += 1_000;
    expect((await ask("a")).status).toBe(200);
  });

  it("hands webhooks to their source, and deploys to the facts", async () => {
    const { catalog } = await opened();
    const received: string[] = [];
    const github = {
      name: "github:acme",
      async webhook(request: Request) {
        received.push(await request.text());
        return new Response("taken", { status: 202 });
      },
    };
    const facts = webhookFacts({ secret: "0123456789abcdef" });
    const app = serverApp(catalog, { webhooks: [github], webhookFacts: facts, identify: () => null });
    expect((await app.request("/webhooks/github:acme", { method: "POST", body: "{}" })).status).toBe(202);
    expect(received).toEqual(["{}"]);
    expect((await app.request("/webhooks/none", { method: "POST" })).status).toBe(404);
    expect((await app.request("/webhooks/facts", { method: "POST", body: "{}" })).status).toBe(401);
  });

  it("answers within a span where a tracer is given", async () => {
    const { catalog } = await opened();
    const app = serverApp(catalog, { tracer: trace.getTracer("test") });
    expect((await app.request("/api/catalog/sources")).status).toBe(200);
  });
});
