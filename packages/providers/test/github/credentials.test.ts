import { generateKeyPairSync } from "node:crypto";
import { createServer } from "node:http";
import { runProvider, secretsIn, wholeError } from "@callboard/core/testing";
import { describe, expect, it, onTestFinished } from "vitest";
import { fakeGithub } from "./fake-github.ts";
import { component, networkTo, providerOf } from "./github-under-test.ts";

const TOKEN = "ghp_Canary0123456789abcdefghijklmnopqrs";

describe("githubProvider's credentials", () => {
  it("are an App's, with a token of its own for each organisation", async () => {
    const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const fake = await fakeGithub({ app: { id: 42, publicKey } });
    for (const login of ["acme", "labs"]) {
      fake.organization(login);
      fake.repository(`${login}/shop`, { "catalog-info.yaml": component(`${login}-shop`) });
    }
    const auth = { appId: 42, privateKey: privateKey.export({ type: "pkcs8", format: "pem" }).toString() };
    const provider = providerOf(fake, { auth, organizations: ["acme", "labs", "stranger"] });
    const { documents, skipped } = await runProvider(provider, networkTo(fake));
    expect(documents).toHaveLength(2);
    expect(skipped).toEqual([
      { location: `url:${fake.webUrl}/stranger`, reason: expect.stringContaining("not installed for stranger") },
    ]);
    const used = fake.requests
      .filter(({ target }) => target === "/api/graphql")
      .map(({ headers }) => headers.authorization);
    expect(used).toEqual(["token ghs_1000", "token ghs_1001"]);
  });

  it("S40: go to the configured host and no other, wherever GitHub leads", async () => {
    const seen: (string | undefined)[] = [];
    const other = createServer((request, response) => {
      seen.push(request.headers.authorization);
      response.end("{}");
    });
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void other.close());
    const address = other.address();
    const location = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}/`;
    const fake = await fakeGithub();
    fake.organization("acme");
    fake.fail({ status: 307, headers: { location } });
    await expect(runProvider(providerOf(fake), networkTo(fake))).rejects.toMatchObject({
      message: expect.stringContaining("another host"),
    });
    fake.recover();
    const files = Array.from({ length: 51 }, (_, at) => [`s/${at}.yaml`, component(`s${at}`)]);
    fake.repository("acme/shop", Object.fromEntries(files));
    fake.fail({ status: 302, headers: { location } }, ({ target }) => target.includes("/tarball/"));
    const { documents } = await runProvider(providerOf(fake, { paths: ["s/*.yaml"] }), networkTo(fake));
    // What the archive does not give is read file by file.
    expect(documents).toHaveLength(51);
    expect(seen).toEqual([]);
  });

  it.each([
    { status: 401 },
    { status: 403 },
    { status: 404 },
    { status: 422 },
    { status: 500 },
    { status: 302, headers: { location: `https://evil.example/?token=${TOKEN}` } },
    { status: 200, body: { data: { repositoryOwner: TOKEN } } },
    { status: 200, body: { errors: [{ message: TOKEN, path: [TOKEN] }] } },
    "malformed" as const,
  ])("S36: are in no error and no log when it fails: %j", async (fault) => {
    const fake = await fakeGithub({ token: TOKEN });
    fake.organization("acme");
    fake.fail(fault);
    const said: string[] = [];
    const log = (message: string, fields?: unknown) => void said.push(message, JSON.stringify(fields) ?? "");
    const logger = { debug: log, info: log, warn: log, error: log };
    const run = runProvider(providerOf(fake, { auth: { token: TOKEN } }), { ...networkTo(fake), logger });
    said.push(wholeError(await run.catch((reason: unknown) => reason)));
    expect(said.join("").length).toBeGreaterThan(50);
    expect(secretsIn(said.join("\n"), [TOKEN])).toEqual([]);
    expect(fake.requests.some(({ target }) => target.includes(TOKEN))).toBe(false);
  });
});
