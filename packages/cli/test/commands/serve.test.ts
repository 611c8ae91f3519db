import { spawn } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { describe, expect, it, onTestFinished } from "vitest";
import { nodeServer } from "../../src/serve/node-server.ts";
import { catalogFolder, component, group } from "../catalog-folder.ts";
import { REPOSITORY, runCommand } from "../run-command.ts";

const TOKEN = "0123456789abcdef0123";

describe("callboard serve", () => {
  it.each(["0.0.0.0", "::", "192.0.2.1"])(
    "S38: refuses to listen on %s where nobody has to say who they are",
    async (host) => {
      const { code, stderr } = await runCommand(["serve", "--demo", "--host", host, "--port", "0"]);
      expect(code).toBe(2);
      expect(stderr).toContain("--insecure-local");
    },
  );

  it("refuses a port that there is not", async () => {
    const { code, stderr } = await runCommand(["serve", "--demo", "--port", "65536"]);
    expect(code).toBe(2);
    expect(stderr).toContain("65535 or less");
  });

  it("R20, S37: answers as callboard.yaml says, logs JSON without secrets, and ends with 0 on SIGTERM", async () => {
    const cwd = await catalogFolder({
      "catalog/catalog-info.yaml": component("web") + group("shop"),
      "roles.yaml": 'roles: { "*": { catalog.read: { when: { kind: component } } } }\n',
      "callboard.yaml":
        "sources: [{ type: file, root: ./catalog }]\n" +
        `serve: { port: 0, tokens: [{ token: "${TOKEN}" }], policy: { roles: ./roles.yaml }, locations: ./locations.json }\n`,
    });
    const child = spawn(process.execPath, [join(REPOSITORY, "packages/cli/bin/callboard.mjs"), "serve"], {
      cwd,
      stdio: ["ignore", "pipe", "inherit"],
    });
    const exited = once(child, "exit");
    onTestFinished(async () => {
      child.kill("SIGKILL");
      await exited;
    });
    const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
    const logged = async (): Promise<{ message: string; port?: number; path?: string; requestId?: string }> =>
      JSON.parse((await lines.next()).value ?? "null");
    const { message, port } = await logged();
    expect(message).toBe("listening");

    const base = `http://127.0.0.1:${port}`;
    const headers = { authorization: `Bearer ${TOKEN}` };
    expect((await fetch(`${base}/api/catalog/entities`)).status).toBe(401);
    const response = await fetch(`${base}/api/catalog/entities?fields=kind`, { headers });
    expect(response.headers.get("callboard-view")).toBe("partial");
    expect(await response.json()).toEqual([{ kind: "Component" }]);
    expect((await fetch(`${base}/api/catalog/sources?token=${TOKEN}`, { headers })).status).toBe(400);
    await logged();
    expect(await logged()).toMatchObject({
      path: "/api/catalog/entities",
      requestId: response.headers.get("x-request-id"),
    });

    expect((await fetch(`${base}/?q=web`)).status).toBe(401);
    expect(await (await fetch(`${base}/catalog/default/component/web`, { headers })).text()).toContain("<h1");

    const anybody = new StreamableHTTPClientTransport(new URL(`${base}/mcp`));
    // The casts: the SDK's own transport does not fit its own interface under exactOptionalPropertyTypes.
    await expect(assistant().connect(anybody as Transport)).rejects.toThrow(/401|Unauthorized/);
    const known = new StreamableHTTPClientTransport(new URL(`${base}/mcp`), { requestInit: { headers } });
    const client = assistant();
    await client.connect(known as Transport);
    const called = async (name: string, asked: Readonly<Record<string, unknown>>) =>
      JSON.stringify(await client.callTool({ name, arguments: asked }));
    expect((await client.listTools()).tools.map(({ name }) => name)).not.toContain("run_template");
    expect(await called("find_entity", { name: "web" })).toContain("component:default/web");
    // The group is hidden by the table of roles.
    expect(await called("find_entity", { name: "group:shop" })).toContain("Nothing has that name.");
    expect(await called("get_owner", { entity: "web" })).toContain("names an owner that is not in the catalog");
    await client.close();
    const lured = { ...headers, origin: "https://attacker.example", "content-type": "application/json" };
    expect((await fetch(`${base}/mcp`, { method: "POST", headers: lured, body: "{}" })).status).toBe(403);

    const events = await fetch(`${base}/api/catalog/changes`, { headers });
    child.kill("SIGTERM");
    // A stream that would go on for ever ends with the server.
    expect(await events.text()).toContain("retry:");
    expect(await exited).toEqual([0, null]);
  });
});

describe("nodeServer", () => {
  async function serverFor(handle: Parameters<typeof nodeServer>[0], options = {}) {
    const server = await nodeServer(handle, { port: 0, host: "127.0.0.1", ...options });
    let isStopped = false;
    const stop = async () => {
      if (!isStopped) await server.stop();
      isStopped = true;
    };
    onTestFinished(stop);
    return { url: `http://127.0.0.1:${server.port}/`, port: server.port, stop };
  }

  it("S38: closes a connection whose request does not come in time", async () => {
    const { port } = await serverFor(() => new Response("never"), { requestTimeoutMs: 100 });
    const socket = connect(port, "127.0.0.1");
    socket.write("GET / HTTP/1.1\r\nhost: localhost\r\nx-slow: ");
    const chunks: Buffer[] = [];
    for await (const chunk of socket) chunks.push(chunk);
    expect(Buffer.concat(chunks).toString()).toMatch(/^HTTP\/1\.1 408 /);
  });

  it("R20: answers what has begun when it stops, and takes nothing more", async () => {
    let answerNow = () => {};
    const begun = deferred();
    const { url, stop } = await serverFor(async () => {
      begun.resolve(undefined);
      await new Promise<void>((resolve) => {
        answerNow = resolve;
      });
      return new Response("answered");
    });
    const reply = fetch(url);
    await begun.promise;
    const stopped = stop();
    await expect(fetch(url)).rejects.toThrow();
    answerNow();
    expect(await (await reply).text()).toBe("answered");
    await stopped;
  });

  it("hands over bodies, headers and the client's address, and streams replies", async () => {
    const { url } = await serverFor(async (request, { clientAddress }) => {
      const body = new Blob([await request.text(), ` from ${clientAddress}`]).stream();
      const headers = new Headers({ "x-method": request.method });
      headers.append("set-cookie", "a=1");
      headers.append("set-cookie", "b=2");
      return new Response(body, { status: 201, headers });
    });
    const response = await fetch(url, { method: "POST", body: "hello" });
    expect([response.status, response.headers.get("x-method"), response.headers.getSetCookie()]).toEqual([
      201,
      "POST",
      ["a=1", "b=2"],
    ]);
    expect(await response.text()).toBe("hello from 127.0.0.1");
  });

  it("S38: says nothing of what its handler throws", async () => {
    const { url } = await serverFor(() => {
      throw new Error("secret");
    });
    const response = await fetch(url);
    expect([response.status, await response.text()]).toEqual([500, ""]);
  });
});

type Transport = Parameters<Client["connect"]>[0];

function assistant(): Client {
  return new Client({ name: "test", version: "1" });
}

function deferred(): { readonly promise: Promise<unknown>; resolve(value: unknown): void } {
  let resolve: (value: unknown) => void = () => {};
  const promise = new Promise((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
