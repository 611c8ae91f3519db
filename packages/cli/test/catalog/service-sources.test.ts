import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { catalogFolder, component } from "../catalog-folder.ts";
import { runCommand } from "../run-command.ts";

/** Files on the web, on this machine. */
async function fileServer(files: Readonly<Record<string, string>>): Promise<{ readonly host: string }> {
  const server = createServer((request, response) => {
    const content = files[request.url ?? ""];
    response.writeHead(content === undefined ? 404 : 200).end(content);
  });
  servers.add(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo; // a server that listens on a port has an address of this form
  return { host: `127.0.0.1:${port}` };
}

const servers = new Set<Server>();
afterEach(() => {
  for (const server of servers) server.close();
  servers.clear();
});

describe("services as sources of a configuration", () => {
  it("are read beside folders, under the name that their rules use", async () => {
    const { host } = await fileServer({ "/web.yaml": `${component("web")}---\n${component("api")}` });
    const cwd = await catalogFolder({
      "callboard.yaml":
        `sources:\n  - { type: file, root: catalog }\n  - type: http\n    urls: [http://${host}/web.yaml]\n` +
        `rules: [{ allow: [Component], source: "http:${host}" }]\n`,
      "catalog/catalog-info.yaml": component("mailer"),
    });
    const { code, json } = await runCommand(["sources", "--format", "json"], { cwd });
    expect(code).toBe(0);
    expect(json()).toMatchObject([
      { name: "file:catalog", entities: 1, health: "fresh" },
      { name: `http:${host}`, entities: 2, health: "fresh" },
    ]);
    const wrong = await runCommand(["sources"], {
      cwd: await catalogFolder({
        "callboard.yaml": `sources: [{ type: http, name: web, urls: ["http://${host}/"] }]\nrules: [{ allow: [API], source: http:wob }]`,
      }),
    });
    expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining("Did you mean http:web?")]);
  });

  it("are a checkout that says nothing of itself, too, with locations as they are seen from the configuration", async () => {
    const cwd = await catalogFolder({
      "callboard.yaml": "sources: [{ type: scan, root: checkout }]",
      "checkout/billing/package.json":
        '{ "name": "billing", "dependencies": { "express": "4" }, "scripts": { "start": "node server.js" } }',
      "checkout/billing/server.js": "require('express')().listen(80)\n",
      "checkout/billing/Dockerfile": "FROM node:20\nCMD node server.js\n",
    });
    const { code, json } = await runCommand(["query", "--format", "json"], { cwd });
    expect(code).toBe(0);
    expect(JSON.stringify(json())).toContain("billing");
    const { stdout } = await runCommand(["ask", "who owns billing"], { cwd });
    expect(stdout).toContain("checkout/billing/");
  });

  it("end a command with 3 when they cannot be reached, and keep what is read elsewhere", async () => {
    const { host } = await fileServer({});
    const cwd = await catalogFolder({
      "callboard.yaml": `sources:\n  - { type: file, root: catalog }\n  - { type: http, name: web, urls: ["http://${host}/gone.yaml"] }\n`,
      "catalog/catalog-info.yaml": component("mailer"),
    });
    const { code, stderr, json } = await runCommand(["owner", "component:mailer", "--format", "json"], { cwd });
    expect([code, json()]).toMatchObject([3, { origin: { location: "file:catalog/catalog-info.yaml" } }]);
    expect(stderr).toMatch(/^http:web could not be read/m);
  });

  it("are refused at their place for options that their provider cannot work with, and for a name that is taken", async () => {
    const cwd = await catalogFolder({
      "callboard.yaml":
        "sources:\n  - { type: http, name: a, urls: [https://a.example/x.yaml] }\n" +
        "  - { type: http, urls: [ftp://files.example/x.yaml] }\n  - { type: http, name: a, urls: [https://b.example/x.yaml] }\n",
    });
    const { code, stderr } = await runCommand(["sources"], { cwd });
    expect(code).toBe(2);
    expect(stderr).toMatch(/callboard\.yaml:3:\d+: sources\[1\]: /);
    expect(stderr).toMatch(/callboard\.yaml:4:\d+: sources\[2\]: There is a source http:a already\./);
  });

  it("are read for refs only when validate is asked about a path", async () => {
    const { host } = await fileServer({ "/team.yaml": "kind: Nonsense\n" });
    const cwd = await catalogFolder({
      "callboard.yaml": `sources: [{ type: http, name: org, urls: ["http://${host}/team.yaml"] }]`,
      "mine/catalog-info.yaml": component("mailer"),
    });
    const asked = await runCommand(["validate", "mine", "--format", "json"], { cwd });
    expect(JSON.stringify(asked.json())).not.toContain(host);
    const all = await runCommand(["validate", "--format", "json"], { cwd });
    expect([all.code, JSON.stringify(all.json())]).toEqual([1, expect.stringContaining(host)]);
  });

  it("S40: send what is configured for a host to no host that a descriptor names", async () => {
    const seen: (string | undefined)[] = [];
    const other = createServer((request, response) => {
      seen.push(request.headers.authorization);
      response.end("text");
    });
    servers.add(other);
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    const { port } = other.address() as AddressInfo; // as above
    const descriptor = component("web", { definition: { $text: `http://127.0.0.1:${port}/stolen` } });
    const { host } = await fileServer({ "/web.yaml": descriptor });
    const cwd = await catalogFolder({
      "callboard.yaml": `sources:\n  - type: http\n    urls: ["http://${host}/web.yaml"]\n    headers: { "${host}": { authorization: Bearer canary } }\n`,
    });
    const { stdout, stderr } = await runCommand(["validate"], { cwd });
    expect(seen).toEqual([]);
    expect(stdout + stderr).toContain("host not allowed");
    expect(stdout + stderr).not.toContain("canary");
  });
});
