import { generateKeyPairSync } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import { CatalogError } from "@callboard/core";
import { createEmulator } from "emulate";
import { describe, expect, it, onTestFinished } from "vitest";
import { z } from "zod";
import { type GithubClient, githubClients } from "../../src/github/github-client.ts";
import { githubHost } from "../../src/github/github-host.ts";
import { requestGate } from "../../src/github/request-gate.ts";
import { wholeTree } from "../../src/github/tree-files.ts";
import { type GithubProvider, githubProvider } from "../../src/github.ts";
import { fakeGithub } from "./fake-github.ts";
import { component } from "./github-under-test.ts";
import { hurryingClock } from "./hurrying-clock.ts";

// What both can do is asked of both: an App's installation and token, trees, files, and signed webhooks. Lists of
// repositories, queries and archives are the fake's alone: emulate 0.12.2 has none of them, and no 304.

/** A GitHub of either make: the organisation acme, where the App 42 is installed, with the repository shop. */
interface GithubLike {
  readonly baseUrl: string;
  readonly privateKey: string;
}

const FILES = { "catalog-info.yaml": component("shop"), "services/web/catalog-info.yaml": component("web") };

const keys = generateKeyPairSync("rsa", { modulusLength: 2048 });
const privateKey = keys.privateKey.export({ type: "pkcs1", format: "pem" }).toString();

async function emulated(
  webhookUrl = "http://127.0.0.1:1/",
): Promise<GithubLike & { put(path: string, text: string): Promise<void> }> {
  const installations = [{ installation_id: 100, account: "acme", repository_selection: "all" as const }];
  const app = {
    app_id: 42,
    slug: "callboard",
    name: "Callboard",
    private_key: privateKey,
    permissions: { contents: "read", metadata: "read" },
    events: ["push"],
    webhook_url: webhookUrl,
    webhook_secret: "a secret",
    installations,
  };
  const emulator = await createEmulator({
    service: "github",
    port: 0,
    seed: {
      tokens: { gho_octo: { login: "octo", scopes: ["repo"] } },
      github: {
        users: [{ login: "octo" }],
        orgs: [{ login: "acme", members: [{ login: "octo", role: "admin" }] }],
        repos: [{ owner: "acme", name: "shop", auto_init: true }],
        apps: [app],
      },
    },
  });
  onTestFinished(() => emulator.close());
  const put = async (path: string, text: string) => {
    const body = JSON.stringify({ message: "add", content: Buffer.from(text).toString("base64") });
    const headers = { authorization: "token gho_octo" };
    const response = await fetch(`${emulator.url}/repos/acme/shop/contents/${path}`, { method: "PUT", body, headers });
    if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  };
  return { baseUrl: emulator.url, privateKey, put };
}

const makes: Readonly<Record<string, () => Promise<GithubLike>>> = {
  async "the fake GitHub"() {
    const fake = await fakeGithub({ app: { id: 42, publicKey: keys.publicKey } });
    fake.organization("acme");
    fake.repository("acme/shop", FILES);
    return { baseUrl: fake.baseUrl, privateKey };
  },
  async "emulate 0.12.2"() {
    const github = await emulated();
    for (const [path, text] of Object.entries(FILES)) await github.put(path, text);
    return github;
  },
};

describe.each(Object.keys(makes))("common calls of %s", (make) => {
  async function start(): Promise<(organization: string) => Promise<GithubClient>> {
    const github = await makes[make]?.();
    if (!github) throw new Error(`There is no ${make}.`);
    const clock = hurryingClock(() => false);
    const options = {
      host: githubHost(github.baseUrl),
      auth: { appId: 42, privateKey: github.privateKey },
      gate: requestGate(clock),
    };
    const logger = { debug() {}, info() {}, warn() {}, error() {} };
    return githubClients(options, { fetch, clock, signal: AbortSignal.timeout(20_000), logger });
  }

  it("let an App in where it is installed, and nowhere else", async () => {
    const clientFor = await start();
    await expect(clientFor("nobody")).rejects.toMatchObject({
      message: expect.stringContaining("not installed for nobody"),
    });
    const client = await clientFor("acme");
    const repository = z.object({ name: z.string() });
    expect(
      await client.find(repository, "GET /repos/{owner}/{repo}/commits/{ref}", {
        owner: "acme",
        repo: "none",
        ref: "HEAD",
      }),
    ).toBeUndefined();
  });

  it("give the files of a tree, and their content", async () => {
    const client = await (await start())("acme");
    const shop = { owner: "acme", repo: "shop" };
    const commit = await client.find(z.object({ sha: z.string() }), "GET /repos/{owner}/{repo}/commits/{ref}", {
      ...shop,
      ref: "main",
    });
    const files = await wholeTree(client, { owner: "acme", name: "shop", commit: commit?.sha ?? "" }, (path) =>
      path.endsWith(".yaml"),
    );
    if (files instanceof CatalogError) throw files;
    expect(files.map(({ path }) => path).sort()).toEqual(["catalog-info.yaml", "services/web/catalog-info.yaml"]);
    const route = "GET /repos/{owner}/{repo}/contents/{path}";
    expect(await client.findText(route, { ...shop, path: "catalog-info.yaml" })).toBe(component("shop"));
    expect(await client.findText(route, { ...shop, path: "none.yaml" })).toBeUndefined();
  });
});

describe("webhooks of emulate 0.12.2", () => {
  it("are let in, being signed, and a push is taken in", async () => {
    const statuses: number[] = [];
    let provider: GithubProvider | undefined;
    const server = createServer(async (incoming, response) => {
      const pieces: Buffer[] = [];
      for await (const piece of incoming) pieces.push(piece);
      const headers = Object.entries(incoming.headers).flatMap(([name, value]) =>
        typeof value === "string" ? [[name, value] as [string, string]] : [],
      );
      const body = new Uint8Array(Buffer.concat(pieces));
      const answer = await provider?.webhook(new Request("http://127.0.0.1/", { method: "POST", headers, body }));
      response.writeHead(answer?.status ?? 500).end();
      if (incoming.headers["x-github-event"] === "push") {
        statuses.push(answer?.status ?? 500);
        server.emit("taken");
      }
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void server.close());
    const address = server.address();
    const github = await emulated(`http://127.0.0.1:${typeof address === "object" ? address?.port : 0}/`);
    const auth = { appId: 42, privateKey };
    provider = githubProvider({ organizations: ["acme"], auth, baseUrl: github.baseUrl, webhookSecret: "a secret" });
    const taken = once(server, "taken");
    await github.put("catalog-info.yaml", component("shop"));
    await taken;
    expect(statuses).toEqual([202]);
  });
});
