import { createServer, type RequestListener } from "node:http";
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { isPublicAddress, openCatalog } from "@callboard/core";
import { describe, expect, it, onTestFinished } from "vitest";
import { publicFetch } from "../src/public-fetch.ts";
import { staticProvider } from "../src/static.ts";

/** A server on this machine, and how many connections came to it. */
async function listener(answer: RequestListener) {
  const server = createServer(answer);
  const counted = { sockets: 0, port: 0 };
  server.on("connection", () => {
    counted.sockets += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (typeof address === "object" && address) counted.port = address.port;
  return counted;
}

/** Leads every name to this machine, which is as good as public here. */
const toHere = { resolve: async () => ["127.0.0.1"], accepts: (address: string) => address === "127.0.0.1" };

describe("publicFetch", () => {
  it("gives status, headers and text, under the name that was asked for", async () => {
    const { port } = await listener(({ headers, url }, response) => {
      response.writeHead(url === "/a" ? 200 : 404, { "x-host": headers.host }).end("grüße");
    });
    const fetch = publicFetch(toHere);
    const found = await fetch(`http://files.example.com:${port}/a`);
    expect([found.status, found.headers.get("x-host"), await found.text()]).toEqual([
      200,
      `files.example.com:${port}`,
      "grüße",
    ]);
    expect((await fetch(new URL(`http://files.example.com:${port}/b`))).status).toBe(404);
    const head = await fetch(`http://files.example.com:${port}/a`, { method: "HEAD" });
    expect([head.status, await head.text()]).toEqual([200, ""]);
  });

  it.each([
    ["gzip", gzipSync],
    ["deflate", deflateSync],
    ["br", brotliCompressSync],
  ])("decompresses %s", async (encoding, compress) => {
    const { port } = await listener((_, response) => {
      response.writeHead(200, { "content-encoding": encoding }).end(compress("text"));
    });
    const response = await publicFetch(toHere)(`http://files.example.com:${port}/`);
    expect([response.headers.get("content-encoding"), await response.text()]).toEqual([null, "text"]);
  });

  it("breaks off a body that is not what its header says", async () => {
    const { port } = await listener((_, response) => {
      response.writeHead(200, { "content-encoding": "gzip" }).end("not compressed");
    });
    const response = await publicFetch(toHere)(`http://files.example.com:${port}/`);
    await expect(response.text()).rejects.toThrow();
  });

  it("S15: follows no redirect by itself", async () => {
    const host = await listener((_, response) => response.writeHead(302, { location: "http://127.0.0.1/" }).end());
    const response = await publicFetch(toHere)(`http://files.example.com:${host.port}/`);
    expect([response.status, response.headers.get("location"), host.sockets]).toEqual([302, "http://127.0.0.1/", 1]);
  });

  it("S16: never connects to a name that was public when it was checked and is private when connected to", async () => {
    const host = await listener((_, response) => response.end("secret"));
    const answers = [["1.1.1.1"], ["127.0.0.1"]];
    const resolve = async () => answers.shift() ?? [];
    expect((await resolve()).every(isPublicAddress)).toBe(true);
    await expect(publicFetch({ resolve })(`http://rebound.example.com:${host.port}/`)).rejects.toMatchObject({
      code: "source-unreachable",
      message:
        "host not allowed: rebound.example.com leads to 127.0.0.1, which is no public address. Name a public host.",
    });
    expect(host.sockets).toBe(0);
  });

  it("S16: looks a name up once for each request, and connects to what it checked", async () => {
    const host = await listener((_, response) => response.end("here"));
    let lookups = 0;
    const resolve = async () => {
      lookups += 1;
      return lookups === 1 ? ["127.0.0.1"] : ["127.0.0.2"];
    };
    const fetch = publicFetch({ ...toHere, resolve });
    expect(await (await fetch(`http://rebound.example.com:${host.port}/`)).text()).toBe("here");
    await expect(fetch(`http://rebound.example.com:${host.port}/`)).rejects.toMatchObject({
      code: "source-unreachable",
    });
    expect([lookups, host.sockets]).toEqual([2, 1]);
  });

  it.each([
    ["one of several addresses", ["1.1.1.1", "127.0.0.1"]],
    ["an IPv6 address", ["::1"]],
    ["an IPv4 address in an IPv6 one", ["::ffff:127.0.0.1"]],
    ["an address of a link, with its zone", ["fe80::1%eth0"]],
    ["the address of cloud metadata", ["169.254.169.254"]],
  ])("S16: refuses a name for %s", async (_, addresses) => {
    const fetch = publicFetch({ resolve: async () => addresses });
    await expect(fetch("http://inside.example.com/")).rejects.toMatchObject({ code: "source-unreachable" });
  });

  it.each(["127.0.0.1", "0x7f.1", "[::1]", "[::ffff:127.0.0.1]", "localhost"])(
    "S14: does not connect to %s",
    async (hostname) => {
      const host = await listener((_, response) => response.end());
      await expect(publicFetch()(`http://${hostname}:${host.port}/`)).rejects.toMatchObject({
        code: "source-unreachable",
        message: expect.stringContaining("host not allowed"),
      });
      expect(host.sockets).toBe(0);
    },
  );

  it("ends when its signal aborts, also while the body comes", async () => {
    const { port } = await listener((_, response) => response.write("some"));
    const aborter = new AbortController();
    const response = await publicFetch(toHere)(`http://files.example.com:${port}/`, { signal: aborter.signal });
    aborter.abort();
    await expect(response.text()).rejects.toThrow();
    await expect(publicFetch(toHere)("http://a.example/", { signal: aborter.signal })).rejects.toThrow();
  });

  it("says that a name has no address, and that it only reads", async () => {
    await expect(publicFetch({ resolve: async () => [] })("http://a.example/")).rejects.toThrow("has no address");
    await expect(publicFetch(toHere)("http://a.example/", { method: "POST" })).rejects.toThrow(TypeError);
  });
});

describe("openCatalog with publicFetch as fetchFile", () => {
  const remote = (address: string) => ({
    apiVersion: "backstage.io/v1alpha1",
    kind: "Location",
    metadata: { name: "remote" },
    spec: { type: "url", target: address },
  });
  const open = (port: number, options: Parameters<typeof publicFetch>[0]) =>
    openCatalog({
      providers: [staticProvider([remote(`http://files.example.com:${port}/a.yaml`)])],
      allowedHosts: [`files.example.com:${port}`],
      schedule: false,
      runtime: { fetchFile: publicFetch(options) },
    });

  it("S16: reads no file from an allowed name that leads into the private network, and says so", async () => {
    const host = await listener((_, response) => response.end("kind: Secret"));
    const catalog = await open(host.port, { resolve: async () => ["127.0.0.1"] });
    expect(catalog.problems().map(({ message }) => message)).toContainEqual(
      expect.stringContaining("files.example.com leads to 127.0.0.1, which is no public address"),
    );
    expect(host.sockets).toBe(0);
  });

  it("S17: gives up a file that grows past 5 MiB when it is decompressed", async () => {
    const bomb = gzipSync(Buffer.alloc(64 * 2 ** 20));
    const host = await listener((_, response) => response.writeHead(200, { "content-encoding": "gzip" }).end(bomb));
    const catalog = await open(host.port, toHere);
    expect(catalog.problems().map(({ message }) => message)).toContainEqual(expect.stringContaining("5 MiB"));
  });
});
