import { createServer, type RequestListener } from "node:http";
import { gzipSync } from "node:zlib";
import { testClock } from "@callboard/core/testing";
import { describe, expect, it, onTestFinished } from "vitest";
import { gatedFetch } from "../src/gated-fetch.ts";
import { hostGates } from "../src/host-gate.ts";
import { NOW, TOKEN } from "./describe-facts.ts";

async function served(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  return `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
}

function opened(fetch: typeof globalThis.fetch = globalThis.fetch) {
  const clock = testClock(NOW);
  const aborter = new AbortController();
  const gated = gatedFetch({ fetch, clock, signal: aborter.signal, gateOf: hostGates(clock, 2) });
  return { clock, aborter, gated };
}

describe("gatedFetch", () => {
  it("gives status, headers and body, with the headers it is given", async () => {
    const url = await served(({ headers }, response) =>
      response.writeHead(201, { "x-seen": headers["x-own"] }).end("ü"),
    );
    const response = await opened().gated(url, { headers: { "x-own": "1" } });
    expect([response.status, response.headers.get("x-seen"), await response.text()]).toEqual([201, "1", "ü"]);
  });

  it("gives an answer without a body", async () => {
    const url = await served((_, response) => response.writeHead(204).end());
    expect((await opened().gated(url)).status).toBe(204);
  });

  it("S17: gives up a body that is larger than 5 MiB once it is decompressed", async () => {
    const bomb = gzipSync(Buffer.alloc(6 * 2 ** 20));
    const url = await served((_, response) => response.writeHead(200, { "content-encoding": "gzip" }).end(bomb));
    expect(bomb.length).toBeLessThan(10_000);
    await expect(opened().gated(url)).rejects.toMatchObject({ code: "limit-exceeded" });
  });

  it("S17: gives up a body that trickles when its read is given up, though fetch does not heed the signal", async () => {
    const trickle = new ReadableStream({ start: (body) => body.enqueue(new Uint8Array(1)) });
    const { gated, aborter, clock } = opened(async () => new Response(trickle));
    const reading = gated("http://a.example/");
    await clock.advance(0);
    aborter.abort(new Error("time is up"));
    await expect(reading).rejects.toThrow("time is up");
  });

  it("S17: gives up a connection that says nothing when its read is given up", async () => {
    let begun = () => {};
    const isAsked = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const url = await served(() => begun());
    const { gated, aborter } = opened();
    const reading = gated(url);
    await isAsked;
    aborter.abort(new Error("time is up"));
    await expect(reading).rejects.toThrow("time is up");
  });

  it("follows redirects within the host, three at most", async () => {
    const url = await served((request, response) => {
      const left = Number(request.url?.slice(1));
      if (left === 0) response.end("here");
      else response.writeHead(301, { location: `/${left - 1}` }).end();
    });
    expect(await (await opened().gated(`${url}/3`)).text()).toBe("here");
    await expect(opened().gated(`${url}/4`)).rejects.toThrow(/redirects too often$/);
  });

  it("S15: follows no redirect to another host, port or protocol", async () => {
    let wasAsked = false;
    const other = await served((_, response) => {
      wasAsked = true;
      response.end();
    });
    for (const location of [
      other,
      "https://127.0.0.1/",
      "javascript:alert(1)",
      "http://[",
      `//user@${other.slice(7)}`,
    ]) {
      const url = await served((_, response) => response.writeHead(302, { location }).end());
      await expect(opened().gated(url)).rejects.toMatchObject({ code: "source-unreachable" });
    }
    expect(wasAsked).toBe(false);
  });

  it("asks no address but http and https ones without a user name", async () => {
    for (const address of ["file:///etc/passwd", "http://user:secret@a.example/", "//a.example", ""])
      await expect(opened().gated(address)).rejects.toMatchObject({ code: "invalid-argument" });
  });

  it("S36: quotes neither what fetch throws nor the address", async () => {
    const { gated } = opened(async () => {
      throw new TypeError(`invalid header value "Bearer ${TOKEN}"`);
    });
    const failing = gated("http://a.example/x?token=abc", { headers: { authorization: TOKEN } });
    await expect(failing).rejects.toMatchObject({ message: "a.example cannot be reached" });
    await failing.catch((error: Error) => expect(error.cause).toBeUndefined());
  });

  it.each([
    [429, { "retry-after": "2" }, 2_000],
    [503, { "retry-after": "Fri, 20 Nov 2026 06:00:10 GMT" }, 10_000],
    [403, { "x-ratelimit-remaining": "0", "x-ratelimit-reset": String(Date.parse(NOW) / 1_000 + 20) }, 20_000],
    [429, {}, 30_000],
    [429, { "retry-after": "99999999" }, 15 * 60_000],
  ])("asks a host again only after it said so: %i with %j", async (status, headers, restMs) => {
    let asked = 0;
    const { gated, clock } = opened(async () => {
      asked += 1;
      return new Response("", { status, headers });
    });
    await gated("http://a.example/");
    await clock.advance(restMs - 1);
    await expect(gated("http://a.example/")).rejects.toThrow(/asks for fewer requests/);
    expect(asked).toBe(1);
    await clock.advance(1);
    await gated("http://a.example/");
    expect(asked).toBe(2);
  });

  it("takes a refusal that asks for no wait as an answer", async () => {
    const { gated } = opened(async () => new Response("", { status: 403, headers: { "x-ratelimit-remaining": "17" } }));
    for (let turn = 0; turn < 5; turn += 1) expect((await gated("http://a.example/")).status).toBe(403);
  });
});
