import { createServer, type RequestListener } from "node:http";
import { gzipSync } from "node:zlib";
import { openCatalog } from "@callboard/core";
import { describeProvider, fastClock, providerContext, runProvider } from "@callboard/core/testing";
import { describe, expect, it, onTestFinished } from "vitest";
import { httpProvider } from "../../src/http.ts";
import { publicFetch } from "../../src/public-fetch.ts";
import { CANARY, descriptor, names } from "../descriptors.ts";
import { fakeFiles } from "./fake-files.ts";

describeProvider({ describe, it }, "httpProvider", async () => {
  const files = await fakeFiles(CANARY);
  const { origin } = files.server;
  const paths = names(12).map((name) => `/catalog/${name}.yaml`);
  for (const [index, path] of paths.entries()) files.put(path, descriptor(`team-${index + 1}`));
  const pathOf = (location: string) => new URL(location.slice("url:".length)).pathname;
  const provider = httpProvider({
    urls: paths.map((path) => `${origin}${path}`),
    headers: { [new URL(origin).host]: { authorization: `Bearer ${CANARY}` } },
    name: "files",
    timeoutMs: 60_000,
  });
  return {
    provider,
    fetch,
    locations: paths.map((path) => `url:${origin}${path}`),
    entities: 12,
    secrets: [CANARY],
    remove: async (location) => files.put(pathOf(location), null),
    change: async (location) => files.put(pathOf(location), descriptor("changed")),
    breakDocument: async (location) => files.fail("refusal", pathOf(location)),
    breakSource: () => files.server.close(),
    failMidway: async (fault) => files.fail(fault, paths[6]),
    recover: async () => files.fail(null),
    dispose: () => files.server.close(),
  };
});

const network = { fetch, clock: fastClock(10) };

/** A server on this machine for what the files above cannot do. */
async function listener(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  return `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
}

describe("httpProvider", () => {
  it("transfers a file that has not changed only once, by its ETag", async () => {
    const files = await fakeFiles();
    onTestFinished(files.server.close);
    files.put("/catalog-info.yaml", descriptor("web"));
    const provider = httpProvider({ urls: `${files.server.origin}/catalog-info.yaml` });
    const { documents } = await runProvider(provider, network);
    const [first] = documents;
    const again = await runProvider(provider, { ...network, known: () => first?.version });
    expect(again.documents).toEqual([{ location: first?.location, version: first?.version, unchanged: true }]);
    expect(files.server.requests.map(({ headers }) => headers["if-none-match"])).toEqual([
      undefined,
      first?.version?.slice("etag ".length),
    ]);
  });

  it("asks by the time of the last change where there is no ETag, and compares the content where there is neither", async () => {
    const time = "Fri, 20 Nov 2026 06:00:00 GMT";
    const asked: (string | undefined)[] = [];
    const origin = await listener(({ url, headers }, response) => {
      asked.push(headers["if-modified-since"]);
      if (headers["if-modified-since"] === time) response.writeHead(304).end();
      else response.writeHead(200, url === "/timed" ? { "last-modified": time } : {}).end(descriptor("web"));
    });
    const provider = httpProvider({ urls: [`${origin}/timed`, `${origin}/plain`] });
    const { documents } = await runProvider(provider, network);
    expect(documents.map(({ version, modified }) => [version?.split(" ")[0], modified])).toEqual([
      ["modified", "2026-11-20T06:00:00.000Z"],
      ["sha256", undefined],
    ]);
    const versions = new Map(documents.map(({ location, version }) => [location, version]));
    const again = await runProvider(provider, { ...network, known: (key) => versions.get(key) });
    expect(again.documents.map((document) => ["unchanged" in document, document.version])).toEqual([
      [true, documents[0]?.version],
      [false, documents[1]?.version],
    ]);
    expect(asked).toEqual([undefined, undefined, time, undefined]);
  });

  it("keeps what a missing file had (404), and lets go of what is gone for good (410)", async () => {
    const files = await fakeFiles();
    onTestFinished(files.server.close);
    const urls = names(3).map((name) => `${files.server.origin}/${name}`);
    for (const name of names(3)) files.put(`/${name}`, descriptor(name));
    const catalog = await openCatalog({ providers: [httpProvider({ urls })], runtime: network, schedule: false });
    files.put("/team-1", null);
    files.fail("refusal", "/team-2");
    const [report] = await catalog.refresh();
    expect(catalog.query().items.map(({ metadata }) => metadata.name)).toEqual(["team-2", "team-3"]);
    expect(report?.reason).toContain("does not let the token read this (status 403)");
    await catalog.close();
  });

  it("S15: drops credentials when it is led to another origin, and takes on none of those configured for it", async () => {
    const seen: (string | undefined)[] = [];
    const to = await listener(({ headers }, response) => {
      seen.push(headers.authorization);
      response.end(descriptor("web"));
    });
    const from = await listener((_, response) => {
      response.writeHead(307, { location: `${to}/moved.yaml` }).end();
    });
    const headers = {
      [new URL(from).host]: { authorization: CANARY },
      [new URL(to).host]: { authorization: "another token" },
    };
    const run = await runProvider(httpProvider({ urls: [`${from}/a.yaml`, `${to}/b.yaml`], headers }), network);
    expect(run.documents.map(({ location }) => location)).toEqual([`url:${from}/a.yaml`, `url:${to}/b.yaml`]);
    expect(seen.sort()).toEqual(["another token", undefined]);
  });

  it("S15: follows a redirect to a host that is not configured only where its address is public", async () => {
    let reached = 0;
    const elsewhere = await listener((_, response) => {
      reached += 1;
      response.end(descriptor("web"));
    });
    const origin = await listener((_, response) => {
      response.writeHead(302, { location: `${elsewhere}/secret` }).end();
    });
    const urls = [`${origin}/catalog-info.yaml`];
    await expect(runProvider(httpProvider({ urls }), network)).rejects.toThrow(/host not allowed: 127\.0\.0\.1/);
    expect(reached).toBe(0);
    const fetchElsewhere = publicFetch({ accepts: () => true });
    const { documents } = await runProvider(httpProvider({ urls, fetchElsewhere }), network);
    expect([documents.length, reached]).toEqual([1, 1]);
  });

  it("S15: follows three redirects and no more, none to what is no web address", async () => {
    const origin = await listener(({ url = "/" }, response) => {
      const left = Number(url.slice(1));
      if (left === 0) response.end(descriptor("web"));
      else response.writeHead(301, { location: left > 9 ? "file:///etc/passwd" : `/${left - 1}` }).end();
    });
    const reading = (path: string) => runProvider(httpProvider({ urls: `${origin}/${path}` }), network);
    expect((await reading("3")).documents).toHaveLength(1);
    await expect(reading("4")).rejects.toThrow(/redirects too often/);
    await expect(reading("10")).rejects.toThrow(/redirects to something that is not https/);
  });

  it("S17: gives up a file that is too large, also once decompressed", async () => {
    const origin = await listener(({ url }, response) => {
      if (url === "/large") response.end("a".repeat(6 * 2 ** 20));
      else if (url === "/bomb") {
        response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync(Buffer.alloc(50 * 2 ** 20)));
      } else if (url === "/endless") {
        const send = () =>
          response.write("a".repeat(2 ** 16), () => (response.destroyed ? undefined : setImmediate(send)));
        send();
      } else response.end(descriptor("web"));
    });
    const urls = ["/large", "/bomb", "/endless", "/well"].map((path) => `${origin}${path}`);
    const { documents, skipped } = await runProvider(httpProvider({ urls }), { fetch });
    expect(documents.map(({ location }) => location)).toEqual([`url:${origin}/well`]);
    expect(new Set(skipped.map(({ reason }) => reason))).toEqual(
      new Set([`the answer of ${new URL(origin).host} is larger than 5 MiB`]),
    );
    expect(skipped).toHaveLength(3);
  });

  it("S17: gives up a file that drips in", async () => {
    let dripping = 0;
    const origin = await listener((_, response) => {
      dripping += 1;
      const drip = setInterval(() => response.write("a"), 5);
      response.on("close", () => {
        clearInterval(drip);
        dripping -= 1;
      });
    });
    const urls = `${origin}/catalog-info.yaml`;
    await expect(runProvider(httpProvider({ urls }), { fetch, clock: fastClock(100) })).rejects.toThrow(
      /took longer than 10 s$/,
    );
    await expect.poll(() => dripping).toBe(0);
  });

  it("S14: reads further files only in the folder of a configured address, or below it", async () => {
    const files = await fakeFiles(CANARY);
    onTestFinished(files.server.close);
    const { origin } = files.server;
    files.put("/catalog/apis/open.json", "{}");
    files.put("/admin/keys.txt", "secret");
    const provider = httpProvider({
      urls: `${origin}/catalog/all.yaml`,
      headers: { [new URL(origin).host]: { authorization: `Bearer ${CANARY}` } },
    });
    const read = (place: string) => provider.read?.(place, providerContext(network));
    expect(await read(`url:${origin}/catalog/apis/open.json`)).toBe("{}");
    expect(await read(`url:${origin}/catalog/apis/none.json`)).toBeUndefined();
    const refused = ["/admin/keys.txt", "/catalog/../admin/keys.txt", "/catalog/%2e%2e/admin/keys.txt"];
    refused.push("/catalog/..%2fadmin/keys.txt", "/catalog/..%5cadmin/keys.txt");
    for (const path of refused) await expect(read(`url:${origin}${path}`), path).rejects.toThrow(/host not allowed/);
    const host = new URL(origin).host;
    await expect(read(`url:http://user@${host}/catalog/apis/open.json`)).rejects.toThrow(/host not allowed/);
    expect(files.server.requests).toHaveLength(2);
  });

  it("S40: sends the headers of a host to that host alone", async () => {
    const [own, other] = [await fakeFiles(), await fakeFiles()];
    onTestFinished(own.server.close);
    onTestFinished(other.server.close);
    const urls = [own, other].map(({ server }) => `${server.origin}/a.yaml`);
    own.put("/a.yaml", descriptor("a"));
    other.put("/a.yaml", descriptor("b"));
    const headers = { [new URL(own.server.origin).host]: { "private-token": CANARY } };
    await runProvider(httpProvider({ urls, headers }), network);
    expect(own.server.requests.map((request) => request.headers["private-token"])).toEqual([CANARY]);
    expect(other.server.requests.map((request) => request.headers["private-token"])).toEqual([undefined]);
  });

  it("S36: keeps the query of an address out of its location, and passwords out of addresses", async () => {
    const origin = await listener((_, response) => response.end(descriptor("web")));
    const urls = [`${origin}/a?sig=${CANARY}`, `${origin}/a?env=test`];
    const { documents } = await runProvider(httpProvider({ urls }), network);
    expect(documents.map(({ location, viewUrl }) => [location, viewUrl])).toEqual([
      [`url:${origin}/a`, undefined],
      [`url:${origin}/a#2`, undefined],
    ]);
    expect(() => httpProvider({ urls: [`https://user:${CANARY}@files.example.com/a`] })).toThrow(
      "Address 1 of httpProvider is no plain web address. Write one that starts with https://, with a token in headers.",
    );
  });

  it("refuses headers of a host that is not read, headers that cannot be sent, and nothing to read", () => {
    const urls = "https://files.example.com/a.yaml";
    const headers = (host: string, value: string) => ({ urls, headers: { [host]: { authorization: value } } });
    expect(() => httpProvider(headers("file.example.com", "x"))).toThrow(/no address of that host is read/);
    expect(() => httpProvider(headers("files.example.com", "x\n"))).toThrow(/Check it for line ends/);
    expect(() => httpProvider({ urls: [] })).toThrow(/no address to read/);
    expect(() => httpProvider({ urls: "ftp://files.example.com/a" })).toThrow(/no plain web address/);
  });
});
