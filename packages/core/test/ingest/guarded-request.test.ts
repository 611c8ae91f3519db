import { describe, expect, it } from "vitest";
import { type GuardedRequest, type GuardedRequestContext, guardedRequest } from "../../src/ingest/guarded-request.ts";
import { testClock } from "../../src/testing/test-clock.ts";

interface Sent {
  readonly url: string;
  readonly method: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

async function requested(
  address: string,
  answer: (url: URL) => Response | Promise<Response>,
  options: GuardedRequest = {},
  context: Partial<GuardedRequestContext> = {},
) {
  const sent: Sent[] = [];
  const clock = testClock();
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const headers = Object.fromEntries(new Headers(init?.headers));
    sent.push({ url: String(input), method: init?.method, headers, body: init?.body });
    return answer(new URL(String(input)));
  };
  const full = {
    fetch,
    clock,
    signal: new AbortController().signal,
    allowedHosts: ["a.example", "b.example"],
    ...context,
  };
  const response = guardedRequest(address, full, options);
  response.catch(() => {});
  return { sent, clock, response };
}

const to = (location: string, status = 302) => new Response(null, { status, headers: { location } });

describe("guardedRequest", () => {
  it("gives an answer of any status, with its headers and bytes", async () => {
    const { response } = await requested(
      "https://a.example/x",
      () => new Response("no", { status: 422, headers: { "x-a": "1" } }),
    );
    const { status, headers, body } = await response;
    expect([status, headers.get("x-a"), new TextDecoder().decode(body)]).toEqual([422, "1", "no"]);
  });

  it("sends method, headers and body", async () => {
    const { sent, response } = await requested("https://a.example/x", () => new Response(), {
      method: "PUT",
      headers: { "x-key": "k" },
      body: "text",
    });
    await response;
    expect(sent).toEqual([{ url: "https://a.example/x", method: "PUT", headers: { "x-key": "k" }, body: "text" }]);
  });

  it("S15: leaves headers behind when a redirect leads to another origin, also to a lesser protocol or port", async () => {
    for (const target of ["https://b.example/y", "http://a.example/y"]) {
      const answer = ({ href }: URL) => (href === "https://a.example/x" ? to(target, 307) : new Response("there"));
      const { sent, response } = await requested("https://a.example/x", answer, {
        headers: { authorization: "Bearer t" },
      });
      await response;
      expect(sent.map(({ headers }) => headers.authorization)).toEqual(["Bearer t", undefined]);
    }
  });

  it("keeps headers on the way within an origin", async () => {
    const answer = ({ pathname }: URL) => (pathname === "/x" ? to("/y") : new Response("there"));
    const { sent, response } = await requested("https://a.example/x", answer, {
      headers: { authorization: "Bearer t" },
    });
    await response;
    expect(sent.map(({ headers }) => headers.authorization)).toEqual(["Bearer t", "Bearer t"]);
  });

  it("S15: sends a body nowhere else: a request that writes gets the redirect as its answer", async () => {
    const { sent, response } = await requested("https://a.example/x", () => to("https://b.example/", 307), {
      method: "POST",
      body: "b",
    });
    expect(await response).toMatchObject({ status: 307 });
    expect(sent).toHaveLength(1);
  });

  it("S14: reaches a private address only as an origin that the operator configured", async () => {
    const origins = new Set(["http://10.0.0.5:8443"]);
    const inside = await requested("http://10.0.0.5:8443/x", () => new Response("in"), {}, { origins });
    expect(await inside.response).toMatchObject({ status: 200 });
    for (const address of ["http://10.0.0.5/x", "http://10.0.0.6:8443/x", "http://u:p@10.0.0.5:8443/x"]) {
      const { sent, response } = await requested(address, () => new Response("in"), {}, { origins });
      await expect(response).rejects.toMatchObject({ code: "invalid-argument" });
      expect(sent).toEqual([]);
    }
    const away = await requested("http://10.0.0.5:8443/x", () => to("http://10.0.0.6/"), {}, { origins });
    await expect(away.response).rejects.toMatchObject({ code: "invalid-argument" });
  });

  it("S17: keeps the limits that it is given", async () => {
    const large = await requested("https://a.example/x", () => new Response("12345"), { maxBytes: 4 });
    await expect(large.response).rejects.toMatchObject({ code: "limit-exceeded" });
    const slow = await requested("https://a.example/x", () => new Promise<Response>(() => {}), { timeoutMs: 500 });
    await slow.clock.advance(500);
    await expect(slow.response).rejects.toMatchObject({
      code: "limit-exceeded",
      message: expect.stringContaining("0.5 s"),
    });
  });
});
