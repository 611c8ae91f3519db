import { createHmac } from "node:crypto";
import { testClock } from "@callboard/core/testing";
import { describe, expect, it } from "vitest";
import { factReader } from "../src/fact-reader.ts";
import { webhookFacts } from "../src/webhook.ts";
import { componentWith, NOW } from "./describe-facts.ts";

const SECRET = "a-secret-of-some-length";
const SHOP = componentWith({});
const DEPLOY = {
  id: "build-1",
  entity: "component:default/payment-service",
  version: "v1.42",
  environment: "prod",
  status: "succeeded",
  actor: "mira",
  url: "https://ci.acme.example/1",
  at: "2026-11-20T05:00:00Z",
};

function signed(body: string, secret = SECRET): readonly [Uint8Array<ArrayBuffer>, string] {
  return [new TextEncoder().encode(body), `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`];
}

function opened(mostEntities?: number) {
  const clock = testClock(NOW);
  const source = webhookFacts({ secret: SECRET, clock, ...(mostEntities && { mostEntities }) });
  const reader = factReader({ sources: [source], clock, freshMs: 0 });
  const send = async (more: object = {}) =>
    (await source.receive(...signed(JSON.stringify({ ...DEPLOY, ...more })))).status;
  const texts = async () => (await reader.facts(SHOP)).facts.map(({ text }) => text);
  return { source, reader, send, texts };
}

describe("webhookFacts", () => {
  it("says what was deployed, and where one can look at it", async () => {
    const { source, reader } = opened();
    const receipt = await source.receive(...signed(JSON.stringify(DEPLOY)));
    expect(receipt).toEqual({ status: "stored", ref: "component:default/payment-service" });
    expect((await reader.facts(SHOP)).facts).toEqual([
      {
        type: "deploy",
        text: "deployed v1.42 to prod by mira, succeeded",
        url: "https://ci.acme.example/1",
        at: "2026-11-20T05:00:00.000Z",
        source: "webhook",
        readAt: NOW,
        stale: false,
      },
    ]);
  });

  it("takes a bare name for a component, and now for a time that is missing", async () => {
    const { send, reader } = opened();
    expect(await send({ entity: "Payment-Service", at: undefined, actor: undefined })).toBe("stored");
    const { facts } = await reader.facts(SHOP);
    expect(facts.map(({ text, at }) => [text, at])).toEqual([["deployed v1.42 to prod, succeeded", NOW]]);
  });

  it("says nothing about an entity that it was told nothing of", async () => {
    expect((await opened().reader.facts(SHOP)).sources).toEqual([]);
  });

  it("counts a delivery once, whatever the second one says", async () => {
    const { send, texts } = opened();
    expect([await send(), await send({ version: "v9" })]).toEqual(["stored", "duplicate"]);
    expect(await texts()).toEqual(["deployed v1.42 to prod by mira, succeeded"]);
  });

  it("keeps the five latest deploys, in whatever order they come", async () => {
    const { send, texts } = opened();
    for (const minute of [3, 1, 6, 2, 5, 4])
      await send({ id: `build-${minute}`, version: `v${minute}`, at: `2026-11-20T05:0${minute}:00Z` });
    expect((await texts()).map((text) => text.split(" ")[1])).toEqual(["v6", "v5", "v4", "v3", "v2"]);
  });

  it("holds deploys of so many entities, and lets go of the one that was deployed longest ago", async () => {
    const { send, texts } = opened(2);
    await send();
    await send({ id: "2", entity: "component:b" });
    expect(await texts()).toHaveLength(1);
    await send({ id: "3", entity: "component:c" });
    expect(await texts()).toEqual([]);
  });

  it("reads nothing that is not signed with the secret", async () => {
    const { source, texts } = opened();
    const [body, signature] = signed(JSON.stringify(DEPLOY));
    const [changed] = signed(JSON.stringify({ ...DEPLOY, version: "v2" }));
    const [, foreign] = signed(JSON.stringify(DEPLOY), "another-secret-of-some-length");
    const wrong = [
      null,
      "",
      foreign,
      signature.toUpperCase(),
      signature.slice(0, -1),
      `${signature}0`,
      signature.slice(7),
    ];
    for (const header of wrong) expect((await source.receive(body, header)).status).toBe("unsigned");
    expect((await source.receive(changed, signature)).status).toBe("unsigned");
    expect(await texts()).toEqual([]);
  });

  it.each([
    ["no JSON", "{"],
    ["no object", "[]"],
    ["no version", JSON.stringify({ ...DEPLOY, version: undefined })],
    ["no status that is known", JSON.stringify({ ...DEPLOY, status: "fine" })],
    ["no ref", JSON.stringify({ ...DEPLOY, entity: "component:" })],
    ["a time far ahead", JSON.stringify({ ...DEPLOY, at: "2026-11-20T07:00:00Z" })],
    ["a long id", JSON.stringify({ ...DEPLOY, id: "x".repeat(301) })],
  ])("refuses a body with %s", async (_, body) => {
    const { source, texts } = opened();
    expect(await source.receive(...signed(body))).toMatchObject({ status: "malformed" });
    expect(await texts()).toEqual([]);
  });

  it("refuses a body that is no text, or too large", async () => {
    const { source } = opened();
    const bytes = Uint8Array.from([0x7b, 0xff, 0x7d]);
    const signature = `sha256=${createHmac("sha256", SECRET).update(bytes).digest("hex")}`;
    expect((await source.receive(bytes, signature)).status).toBe("malformed");
    expect((await source.receive(...signed(" ".repeat(70_000)))).status).toBe("too-large");
  });

  it("shows no hidden character and no unsafe link of a delivery", async () => {
    const { send, reader } = opened();
    await send({ version: "v1\u202e\n2", actor: "<!channel>", url: "javascript:alert(1)" });
    const [fact] = (await reader.facts(SHOP)).facts;
    expect([fact?.text, fact?.url]).toEqual(["deployed v1\\u202e 2 to prod by <!channel>, succeeded", undefined]);
  });

  it("S36: refuses a short secret without quoting it", () => {
    const make = () => webhookFacts({ secret: "short" });
    expect(make).toThrow(expect.objectContaining({ code: "invalid-argument" }));
    expect(make).not.toThrow(/"short"|: short/);
  });
});
