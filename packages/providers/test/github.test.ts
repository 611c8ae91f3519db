import { describeProvider, runProvider } from "@callboard/core/testing";
import { describe, expect, it } from "vitest";
import { githubProvider } from "../src/github.ts";
import { fakeGithub } from "./github/fake-github.ts";
import { catalogOn, component, networkTo, PAYMENTS, providerOf } from "./github/github-under-test.ts";
import type { Fault } from "./github/start-fake-github.ts";

const FAULTS: Readonly<Record<string, Fault>> = {
  "rate limit": { status: 429, headers: { "retry-after": "3" } },
  "server error": { status: 500 },
  refusal: { status: 401 },
  silence: "drip",
  "malformed answer": "malformed",
  "truncated answer": "truncated",
};

describeProvider({ describe, it }, "githubProvider", async () => {
  const token = "ghp_Canary0123456789abcdefghijklmnopqrs";
  const fake = await fakeGithub({ token });
  fake.organization("acme");
  const names = Array.from({ length: 105 }, (_, index) => `svc-${index}`);
  for (const name of names) fake.repository(`acme/${name}`, { "catalog-info.yaml": component(name) });
  fake.repository("acme/org", { "catalog-info.yaml": PAYMENTS });
  const filesOf = (location: string) => fake.find(location.split("/").slice(3, 5).join("/")).files;
  return {
    provider: providerOf(fake, { name: "acme", auth: { token } }),
    locations: [...names, "org"].map((name) => `url:${fake.webUrl}/acme/${name}/blob/HEAD/catalog-info.yaml`),
    entities: names.length + 1,
    fetch,
    speed: 100,
    secrets: [token],
    remove: async (location) => void filesOf(location).delete("catalog-info.yaml"),
    change: async (location) => void filesOf(location).set("catalog-info.yaml", component("changed")),
    breakDocument: async (location) => void filesOf(location).set("catalog-info.yaml", "#".repeat(2 * 2 ** 20)),
    breakSource: async () => fake.fail({ status: 401 }),
    failMidway: async (fault) => fake.fail(FAULTS[fault] ?? "reset", ({ body }) => Boolean(body.variables?.after)),
    recover: async () => fake.recover(),
  };
});

async function acme() {
  const fake = await fakeGithub();
  fake.organization("acme");
  return fake;
}

describe("githubProvider", () => {
  it("yields a descriptor with the place it has, and a version", async () => {
    const fake = await acme();
    fake.repository("acme/shop", { "catalog-info.yaml": component("shop") });
    const { documents, completed } = await runProvider(providerOf(fake), networkTo(fake));
    expect(documents).toEqual([
      {
        key: "R_000001/catalog-info.yaml",
        location: `url:${fake.webUrl}/acme/shop/blob/HEAD/catalog-info.yaml`,
        viewUrl: `${fake.webUrl}/acme/shop/blob/main/catalog-info.yaml`,
        scope: "acme",
        version: expect.stringContaining("acme/shop main"),
        content: component("shop"),
      },
    ]);
    expect(completed).toEqual(["acme"]);
  });

  it("asks for 100 repositories a query, and for no content where nothing has changed", async () => {
    const fake = await acme();
    for (let count = 0; count < 250; count += 1)
      fake.repository(`acme/svc-${count}`, { "catalog-info.yaml": component(`svc-${count}`) });
    const catalog = await catalogOn(fake, providerOf(fake));
    expect(fake.requests).toHaveLength(3);
    const revision = catalog.revision;
    await catalog.refresh();
    expect(catalog.revision).toBe(revision);
    const withText = fake.requests.slice(3).map(({ body }) => body.variables?.withText);
    expect(withText).toEqual([true, false, false]);
  });

  it("fetches the content of the few that have changed with one query more", async () => {
    const fake = await acme();
    for (let count = 0; count < 250; count += 1)
      fake.repository(`acme/svc-${count}`, { "catalog-info.yaml": component(`svc-${count}`) });
    const catalog = await catalogOn(fake, providerOf(fake));
    fake.find("acme/svc-240").files.set("catalog-info.yaml", component("svc-240", "group:web"));
    fake.requests.splice(0);
    const [report] = await catalog.refresh();
    expect([report?.changed, fake.requests.length]).toEqual([1, 4]);
  });

  it("leaves out archived repositories and forks, and what filters say", async () => {
    const fake = await acme();
    const files = { "catalog-info.yaml": component("x") };
    fake.repository("acme/svc-a", files, { topics: ["catalog"] });
    fake.repository("acme/svc-old", files, { topics: ["catalog"], isArchived: true });
    fake.repository("acme/svc-fork", files, { topics: ["catalog"], isFork: true });
    fake.repository("acme/svc-secret", files, { topics: ["catalog", "no-catalog"] });
    fake.repository("acme/svc-open", files, { topics: ["catalog"], visibility: "PUBLIC" });
    fake.repository("acme/other", files, { topics: ["catalog"] });
    const filters = {
      topics: { include: ["catalog"], exclude: ["no-catalog"] },
      visibility: ["private"] as const,
      names: { include: ["SVC-*"] },
    };
    const { documents } = await runProvider(providerOf(fake, { filters }), networkTo(fake));
    expect(documents.map(({ key }) => key)).toEqual(["R_000001/catalog-info.yaml"]);
    const all = await runProvider(providerOf(fake, { filters: { archived: true, forks: true } }), networkTo(fake));
    expect(all.documents).toHaveLength(6);
  });

  it("finds files by patterns with one query more for 100 repositories, and none for those it has seen", async () => {
    const fake = await acme();
    fake.repository("acme/mono", {
      "catalog-info.yaml": component("mono"),
      "services/web/catalog-info.yaml": component("web"),
      "services/api/catalog-info.yaml": component("api"),
      "services/api/src/main.ts": "1",
      "docs/x/catalog-info.yaml": component("docs"),
    });
    fake.repository("acme/empty");
    const provider = providerOf(fake, { paths: ["catalog-info.yaml", "services/*/catalog-info.yaml"] });
    const catalog = await catalogOn(fake, provider);
    expect(catalog.query().items.map(({ metadata }) => metadata.name)).toEqual(["api", "mono", "web"]);
    // The list, the folders, and the content of what was found in them.
    expect([fake.queries, fake.requests.length]).toEqual([3, 3]);
    await catalog.refresh();
    expect(fake.queries).toBe(4);
    fake.find("acme/mono").files.set("services/new/catalog-info.yaml", component("new"));
    await catalog.refresh();
    expect(catalog.query().total).toBe(4);
  });

  it("lists the whole tree where a pattern reaches below what a query sees", async () => {
    const fake = await acme();
    const files = { "a/b/c/d/e/catalog-info.yaml": component("deep"), "catalog-info.yaml": component("top") };
    fake.repository("acme/deep", files);
    fake.repository("acme/shallow", { "x/catalog-info.yaml": component("shallow") });
    const { documents } = await runProvider(providerOf(fake, { paths: ["**/catalog-info.yaml"] }), networkTo(fake));
    expect(documents).toHaveLength(3);
    expect(fake.requests.filter(({ target }) => target.includes("/git/trees/"))).toHaveLength(1);
  });

  it("skips a repository that has too many files to list", async () => {
    const fake = await acme();
    const files = Array.from({ length: 5_001 }, (_, at) => [`a/b/c/d/${at}.txt`, `${at}`]);
    fake.repository("acme/huge", Object.fromEntries(files));
    const { skipped } = await runProvider(providerOf(fake, { paths: ["**/catalog-info.yaml"] }), networkTo(fake));
    expect(skipped).toEqual([
      { location: `url:${fake.webUrl}/acme/huge`, reason: expect.stringContaining("Name folders in the paths") },
    ]);
  });

  it("reads a repository whose files a query fails on by the REST API", async () => {
    const fake = await acme();
    fake.repository(
      "acme/odd",
      { "catalog-info.yaml": component("odd", null), CODEOWNERS: "* @acme/web" },
      { isBroken: true },
    );
    fake.repository("acme/shop", { "catalog-info.yaml": component("shop") });
    const catalog = await catalogOn(fake, providerOf(fake));
    expect(catalog.query().items.map(({ metadata }) => metadata.name)).toEqual(["odd", "shop"]);
    expect(catalog.sources()[0]).toMatchObject({ state: "complete" });
  });

  it("reads a file that is too long for a query by itself", async () => {
    const fake = await acme();
    const long = `${component("shop")}# ${"x".repeat(600_000)}\n`;
    fake.repository("acme/shop", { "catalog-info.yaml": long });
    const { documents } = await runProvider(providerOf(fake), networkTo(fake));
    expect(documents).toMatchObject([{ content: long }]);
  });

  it("reads one archive where more than 50 files of a repository have changed", async () => {
    const fake = await acme();
    const files = Array.from({ length: 60 }, (_, at) => [`services/s${at}/catalog-info.yaml`, component(`s${at}`)]);
    fake.repository("acme/mono", Object.fromEntries(files));
    const provider = providerOf(fake, { paths: ["services/*/catalog-info.yaml"] });
    const { documents } = await runProvider(provider, networkTo(fake));
    expect(documents).toHaveLength(60);
    expect(documents.every((document) => "content" in document)).toBe(true);
    const paths = fake.requests.map(({ target }) => target.split("?")[0]);
    expect(paths.filter((path) => path?.includes("_codeload"))).toEqual(["/_codeload/acme/mono"]);
    expect(fake.queries).toBe(2);
  });

  it("keeps the entities of a repository that is renamed or moved, and what is known of them", async () => {
    const fake = await acme();
    fake.organization("parent");
    fake.repository("acme/shop", { "catalog-info.yaml": component("shop") });
    const catalog = await catalogOn(fake, providerOf(fake, { organizations: ["acme", "parent"] }));
    const before = catalog.origin("component:default/shop");
    fake.find("acme/shop").name = "store";
    const [renamed] = await catalog.refresh();
    expect([renamed?.added, renamed?.removed]).toEqual([0, 0]);
    expect(catalog.origin("component:default/shop")?.location).toContain("/acme/store/");
    fake.find("acme/store").owner = "parent";
    const [moved] = await catalog.refresh();
    expect([moved?.added, moved?.removed]).toEqual([0, 0]);
    const after = catalog.origin("component:default/shop");
    expect(after?.location).toContain("/parent/store/");
    expect(after?.firstSeen).toBe(before?.firstSeen);
  });

  it("gives descriptors that name none the namespace of their organisation", async () => {
    const fake = await acme();
    fake.organization("labs");
    fake.repository("acme/shop", { "catalog-info.yaml": component("shop") });
    fake.repository("labs/shop", { "catalog-info.yaml": component("shop") });
    const organizations = ["acme", { name: "labs", namespace: "labs" }];
    const catalog = await catalogOn(fake, providerOf(fake, { organizations }));
    expect(catalog.entity("component:default/shop")).toBeDefined();
    expect(catalog.entity("component:labs/shop")).toBeDefined();
  });

  it("reads the repositories of a person", async () => {
    const fake = await fakeGithub();
    fake.organization("mira", { isPerson: true });
    fake.repository("mira/blog", { "catalog-info.yaml": component("blog") });
    const provider = providerOf(fake, { organizations: ["mira"], teams: true, users: true });
    const { documents, skipped, completed } = await runProvider(provider, networkTo(fake));
    expect([documents.length, skipped, completed]).toEqual([1, [], ["mira", "mira/people"]]);
  });

  it("finds an organisation that was renamed", async () => {
    const fake = await fakeGithub();
    const account = fake.organization("acme-inc");
    account.formerLogins.push("acme");
    fake.repository("acme-inc/shop", { "catalog-info.yaml": component("shop") });
    const { documents } = await runProvider(providerOf(fake), networkTo(fake));
    expect(documents.map(({ location }) => location)).toEqual([
      `url:${fake.webUrl}/acme-inc/shop/blob/HEAD/catalog-info.yaml`,
    ]);
  });

  it("reads github.com at its own hosts", async () => {
    const fake = await acme();
    const files = Array.from({ length: 51 }, (_, at) => [`s/${at}.yaml`, component(`s${at}`)]);
    fake.repository("acme/shop", Object.fromEntries(files));
    const provider = githubProvider({ organizations: ["acme"], auth: { token: "ghp_fake" }, paths: ["s/*.yaml"] });
    expect(provider.name).toBe("github:github.com");
    const { documents } = await runProvider(provider, { ...networkTo(fake), fetch: fake.asGithubDotCom });
    expect(documents).toHaveLength(51);
    expect(documents[0]?.viewUrl).toBe("https://github.com/acme/shop/blob/main/s/0.yaml");
    const hosts = fake.requests.map(({ headers }) => headers["x-fake-host"]);
    expect(new Set(hosts)).toEqual(new Set(["api.github.com", "codeload.github.com"]));
  });

  it("reads what placeholders and locations name, in the repositories of its organisations only", async () => {
    const fake = await acme();
    fake.organization("secret");
    fake.repository("secret/plans", { "plan.md": "the plan" });
    fake.repository("acme/shop", {
      "catalog-info.yaml": `apiVersion: backstage.io/v1alpha1
kind: Location
metadata: { name: all }
spec: { targets: ["./services/*/catalog-info.yaml"] }
---
apiVersion: backstage.io/v1alpha1
kind: API
metadata: { name: shop-api }
spec: { type: openapi, lifecycle: production, owner: web, definition: { $text: ./api.yaml } }
`,
      "api.yaml": "openapi: 3.1.0",
      "services/web/catalog-info.yaml": component("web"),
    });
    const provider = providerOf(fake);
    const catalog = await catalogOn(fake, provider);
    expect(catalog.entity("component:default/web")).toBeDefined();
    expect(catalog.entity("api:default/shop-api")?.spec).toMatchObject({ definition: "openapi: 3.1.0" });
    const context = { ...networkTo(fake), signal: AbortSignal.timeout(10_000), logger: console };
    expect(await provider.read?.(`url:${fake.webUrl}/acme/shop/blob/main/none.md`, context)).toBeUndefined();
    const foreign = provider.read?.(`url:${fake.webUrl}/secret/plans/blob/HEAD/plan.md`, context);
    await expect(foreign).rejects.toMatchObject({ code: "invalid-argument" });
  });

  it.each([
    { organizations: [] },
    { organizations: ["acme", "ACME"] },
    { organizations: ["acme/shop"] },
    { paths: ["../catalog-info.yaml"] },
    { paths: ["/catalog-info.yaml"] },
    { auth: { token: "with a blank" } },
    { auth: { appId: "x", privateKey: "y" } },
    { baseUrl: "https://token:secret@ghe.example.com" },
  ])("refuses options that cannot work: %j", async (options) => {
    const fake = await acme();
    expect(() => providerOf(fake, options)).toThrow(expect.objectContaining({ code: "invalid-argument" }));
    expect(() => providerOf(fake, options)).not.toThrow(/secret|with a blank/);
  });
});
