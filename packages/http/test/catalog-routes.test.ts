import { describe, expect, it } from "vitest";
import { catalogRoutes } from "../src/index.ts";
import { at, described, json, opened, SHOP, standing } from "./opened.ts";

async function app() {
  const { catalog, locations, source } = await opened();
  const routes = catalogRoutes(catalog, { locations, clock: standing });
  const get = async (path: string): Promise<unknown> => (await routes.request(path)).json();
  return { routes, get, catalog, source };
}

describe("catalogRoutes, as Backstage has them", () => {
  it("stamps an entity with uid, etag and where it was read", async () => {
    const { get } = await app();
    const metadata = at(await get("/entities/by-name/component/default/checkout"), "metadata");
    const place = "url:https://git.example.com/acme/checkout/blob/main/catalog-info.yaml";
    expect(metadata).toMatchObject({
      uid: expect.stringMatching(/^[0-9a-f-]{36}$/),
      etag: expect.any(String),
      annotations: { "backstage.io/managed-by-location": place, "backstage.io/managed-by-origin-location": place },
    });
    expect(await get(`/entities/by-uid/${at(metadata, "uid")}`)).toMatchObject({ metadata: { name: "checkout" } });
  });

  it("finds an entity by its uid as soon as it is there", async () => {
    const { get, catalog, source } = await app();
    await get("/entities/by-uid/none");
    source.documents.push(described("Resource", "later", { type: "cache", owner: "payments" }));
    await catalog.refresh();
    const { uid } = catalog.origin("resource:default/later");
    expect(await get(`/entities/by-uid/${uid}`)).toMatchObject({ metadata: { name: "later" } });
  });

  it("S33: puts a fixed address where a view or edit address is a script, and lets other annotations be", async () => {
    const { get, source, catalog } = await app();
    const annotations = { "backstage.io/view-url": "javascript:alert(1)", "example.com/note": "javascript:x" };
    source.documents.push(described("Resource", "odd", { type: "cache", owner: "payments" }, { annotations }));
    await catalog.refresh();
    const odd = await get("/entities/by-name/resource/default/odd");
    expect(at(odd, "metadata", "annotations")).toMatchObject({
      "backstage.io/view-url": "https://backstage.io/annotation-rejected-for-security-reasons",
      "example.com/note": "javascript:x",
    });
  });

  it("keeps a full text through all pages", async () => {
    const { get } = await app();
    const query = "fullTextFilterTerm=PAY&fullTextFilterFields=metadata.name&orderField=metadata.name";
    const first = await get(`/entities/by-query?${query}&limit=1`);
    const second = await get(`/entities/by-query?cursor=${at(first, "pageInfo", "nextCursor")}&limit=1`);
    const nameOn = (page: unknown) => [at(page, "items", 0, "metadata", "name"), at(page, "items", 1)];
    expect([nameOn(first), nameOn(second)]).toEqual([
      ["payments", undefined],
      ["payments-db", undefined],
    ]);
    expect(at(second, "pageInfo")).not.toHaveProperty("nextCursor");
  });

  it("answers errors with the body that the client of Backstage reads", async () => {
    const { routes } = await app();
    const response = await routes.request("/entities/by-name/component/default/none?x=1");
    expect(response.status).toBe(400);
    const missing = await routes.request("/entities/by-name/component/default/none");
    expect(await missing.json()).toEqual({
      error: { name: "NotFoundError", message: "There is no component:default/none in the catalog." },
      request: { method: "GET", url: "/entities/by-name/component/default/none" },
      response: { statusCode: 404 },
    });
  });

  it("answers 304 to who has it already", async () => {
    const { routes } = await app();
    const path = "/entities/by-name/component/default/web";
    const etag = (await routes.request(path)).headers.get("etag") ?? "";
    expect((await routes.request(path, { headers: { "if-none-match": etag } })).status).toBe(304);
    expect((await routes.request(path, { headers: { "if-none-match": '"other"' } })).status).toBe(200);
  });

  it("registers a location, brings what it describes, and forgets both", async () => {
    const { routes, get } = await app();
    const target = "https://files.example.com/one.yaml";
    const dry: unknown = await (
      await routes.request("/locations?dryRun=true", json("POST", { type: "url", target }))
    ).json();
    expect([0, 1, 2].map((index) => at(dry, "entities", index, "kind"))).toEqual(["Component", "Location", undefined]);
    expect(await get("/locations")).toEqual([]);

    const registered: unknown = await (
      await routes.request("/locations", json("POST", { type: "url", target }))
    ).json();
    const location = at(registered, "location");
    const one = await get("/entities/by-name/component/default/one");
    expect(at(one, "metadata", "annotations", "backstage.io/managed-by-location")).toBe(`url:${target}`);
    expect(await get("/locations/by-entity/component/default/one")).toEqual(location);
    const ancestry = await get("/entities/by-name/component/default/one/ancestry");
    expect(at(ancestry, "items", 0, "parentEntityRefs")).toEqual([at(location, "entityRef")]);

    expect((await routes.request(`/locations/${at(location, "id")}`, { method: "DELETE" })).status).toBe(204);
    expect((await routes.request("/entities/by-name/component/default/one")).status).toBe(404);
    expect(await get("/locations")).toEqual([]);
  });

  it("says why an entity cannot be deleted here", async () => {
    const { routes, catalog } = await app();
    const { uid } = catalog.origin("component:default/web");
    const response = await routes.request(`/entities/by-uid/${uid}`, { method: "DELETE" });
    expect(response.status).toBe(403);
    expect(await response.text()).toContain("Remove it there.");
  });

  it.each([
    ["a body larger than 1 MiB", "/entities/by-refs", { entityRefs: ["x".repeat(2 ** 20)] }, 413],
    [
      "a predicate too deep",
      "/entities/by-query",
      { query: JSON.parse(`${'{"$not":'.repeat(60)}{}${"}".repeat(60)}`) },
      400,
    ],
    ["another key of a location", "/locations", { type: "url", target: "https://x.example/", more: 1 }, 400],
  ])("S10, S38: refuses %s", async (_, path, body, status) => {
    const { routes } = await app();
    const response = await routes.request(path, json("POST", body));
    expect(response.status).toBe(status);
  });

  it("S10: refuses a long filter within 50 ms of work", async () => {
    const { routes } = await app();
    const path = `/entities?filter=${encodeURIComponent("(".repeat(10_000))}&filter=${"a=b,".repeat(30_000)}`;
    await routes.request("/entities?filter=kind=user");
    const before = process.cpuUsage();
    expect((await routes.request(path)).status).toBe(400);
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1_000).toBeLessThan(50);
  });
});

describe("catalogRoutes, our own", () => {
  it.each([
    ["/blast-radius?root=resource:payments-db", { total: 2, mode: "down" }],
    ["/blast-radius?root=resource:payments-db&maxDistance=1&mode=read-only", { mode: "read-only", total: 1 }],
    [
      "/common-causes?symptom=component:web&symptom=component:checkout",
      { causes: [{ isSymptom: true }, { ref: "resource:default/payments-db" }] },
    ],
    ["/path?from=component:web&to=resource:payments-db", { path: [{}, {}] }],
    ["/owner?ref=component:web", { status: "owned" }],
    ["/resolve?text=chekout", { status: "found" }],
    ["/search?text=shop", { hits: [{ ref: "component:default/web" }] }],
    ["/ask?question=who%20owns%20web", { outcome: "answer", intent: "owner" }],
    ["/sources", { sources: [{ name: "files", health: "fresh" }, { name: "registered-locations" }] }],
    ["/problems", { total: 0, problems: [] }],
  ])("answers %s", async (path, expected) => {
    const { get } = await app();
    expect(await get(path)).toMatchObject(expected);
  });

  it("describes problems as RFC 9457 does, with what was probably meant", async () => {
    const { routes } = await app();
    const response = await routes.request("/blast-radius?root=resource:payment-db");
    expect([response.status, response.headers.get("content-type")]).toEqual([404, "application/problem+json"]);
    expect(await response.json()).toMatchObject({
      type: "about:blank",
      title: "Not Found",
      status: 404,
      code: "entity-not-found",
      suggestions: ["resource:default/payments-db"],
    });
  });

  it("S38: tells nothing of what failed inside, and logs it with the id of the request", async () => {
    const { catalog } = await opened();
    const logged: unknown[] = [];
    const broken = { ...catalog, as: async () => Promise.reject(new Error("secret at /srv/x.ts")) };
    const logger = { debug() {}, info() {}, warn() {}, error: (...line: unknown[]) => void logged.push(line) };
    const response = await catalogRoutes(broken, { logger }).request("/sources");
    expect(response.status).toBe(500);
    expect(await response.text()).not.toMatch(/secret|srv|at /);
    expect(logged).toMatchObject([["A request failed", { requestId: response.headers.get("x-request-id") }]]);
  });

  it("S31, S32: sends data that no browser runs, frames or guesses at", async () => {
    const { routes } = await app();
    const { headers } = await routes.request("/sources");
    expect(headers.get("content-type")).toBe("application/json");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("content-security-policy")).toBe("default-src 'none'; frame-ancestors 'none'; sandbox");
    expect(headers.get("access-control-allow-origin")).toBeNull();
  });
});

describe("openapi.json", () => {
  it("describes every route, with its parameters and replies", async () => {
    const { get } = await app();
    const document = await get("/openapi.json");
    expect(at(document, "openapi")).toBe("3.1.0");
    expect(Object.keys(Object(at(document, "paths")))).toEqual(
      expect.arrayContaining(["/entities", "/entities/by-query", "/locations/{id}", "/blast-radius", "/changes"]),
    );
    expect(JSON.stringify(at(document, "paths", "/blast-radius", "get", "parameters"))).toContain(
      '"name":"maxDistance"',
    );
    expect(Object.keys(Object(at(document, "paths", "/locations", "post", "responses")))).toEqual([
      "201",
      "400",
      "401",
    ]);
  });

  it("S37: holds no setting of the server", async () => {
    const { catalog } = await opened(SHOP);
    const routes = catalogRoutes(catalog, { identify: () => ({ ref: null, roles: ["role-hunter2"] }) });
    expect(await (await routes.request("/openapi.json")).text()).not.toContain("hunter2");
    expect((await routes.request("/config")).status).toBe(404);
  });
});
