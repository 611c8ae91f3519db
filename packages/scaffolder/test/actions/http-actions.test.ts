import type { JsonObject } from "@callboard/core";
import { describe, expect, it } from "vitest";
import { type HttpActionsOptions, httpActions } from "../../src/index.ts";
import { actionRun } from "./run-action.ts";

interface Sent {
  readonly url: string;
  readonly method: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

async function called(
  input: JsonObject,
  answer: (url: URL) => Response = () => Response.json({ id: 1 }),
  options: HttpActionsOptions = { allowedHosts: ["hooks.acme.example"] },
  id = "http:request",
) {
  const task = await actionRun(httpActions(options));
  const sent: Sent[] = [];
  const fetch: typeof globalThis.fetch = async (url, init) => {
    sent.push({
      url: String(url),
      method: init?.method,
      headers: Object.fromEntries(new Headers(init?.headers)),
      body: init?.body,
    });
    return answer(new URL(String(url)));
  };
  const failure = await task.run(id, input, { fetch }).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return { ...task, sent, failure };
}

const URL_ = "https://hooks.acme.example/deploy";

describe("http:request", () => {
  it("calls a host that is allowed, and gives its answer", async () => {
    const { sent, output, effects, failure } = await called({
      method: "POST",
      url: URL_,
      params: { env: "prod", n: 2 },
      headers: { "x-key": "k" },
      body: { name: "shop" },
    });
    expect(failure).toBeUndefined();
    expect(sent).toEqual([
      {
        url: `${URL_}?env=prod&n=2`,
        method: "POST",
        headers: { "content-type": "application/json", "x-key": "k" },
        body: '{"name":"shop"}',
      },
    ]);
    expect(output).toMatchObject({ code: 200, body: { id: 1 }, headers: { "content-type": "application/json" } });
    expect(effects).toEqual([{ verb: "call", what: "POST https://hooks.acme.example/deploy" }]);
  });

  it("gives any other text as a message, and changes nothing by reading", async () => {
    const { output, effects } = await called({ method: "GET", url: URL_ }, () => new Response("pong"));
    expect(output).toMatchObject({ code: 200, body: { message: "pong" } });
    expect(effects).toEqual([]);
  });

  it("fails for a bad status, unless told to go on", async () => {
    const bad = () => new Response("no", { status: 422 });
    expect((await called({ method: "GET", url: URL_ }, bad)).failure).toMatchObject({ code: "unreachable" });
    const going = await called({ method: "GET", url: URL_, continueOnBadResponse: true }, bad);
    expect(going).toMatchObject({ failure: undefined, output: { code: 422 } });
  });

  it.each([
    "https://elsewhere.example/",
    "http://127.0.0.1/",
    "https://hooks.acme.example.evil.example/",
    "file:///etc/passwd",
  ])("S14: does not call %s", async (url) => {
    const { sent, failure } = await called({ method: "GET", url });
    expect(failure).toMatchObject({ code: "not-allowed" });
    expect(sent).toEqual([]);
  });

  it("S14: calls nothing unless hosts are allowed", async () => {
    expect((await called({ method: "GET", url: URL_ }, undefined, {})).failure).toMatchObject({ code: "not-allowed" });
  });

  it("S15: takes no header along to another origin, and sends no body there", async () => {
    const options = { allowedHosts: ["hooks.acme.example", "other.acme.example"] };
    const away = ({ host }: URL) =>
      host === "hooks.acme.example"
        ? new Response(null, { status: 307, headers: { location: "https://other.acme.example/" } })
        : new Response("ok");
    const read = await called({ method: "GET", url: URL_, headers: { authorization: "Bearer t" } }, away, options);
    expect(read.sent.map(({ headers }) => headers)).toEqual([{ authorization: "Bearer t" }, {}]);
    const write = await called({ method: "POST", url: URL_, body: "secret" }, away, options);
    expect(write.sent).toHaveLength(1);
    expect(write.output).toMatchObject({ code: 307 });
  });

  it.each(["Host", "content-length", "Transfer-Encoding"])("refuses to set %s", async (name) => {
    const { sent, failure } = await called({ method: "GET", url: URL_, headers: { [name]: "x" } });
    expect(failure).toMatchObject({ code: "not-allowed" });
    expect(sent).toEqual([]);
  });

  it("S17: gives up an answer that is too large", async () => {
    const { failure } = await called({ method: "GET", url: URL_ }, () => new Response(new Uint8Array(5 * 2 ** 20 + 1)));
    expect(failure).toMatchObject({ code: "limit-exceeded" });
  });

  it("only tells a plan", async () => {
    const task = await actionRun(httpActions());
    await task.run(
      "http:request",
      { method: "DELETE", url: "https://elsewhere.example/x?token=1" },
      { isDryRun: true },
    );
    expect(task.effects).toEqual([{ verb: "call", what: "DELETE https://elsewhere.example/x" }]);
  });
});

describe("http:backstage:request", () => {
  const options = { backstage: { baseUrl: "http://backstage.internal:7007/api", token: "bs-token" } };
  const call = (input: JsonObject, given: HttpActionsOptions = options) =>
    called({ method: "GET", ...input }, undefined, given, "http:backstage:request");

  it.each(["proxy/x/y?z=1", "/proxy/x/y?z=1"])("calls %s below the address that is configured", async (path) => {
    const { sent, failure } = await call({ path });
    expect(failure).toBeUndefined();
    expect(sent).toMatchObject([
      { url: "http://backstage.internal:7007/api/proxy/x/y?z=1", headers: { authorization: "Bearer bs-token" } },
    ]);
  });

  it.each([
    "../admin",
    "/../../x",
    "//evil.example/x",
    "https://evil.example/x",
    "a/../../x",
    "%2e%2e/x",
    "\\\\evil.example",
  ])("S40: %s gets no token out of there", async (path) => {
    const { sent, failure } = await call({ path });
    for (const { url } of sent) expect(url).toMatch(/^http:\/\/backstage\.internal:7007\/api\//);
    if (sent.length === 0) expect(failure).toMatchObject({ code: "not-allowed" });
  });

  it("calls nothing unless configured", async () => {
    expect((await call({ path: "x" }, {})).failure).toMatchObject({ code: "not-allowed" });
  });
});
