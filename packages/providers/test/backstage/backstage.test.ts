import { openCatalog } from "@callboard/core";
import { describeProvider, fastClock, runProvider } from "@callboard/core/testing";
import { describe, expect, it, onTestFinished } from "vitest";
import { type BackstageCatalogOptions, backstageCatalogProvider } from "../../src/backstage.ts";
import { CANARY, names } from "../descriptors.ts";
import { type Age, type FakeEntity, fakeBackstage, locationOf } from "./fake-backstage.ts";

describeProvider({ describe, it }, "backstageCatalogProvider", async () => {
  const { server, entities, fail } = await fakeBackstage(CANARY);
  for (const name of names(20)) entities.set(locationOf(name), { name });
  return {
    provider: backstageCatalogProvider({ baseUrl: server.origin, token: CANARY, name: "acme" }),
    fetch,
    locations: names(20).map(locationOf),
    entities: 20,
    secrets: [CANARY],
    remove: async (location) => void entities.delete(location),
    change: async (location) => {
      const entity = entities.get(location);
      if (entity) entities.set(location, { ...entity, metadata: { description: "Changed." } });
    },
    breakSource: server.close,
    failMidway: async (fault) => fail(fault),
    recover: async () => fail(null),
    dispose: server.close,
  };
});

const network = { fetch, clock: fastClock(20) };

async function backstageWith(entities: readonly FakeEntity[], age?: Age) {
  const backstage = await fakeBackstage(null, age);
  onTestFinished(backstage.server.close);
  for (const entity of entities) backstage.entities.set(entity.location ?? entity.name, entity);
  const provider = (options: Partial<BackstageCatalogOptions> = {}) =>
    backstageCatalogProvider({ baseUrl: backstage.server.origin, ...options });
  return { ...backstage, provider };
}

/** The catalog that an import gives. */
async function importOf(provider: ReturnType<typeof backstageCatalogProvider>) {
  const catalog = await openCatalog({ providers: [provider], runtime: network, schedule: false });
  onTestFinished(() => catalog.close());
  return catalog;
}

describe("backstageCatalogProvider", () => {
  it("takes an entity in as it was written, without what Backstage adds, from where Backstage read it", async () => {
    const { provider } = await backstageWith([
      {
        kind: "Component",
        name: "web",
        annotations: {
          "backstage.io/view-url": "https://git.example.com/acme/web",
          "backstage.io/source-location": "url:https://git.example.com/acme/web/",
          "github.com/project-slug": "acme/web",
        },
        spec: { type: "website", lifecycle: "production", owner: "group:default/pay" },
      },
    ]);
    const catalog = await importOf(provider());
    expect(catalog.entity("component:default/web")).toMatchObject({
      metadata: {
        name: "web",
        namespace: "default",
        annotations: {
          "backstage.io/view-url": "https://git.example.com/acme/web",
          "backstage.io/source-location": "url:https://git.example.com/acme/web/",
          "github.com/project-slug": "acme/web",
        },
      },
      spec: { type: "website", lifecycle: "production", owner: "group:default/pay" },
      relations: [{ type: "ownedBy", targetRef: "group:default/pay" }],
    });
    expect(Object.keys(catalog.entity("component:default/web")?.metadata ?? {}).sort()).toEqual([
      "annotations",
      "name",
      "namespace",
    ]);
    expect(catalog.origin("component:default/web")).toMatchObject({
      location: locationOf("web"),
      viewUrl: "https://git.example.com/acme/web",
    });
  });

  it("tells of orphans and of entities that Backstage cannot process, and keeps them", async () => {
    const { provider } = await backstageWith([
      { name: "lost", annotations: { "backstage.io/orphan": "true" } },
      { name: "broken", errors: ["Policy check failed; spec.type is missing\u202e."] },
    ]);
    const catalog = await importOf(provider());
    const told = catalog.problems().filter(({ rule }) => rule.startsWith("backstage/"));
    expect(told.map(({ location, rule, severity, message }) => [location, rule, severity, message])).toEqual([
      [
        locationOf("broken"),
        "backstage/processing",
        "warning",
        "Backstage cannot process the newest version of group:default/broken and shows an older one: Policy check failed; spec.type is missing\\u202e. Correct it at its location.",
      ],
      [
        locationOf("lost"),
        "backstage/orphan",
        "warning",
        "group:default/lost is an orphan: in Backstage nothing leads to it any more. Delete it there, or register its location again.",
      ],
    ]);
    expect(catalog.query().items).toHaveLength(2);
    expect(catalog.entity("group:default/lost")?.metadata.annotations).not.toHaveProperty("backstage.io/orphan");
  });

  it("leaves orphans out when told to", async () => {
    const { provider } = await backstageWith([
      { name: "lost", annotations: { "backstage.io/orphan": "true" } },
      { name: "well" },
    ]);
    const { documents } = await runProvider(provider({ orphans: false }), network);
    expect(documents.map(({ location }) => location)).toEqual([locationOf("well")]);
  });

  it("tells of a registered location that yields nothing, as one does whose refs another location holds", async () => {
    const { provider, locations } = await backstageWith([
      { name: "web", origin: "url:https://git.example.com/all.yaml" },
    ]);
    locations.add("url:https://git.example.com/all.yaml");
    locations.add("url:https://git.example.com/acme/copy-of-web/blob/main/catalog-info.yaml");
    const catalog = await importOf(provider());
    expect(catalog.problems().filter(({ rule }) => rule.startsWith("backstage/"))).toMatchObject([
      {
        severity: "error",
        rule: "backstage/empty-location",
        location: "url:https://git.example.com/acme/copy-of-web/blob/main/catalog-info.yaml",
        message: expect.stringContaining("another location describes the same refs and keeps them"),
      },
    ]);
    locations.delete("url:https://git.example.com/acme/copy-of-web/blob/main/catalog-info.yaml");
    await catalog.refresh();
    expect(catalog.problems().filter(({ rule }) => rule.startsWith("backstage/"))).toEqual([]);
    expect(catalog.query().items).toHaveLength(1);
  });

  it("goes on without the list of locations where it may not be read", async () => {
    const { provider, server } = await backstageWith([{ name: "web" }]);
    server.fail("refusal", ({ url }) => url.pathname.endsWith("/locations"));
    const warned: string[] = [];
    const silent = { debug() {}, info() {}, error() {} };
    const logger = { ...silent, warn: (message: string) => void warned.push(message) };
    const { documents } = await runProvider(provider(), { ...network, logger });
    expect([documents.length, warned]).toEqual([1, [expect.stringContaining("cannot be read")]]);
  });

  it("leaves out Locations, whose entities it imports itself, but not what is wrong with them", async () => {
    const spec = { type: "url", targets: ["./a.yaml"] };
    const { provider } = await backstageWith([
      { kind: "Location", name: "well", spec },
      { kind: "Location", name: "broken", spec, errors: ["NotFoundError: no such file"] },
      { name: "web" },
    ]);
    const { documents } = await runProvider(provider(), network);
    expect(documents.map(({ key }) => key).sort()).toEqual(["group:default/web", "location:default/broken"]);
  });

  it.each(["old", "oldest"] as const)("reads all pages of a Backstage without cursors: %s", async (age) => {
    const { provider, server } = await backstageWith(
      names(7).map((name) => ({ name })),
      age,
    );
    const { documents } = await runProvider(provider({ pageSize: 2 }), network);
    expect(documents.map(({ location }) => location).sort()).toEqual(names(7).map(locationOf).sort());
    expect(server.requests.filter(({ url }) => url.pathname.endsWith("/entities"))).toHaveLength(4);
  });

  it("asks for the entities that fit one of its filters", async () => {
    const { provider, server } = await backstageWith([
      { name: "pay" },
      { kind: "User", name: "ana", spec: { memberOf: [] } },
      { kind: "System", name: "shop", spec: { owner: "pay" } },
    ]);
    const { documents } = await runProvider(provider({ filter: ["kind=user", "kind=system"] }), network);
    expect(documents.map(({ key }) => key).sort()).toEqual(["system:default/shop", "user:default/ana"]);
    expect(server.requests[0]?.url.searchParams.getAll("filter")).toEqual(["kind=user", "kind=system"]);
  });

  it("takes the address of the backend or of its catalog, with a path before it", async () => {
    const { provider, server } = await backstageWith([{ name: "web" }]);
    for (const baseUrl of [`${server.origin}/`, `${server.origin}/api/catalog/`])
      await runProvider(provider({ baseUrl }), network);
    const paths = new Set(server.requests.map(({ url }) => url.pathname));
    expect([...paths]).toEqual(["/api/catalog/entities/by-query", "/api/catalog/locations"]);
  });

  it("asks for a token before each request where it is a function", async () => {
    let asked = 0;
    const { provider, server } = await backstageWith(names(3).map((name) => ({ name })));
    const token = async () => {
      asked += 1;
      return `token-${asked}`;
    };
    await runProvider(provider({ token }), network);
    expect(server.requests.map(({ headers }) => headers.authorization)).toEqual(
      ["token-1", "token-2", "token-3"].map((one) => `Bearer ${one}`),
    );
  });

  it("throws for a page that is no page of entities, and for one that leads back", async () => {
    const { provider, server } = await backstageWith([]);
    const cursor = "b25l";
    const pages = [
      { items: "none", pageInfo: {} },
      { items: [{ kind: "Group" }], pageInfo: {} },
      { items: [], pageInfo: { nextCursor: cursor } },
      { totalItems: 0 },
    ];
    for (const page of pages) {
      const answer = async () => Response.json(page);
      await expect(runProvider(provider(), { ...network, fetch: answer }), JSON.stringify(page)).rejects.toMatchObject({
        code: "source-unreachable",
      });
    }
    expect(server.requests).toEqual([]);
  });
});
