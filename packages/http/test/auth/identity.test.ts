import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { describe, expect, it } from "vitest";
import { catalogRoutes, firstIdentity, jwtIdentity, tokenIdentity } from "../../src/index.ts";
import { json, opened } from "../opened.ts";

const bearing = (token: string) => new Request("http://x/", { headers: { authorization: `Bearer ${token}` } });
const SECRET = "0123456789abcdef0123";
const ROBOT = { ref: null, roles: ["robots"] };

describe("tokenIdentity", () => {
  it.each([
    ["the token", SECRET, ROBOT],
    ["a token that begins like it", `${SECRET}4`, null],
    ["its beginning", SECRET.slice(0, -1), null],
  ])("S38: knows %s", async (_, token, expected) => {
    expect(await tokenIdentity([{ token: SECRET, principal: ROBOT }])(bearing(token))).toEqual(expected);
  });

  it("refuses short and equal tokens when it is made", () => {
    const principal = ROBOT;
    expect(() => tokenIdentity([{ token: "short", principal }])).toThrow(
      expect.objectContaining({ code: "invalid-argument" }),
    );
    const twice = [SECRET, SECRET].map((token) => ({ token, principal }));
    expect(() => tokenIdentity(twice)).toThrow(/equal/);
  });
});

const ISSUER = "https://login.example.com";

async function provider() {
  const { publicKey, privateKey } = await generateKeyPair("ES256");
  const jwk = { ...(await exportJWK(publicKey)), kid: "one", alg: "ES256" };
  const asked: string[] = [];
  const fetch: typeof globalThis.fetch = async (input) => {
    asked.push(String(input));
    return Response.json({ keys: [jwk] });
  };
  const sign = (claims: Record<string, unknown>, { issuer = ISSUER, audience = "callboard", until = "1h" } = {}) =>
    new SignJWT(claims)
      .setProtectedHeader({ alg: "ES256", kid: "one" })
      .setIssuer(issuer)
      .setAudience(audience)
      .setExpirationTime(until)
      .sign(privateKey);
  const identify = jwtIdentity({ issuer: ISSUER, audience: "callboard", keysUrl: `${ISSUER}/jwks.json`, fetch });
  return { sign, identify, asked };
}

describe("jwtIdentity", () => {
  it("knows who a signed token is for, by its subject and groups", async () => {
    const { sign, identify, asked } = await provider();
    const token = await sign({ sub: "user:default/ada", groups: ["engineers"], roles: "admin" });
    expect(await identify(bearing(token))).toEqual({ ref: "user:default/ada", roles: ["engineers", "admin"] });
    expect(asked).toEqual([`${ISSUER}/jwks.json`]);
  });

  it.each([
    ["another issuer", { issuer: "https://evil.example.com" }],
    ["another audience", { audience: "portal" }],
    ["a time that is over", { until: "1 second ago" }],
  ])("refuses a token of %s", async (_, options) => {
    const { sign, identify } = await provider();
    expect(await identify(bearing(await sign({ sub: "ada" }, options)))).toBeNull();
  });

  it("refuses a token of another key, without signature, or signed with the public key as a secret", async () => {
    const { identify } = await provider();
    const other = await provider();
    expect(await identify(bearing(await other.sign({ sub: "ada" })))).toBeNull();
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const claims = part({ sub: "ada", iss: ISSUER, aud: "callboard", exp: 9_999_999_999 });
    expect(await identify(bearing(`${part({ alg: "none" })}.${claims}.x`))).toBeNull();
    const hs = await new SignJWT({ sub: "ada" })
      .setProtectedHeader({ alg: "HS256", kid: "one" })
      .setExpirationTime("1h")
      .sign(new TextEncoder().encode("x".repeat(32)));
    expect(await identify(bearing(hs))).toBeNull();
  });

  it("fetches keys over https only", () => {
    const options = { issuer: ISSUER, audience: "x", keysUrl: "http://login.example.com/jwks.json" };
    expect(() => jwtIdentity(options)).toThrow(/https/);
  });
});

describe("catalogRoutes with an identity", () => {
  it("S38: refuses whoever is not known, and asks the policy before it changes anything", async () => {
    const { catalog, locations } = await opened();
    const identify = firstIdentity(tokenIdentity([{ token: SECRET, principal: ROBOT }]));
    const policy = { authorize: async () => "deny" as const };
    const app = catalogRoutes(catalog, { identify, policy, locations });
    const anonymous = await app.request("/entities");
    expect([anonymous.status, anonymous.headers.get("www-authenticate")]).toEqual([401, "Bearer"]);
    const headers = { authorization: `Bearer ${SECRET}` };
    expect((await app.request("/entities", { headers })).status).toBe(200);
    const body = { type: "url", target: "https://files.example.com/one.yaml" };
    const init = json("POST", body);
    const refused = await app.request("/locations", {
      ...init,
      headers: { ...headers, "content-type": "application/json" },
    });
    expect(refused.status).toBe(403);
    expect(await locations.locations()).toEqual([]);
  });
});
