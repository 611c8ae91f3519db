import { createHmac } from "node:crypto";
import type { Catalog } from "@callboard/core";
import { providerContext } from "@callboard/core/testing";
import { describe, expect, it } from "vitest";
import type { GithubProvider } from "../../src/github.ts";
import { fakeGithub } from "./fake-github.ts";
import type { FakeRepository } from "./fake-github-state.ts";
import { catalogOn, component, PAYMENTS, providerOf } from "./github-under-test.ts";
import type { FakeGithub } from "./start-fake-github.ts";

const SECRET = "It's a Secret to Everybody";

interface Delivery {
  readonly event: string;
  readonly payload: unknown;
  readonly id?: string;
}

let deliveries = 0;

function signed(
  body: string | Uint8Array<ArrayBuffer>,
  headers: Readonly<Record<string, string>> = {},
  secret = SECRET,
): Request {
  const signature = `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;
  return new Request("https://catalog.example/webhook", {
    method: "POST",
    body,
    headers: { "x-hub-signature-256": signature, ...headers },
  });
}

function deliver(provider: GithubProvider, { event, payload, id = `d-${++deliveries}` }: Delivery): Promise<Response> {
  return provider.webhook(signed(JSON.stringify(payload), { "x-github-event": event, "x-github-delivery": id }));
}

/** A repository as webhooks describe it. */
function described({ id, name, owner, isArchived, isFork, visibility, topics, branch }: FakeRepository) {
  return {
    node_id: id,
    name,
    owner: { login: owner },
    private: visibility !== "PUBLIC",
    visibility: visibility.toLowerCase(),
    archived: isArchived,
    fork: isFork,
    topics,
    default_branch: branch,
  };
}

function pushTo(
  repository: FakeRepository,
  paths: readonly string[] = ["catalog-info.yaml"],
  ref = "refs/heads/main",
): Delivery {
  return {
    event: "push",
    payload: { ref, commits: [{ added: [], removed: [], modified: paths }], repository: described(repository) },
  };
}

async function watched(fake: FakeGithub, provider: GithubProvider): Promise<Catalog> {
  const catalog = await catalogOn(fake, provider, { schedule: { everyMs: 2 ** 40, watch: true } });
  fake.requests.splice(0);
  return catalog;
}

/** Resolves once a catalog is as a test expects: now, or after one of its changes. */
function until(catalog: Catalog, isSo: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const stop = catalog.subscribe(look);
    look();
    function look(): void {
      if (!isSo()) return;
      stop();
      resolve();
    }
  });
}

function ownerOf(catalog: Catalog, name: string): unknown {
  return catalog.entity(`component:default/${name}`)?.spec?.owner;
}

async function acme(options = {}) {
  const fake = await fakeGithub();
  fake.organization("acme");
  fake.repository("acme/shop", { "catalog-info.yaml": component("shop") });
  fake.repository("acme/mail", { "catalog-info.yaml": component("mail") });
  const provider = providerOf(fake, { webhookSecret: [SECRET, "the next one"], ...options });
  return { fake, provider };
}

describe("webhook", () => {
  it("S29: lets in what is signed with one of its secrets, over the bytes as they came", async () => {
    const { fake, provider } = await acme();
    const body = `{ "zen":"Ünïcödé" ,\n "x":1}`;
    expect((await provider.webhook(signed(body, { "x-github-event": "ping" }))).status).toBe(204);
    expect((await provider.webhook(signed(body, { "x-github-event": "ping" }, "the next one"))).status).toBe(204);
    expect((await deliver(provider, pushTo(fake.find("acme/shop")))).status).toBe(202);
  });

  const good = `sha256=${createHmac("sha256", SECRET).update("{}").digest("hex")}`;
  const sha1 = `sha1=${createHmac("sha1", SECRET).update("{}").digest("hex")}`;
  it.each([
    ["missing", {}],
    ["that of another body", { "x-hub-signature-256": good.replace(/.$/, (last) => (last === "0" ? "1" : "0")) }],
    ["of SHA-1 alone", { "x-hub-signature": sha1 }],
    ["of SHA-1 in its place", { "x-hub-signature-256": sha1 }],
    ["too short", { "x-hub-signature-256": good.slice(0, -2) }],
    ["too long", { "x-hub-signature-256": `${good}00` }],
    ["in capitals", { "x-hub-signature-256": good.toUpperCase() }],
    ["without its name", { "x-hub-signature-256": good.slice("sha256=".length) }],
    ["given twice", { "x-hub-signature-256": `${good}, ${good}` }],
  ])("S29: refuses a signature that is %s", async (_, headers) => {
    const { provider } = await acme();
    const request = new Request("https://catalog.example/webhook", { method: "POST", body: "{}", headers });
    expect((await provider.webhook(request)).status).toBe(401);
  });

  it("S29: lets nothing in without a secret", async () => {
    const { provider } = await acme({ webhookSecret: "" });
    expect((await provider.webhook(signed("{}", {}, "x"))).status).toBe(401);
    const { provider: open } = await acme({ webhookSecret: [] });
    expect((await open.webhook(signed("{}"))).status).toBe(401);
  });

  it("S29: refuses a body over 5 MiB, whether or not it says how long it is", async () => {
    const { provider } = await acme();
    expect((await provider.webhook(signed(" ".repeat(5 * 2 ** 20 + 1)))).status).toBe(413);
    let pulled = 0;
    const body = new ReadableStream({
      pull(controller) {
        pulled += 1;
        controller.enqueue(new Uint8Array(2 ** 20));
      },
    });
    const endless = new Request("https://catalog.example/webhook", {
      method: "POST",
      body,
      duplex: "half",
    } as RequestInit);
    expect((await provider.webhook(endless)).status).toBe(413);
    expect(pulled).toBeLessThan(10);
  });

  it("refuses other methods, and what is signed but no JSON", async () => {
    const { provider } = await acme();
    expect((await provider.webhook(new Request("https://catalog.example/webhook"))).status).toBe(405);
    expect((await provider.webhook(signed("payload=%7B%7D"))).status).toBe(400);
    expect((await provider.webhook(signed("null", { "x-github-event": "push" }))).status).toBe(204);
  });

  it("takes in a delivery once", async () => {
    const { fake, provider } = await acme();
    const delivery = { ...pushTo(fake.find("acme/shop")), id: "again" };
    const statuses = [await deliver(provider, delivery), await deliver(provider, delivery)].map(({ status }) => status);
    expect(statuses).toEqual([202, 204]);
  });

  it("has the repository of a push read again, and no other", async () => {
    const { fake, provider } = await acme();
    const catalog = await watched(fake, provider);
    fake.find("acme/shop").files.set("catalog-info.yaml", component("shop", "group:web"));
    await deliver(provider, pushTo(fake.find("acme/shop")));
    await until(catalog, () => ownerOf(catalog, "shop") === "group:web");
    expect(fake.requests.map(({ body }) => body.variables?.ids)).toEqual([["R_000001"]]);
  });

  it("removes the descriptor that a push takes away, and keeps what is to be read by other ways", async () => {
    const { fake, provider } = await acme();
    const catalog = await watched(fake, provider);
    fake.find("acme/shop").files.clear();
    await deliver(provider, pushTo(fake.find("acme/shop")));
    await until(catalog, () => catalog.query().total === 1);
    expect(catalog.query().items.map(({ metadata }) => metadata.name)).toEqual(["mail"]);
  });

  it("follows repositories that are made, renamed, archived and deleted", async () => {
    const { fake, provider } = await acme();
    const catalog = await watched(fake, provider);
    const made = fake.repository("acme/new", { "catalog-info.yaml": component("new") });
    await deliver(provider, { event: "repository", payload: { action: "created", repository: described(made) } });
    await until(catalog, () => catalog.query().total === 3);
    fake.find("acme/mail").name = "post";
    const changes = { repository: { name: { from: "mail" } } };
    await deliver(provider, {
      event: "repository",
      payload: { action: "renamed", changes, repository: described(fake.find("acme/post")) },
    });
    const locationOf = () => catalog.origin("component:default/mail")?.location;
    await until(catalog, () => locationOf()?.includes("/post/") === true);
    expect(locationOf()).toContain("/acme/post/");
    made.isArchived = true;
    await deliver(provider, { event: "repository", payload: { action: "archived", repository: described(made) } });
    const shop = described(fake.find("acme/shop"));
    fake.remove("acme/shop");
    await deliver(provider, { event: "repository", payload: { action: "deleted", repository: shop } });
    await until(catalog, () => catalog.query().total === 1);
    expect(catalog.query().items.map(({ metadata }) => metadata.name)).toEqual(["mail"]);
  });

  it("follows teams and members", async () => {
    const { fake, provider } = await acme({ teams: true, users: true });
    const catalog = await watched(fake, provider);
    const team = { id: "T_1", slug: "payments", name: "Payments", description: null, parent: null, members: [] };
    fake.accounts[0]?.teams.push(team);
    const organization = { login: "acme" };
    await deliver(provider, {
      event: "team",
      payload: { action: "created", organization, team: { slug: "payments" } },
    });
    await until(catalog, () => catalog.entity("group:default/payments") !== undefined);
    expect(catalog.entity("group:default/payments")).toBeDefined();
    fake.accounts[0]?.teams.splice(0);
    await deliver(provider, {
      event: "team",
      payload: { action: "deleted", organization, team: { slug: "payments" } },
    });
    await until(catalog, () => catalog.entity("group:default/payments") === undefined);
    expect(catalog.entity("group:default/payments")).toBeUndefined();
  });

  it("S30: ignores what the filters leave out, other branches, other organisations and other events", async () => {
    const { fake, provider } = await acme({ filters: { names: { exclude: ["sand*"] } } });
    fake.organization("other");
    const sandbox = fake.repository("acme/sandbox", { "catalog-info.yaml": component("sandbox") });
    const archived = fake.repository("acme/old", { "catalog-info.yaml": component("old") }, { isArchived: true });
    const foreign = fake.repository("other/x", { "catalog-info.yaml": component("x") });
    const catalog = await watched(fake, provider);
    const ignored = [
      pushTo(sandbox),
      pushTo(archived),
      pushTo(foreign),
      pushTo(fake.find("acme/shop"), ["catalog-info.yaml"], "refs/heads/feature"),
      { event: "repository", payload: { action: "created", repository: described(foreign) } },
      { event: "team", payload: { action: "created", organization: { login: "acme" }, team: { slug: "x" } } },
      { event: "issues", payload: { action: "opened", repository: described(fake.find("acme/shop")) } },
      { event: "push", payload: { ref: 7 } },
    ];
    for (const delivery of ignored) expect((await deliver(provider, delivery)).status).toBe(204);
    await deliver(provider, { event: "repository", payload: { action: "created", repository: described(sandbox) } });
    // What comes after them is read, and they are not.
    fake.find("acme/mail").files.set("catalog-info.yaml", component("mail", "group:web"));
    await deliver(provider, pushTo(fake.find("acme/mail")));
    await until(catalog, () => ownerOf(catalog, "mail") === "group:web");
    expect(fake.requests.map(({ body }) => body.variables?.ids)).toEqual([["R_000002"]]);
    expect(catalog.query().total).toBe(2);
  });

  it("says that a file changed which documents use", async () => {
    const { fake, provider } = await acme();
    const aborter = new AbortController();
    const used = `url:${fake.webUrl}/acme/shop/blob/HEAD/api.yaml`;
    const context = {
      ...providerContext({ signal: aborter.signal }),
      fetch,
      uses: (location: string) => location === used,
    };
    const changes = provider.watch?.(context)[Symbol.asyncIterator]();
    const first = changes?.next();
    await deliver(provider, pushTo(fake.find("acme/shop"), ["api.yaml", "main.ts"]));
    expect((await first)?.value).toMatchObject({ type: "changed" });
    expect((await changes?.next())?.value).toEqual({ type: "touched", location: used });
    aborter.abort();
  });

  it("R09: comes to the truth though deliveries are lost, doubled and out of order", async () => {
    const fake = await fakeGithub();
    fake.organization("acme");
    fake.repository("acme/org", { "catalog-info.yaml": PAYMENTS });
    const repositories = Array.from({ length: 100 }, (_, at) =>
      fake.repository(`acme/svc-${at}`, { "catalog-info.yaml": component(`svc-${at}`) }),
    );
    const provider = providerOf(fake, { webhookSecret: SECRET });
    const catalog = await watched(fake, provider);
    let seed = 11;
    const random = (below: number) => {
      seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
      return Math.floor((seed / 2 ** 31) * below);
    };
    const sent: Delivery[] = [];
    for (let count = 0; count < 10_000; count += 1) {
      const repository = repositories[random(repositories.length)];
      if (!repository) continue;
      repository.files.set("catalog-info.yaml", component(repository.name, `group:team-${random(1_000)}`));
      const delivery = { ...pushTo(repository), id: `e-${count}` };
      if (random(10) < 3) continue;
      sent.splice(random(sent.length + 1), 0, delivery);
      if (random(10) < 3) sent.splice(random(sent.length + 1), 0, delivery);
    }
    for (const delivery of sent) await deliver(provider, delivery);
    await catalog.refresh();
    for (const { name, files } of repositories) {
      const owner = /group:team-\d+/.exec(String(files.get("catalog-info.yaml")))?.[0];
      expect(catalog.entity(`component:default/${name}`)?.spec).toMatchObject({ owner });
    }
    // Nothing is read for each delivery: what waits is read together.
    expect(fake.requests.length).toBeLessThan(1_000);
    const { revision } = catalog;
    await catalog.refresh();
    expect([catalog.revision, catalog.query({ limit: 1 }).total]).toEqual([revision, 101]);
  }, 60_000);
});
