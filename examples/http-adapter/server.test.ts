import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type Catalog, openCatalog } from "@callboard/core";
import { describe, expect, it, onTestFinished } from "vitest";
import { expressApp } from "./in-express.ts";
import { fastifyApp } from "./in-fastify.ts";
import { nextHandlers } from "./in-next.ts";
import { catalogServer } from "./server.ts";

const TOKEN = "0123456789abcdef";
const PATH = "/api/catalog/entities/by-refs";
const ASKED: RequestInit = {
  method: "POST",
  headers: { "content-type": "application/json", authorization: `Bearer ${TOKEN}` },
  body: JSON.stringify({ entityRefs: ["resource:default/db"], fields: ["kind"] }),
};
const ANSWER = { items: [{ kind: "Resource" }] };

async function opened(): Promise<Catalog> {
  const provider = {
    name: "example",
    async *provide() {
      const spec = { type: "database", owner: "shop" };
      const entity = { apiVersion: "backstage.io/v1alpha1", kind: "Resource", metadata: { name: "db" }, spec };
      yield { location: "example:db", entity };
    },
  };
  const catalog = await openCatalog({ providers: [provider], schedule: false });
  onTestFinished(() => catalog.close());
  return catalog;
}

async function originOf(server: Server): Promise<string> {
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  if (!server.listening) await once(server, "listening");
  // The cast: it listens on a port, not on a pipe.
  const { port } = server.address() as AddressInfo;
  return `http://127.0.0.1:${port}`;
}

describe("catalogServer", () => {
  it("answers who sends the token, and nobody else", async () => {
    const server = catalogServer(await opened(), { token: TOKEN }).listen(0, "127.0.0.1");
    const url = `${await originOf(server)}${PATH}`;
    expect((await fetch(url, { ...ASKED, headers: {} })).status).toBe(401);
    expect(await (await fetch(url, ASKED)).json()).toEqual(ANSWER);
  });
});

describe("expressApp", () => {
  it("hands the catalog's routes their bodies", async () => {
    const server = expressApp(await opened()).listen(0, "127.0.0.1");
    expect(await (await fetch(`${await originOf(server)}${PATH}`, ASKED)).json()).toEqual(ANSWER);
  });
});

describe("fastifyApp", () => {
  it("hands the catalog's routes their bodies", async () => {
    const app = fastifyApp(await opened());
    await app.listen({ port: 0, host: "127.0.0.1" });
    expect(await (await fetch(`${await originOf(app.server)}${PATH}`, ASKED)).json()).toEqual(ANSWER);
  });
});

describe("nextHandlers", () => {
  it("answer as the routes do", async () => {
    const { POST } = nextHandlers(await opened());
    expect(await (await POST(new Request(`http://localhost${PATH}`, ASKED))).json()).toEqual(ANSWER);
  });
});
