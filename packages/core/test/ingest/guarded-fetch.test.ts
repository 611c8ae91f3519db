import { createServer, type IncomingMessage, type RequestListener } from "node:http";
import { gzipSync } from "node:zlib";
import { describe, expect, it, onTestFinished } from "vitest";
import { type GuardedFetchContext, guardedFetch } from "../../src/ingest/guarded-fetch.ts";
import { testClock } from "../../src/testing/test-clock.ts";

interface Site {
  /** Reaches the server under any name. */
  readonly context: GuardedFetchContext;
  readonly clock: ReturnType<typeof testClock>;
  /** What was asked for, as host and path. */
  readonly asked: string[];
  readonly requests: IncomingMessage[];
}

/** A server on this machine, and a `fetch` for which every host name leads to it. */
async function site(answer: RequestListener): Promise<Site> {
  const asked: string[] = [];
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  const clock = testClock();
  const toServer: typeof fetch = (input, init) => {
    const url = new URL(String(input));
    asked.push(url.host + url.pathname);
    return fetch(`http://127.0.0.1:${port}${url.pathname}`, init);
  };
  const signal = new AbortController().signal;
  return {
    context: { fetch: toServer, clock, signal, allowedHosts: ["a.example", "b.example"] },
    clock,
    asked,
    requests,
  };
}

/** Redirects `/3` to `/2`, and so on down to `/0`, which answers. */
const countdown: RequestListener = ({ url }, response) => {
  const left = Number(url?.slice(1));
  if (left === 0) response.end("arrived");
  else response.writeHead(302, { location: `/${left - 1}` }).end();
};

describe("guardedFetch", () => {
  it("gives the text, and nothing where there is none", async () => {
    const { context } = await site(({ url }, response) => response.writeHead(url === "/a" ? 200 : 404).end("grüße\n"));
    expect(await guardedFetch("https://a.example/a", context)).toBe("grüße\n");
    expect(await guardedFetch("https://a.example/b", context)).toBeUndefined();
  });

  it("says which host failed, and how", async () => {
    const { context } = await site((_, response) => response.writeHead(500).end());
    await expect(guardedFetch("https://a.example/a", context)).rejects.toMatchObject({
      code: "source-unreachable",
      message: "a.example answered with status 500",
    });
    const broken = { ...context, fetch: () => Promise.reject(new TypeError("fetch failed")) };
    await expect(guardedFetch("https://a.example/a", broken)).rejects.toThrow("a.example cannot be reached");
  });

  it.each([
    "http://169.254.169.254/latest",
    "http://[::ffff:7f00:1]/",
    "http://0x7f.1/",
    "file:///etc/passwd",
    "gopher://a.example/",
    "http://user@a.example@evil.example/",
  ])("S14: refuses %s before it asks anybody", async (address) => {
    const { context, asked } = await site((_, response) => response.end());
    await expect(guardedFetch(address, context)).rejects.toThrow(/^host not allowed/);
    expect(asked).toEqual([]);
  });

  it.each([
    "http://127.0.0.1/",
    "http://evil.example/",
    "//evil.example/x",
    "file:///etc/passwd",
    "http://u:p@a.example/",
  ])("S15: does not follow a redirect to %s", async (location) => {
    const { context, asked } = await site((_, response) => response.writeHead(302, { location }).end());
    await expect(guardedFetch("https://a.example/a", context)).rejects.toThrow(/^host not allowed/);
    expect(asked).toEqual(["a.example/a"]);
  });

  it("S15: follows 3 redirects, and not a fourth", async () => {
    const { context, asked } = await site(countdown);
    expect(await guardedFetch("https://a.example/3", context)).toBe("arrived");
    asked.length = 0;
    await expect(guardedFetch("https://a.example/6", context)).rejects.toMatchObject({ code: "limit-exceeded" });
    expect(asked).toHaveLength(4);
  });

  it("S15: sends no credentials to anybody, whatever kind of redirect it follows", async () => {
    const { context, asked, requests } = await site(({ url }, response) => {
      const headers = { location: "https://b.example/b", "set-cookie": "session=1", "www-authenticate": "Basic" };
      response.writeHead(url === "/a" ? 307 : 200, headers).end("b");
    });
    expect(await guardedFetch("https://a.example/a", context)).toBe("b");
    expect(asked).toEqual(["a.example/a", "b.example/b"]);
    for (const { headers } of requests) {
      expect(Object.keys(headers)).not.toEqual(expect.arrayContaining(["authorization"]));
      expect([headers.authorization, headers.cookie, headers.referer]).toEqual([undefined, undefined, undefined]);
    }
  });

  it("S17: gives up at 5 MiB of a body without end", async () => {
    let sent = 0;
    const piece = Buffer.alloc(2 ** 16);
    const { context } = await site((_, response) => {
      const send = () => {
        while (!response.destroyed && sent < 2 ** 30) {
          sent += piece.length;
          if (!response.write(piece)) break;
        }
      };
      response.on("drain", send);
      send();
    });
    await expect(guardedFetch("https://a.example/a", context)).rejects.toMatchObject({ code: "limit-exceeded" });
    expect(sent).toBeLessThan(100 * 2 ** 20);
  });

  it("S17: counts the bytes of a compressed body once they are decompressed", async () => {
    const bomb = gzipSync(Buffer.alloc(50 * 2 ** 20));
    expect(bomb.length).toBeLessThan(2 ** 20);
    const { context } = await site((_, response) => response.writeHead(200, { "content-encoding": "gzip" }).end(bomb));
    await expect(guardedFetch("https://a.example/a", context)).rejects.toThrow("larger than 5 MiB");
  });

  it("S17: gives up after 10 s, whether a host keeps quiet, dribbles or does not heed the abort", async () => {
    const { context, clock, requests } = await site(({ url }, response) => {
      if (url === "/dribble") response.writeHead(200).write("x");
    });
    for (const path of ["quiet", "dribble"]) {
      const reading = guardedFetch(`https://a.example/${path}`, context);
      const outcome = expect(reading).rejects.toMatchObject({
        code: "limit-exceeded",
        message: "a.example took longer than 10 s",
      });
      while (requests.at(-1)?.url !== `/${path}`) await new Promise((resolve) => setImmediate(resolve));
      await clock.advance(10_000);
      await outcome;
    }
    const deaf = guardedFetch("https://a.example/", { ...context, fetch: () => new Promise(() => {}) });
    const outcome = expect(deaf).rejects.toMatchObject({ code: "limit-exceeded" });
    await clock.advance(10_000);
    await outcome;
  });

  it("ends when it is aborted, and leaves no timer", async () => {
    const { context, clock } = await site(() => {});
    const aborter = new AbortController();
    const reading = guardedFetch("https://a.example/a", { ...context, signal: aborter.signal });
    aborter.abort(new Error("closed"));
    await expect(reading).rejects.toThrow("closed");
    expect(clock.timers).toBe(0);
  });
});
