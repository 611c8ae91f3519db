import { fileURLToPath } from "node:url";
import { type Catalog, openCatalog } from "@callboard/core";
import { catalogOf } from "@callboard/core/testing";
import { fileProvider } from "@callboard/providers/file";
import { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { catalogPages } from "../../src/pages.ts";
import { NOW, pageOf, readable, tagsOf } from "./page-of.ts";

const ACME = fileURLToPath(new URL("../../../../examples/acme", import.meta.url));

describe("catalogPages", () => {
  let acme: Catalog;
  beforeAll(async () => {
    acme = await openCatalog({ providers: [fileProvider({ root: ACME, name: "acme" })] });
  });
  afterAll(() => acme.close());

  describe("search", () => {
    it("starts with a search, and where the catalog is read from", async () => {
      const { status, html } = await pageOf(acme, "/");
      expect(status).toBe(200);
      expect(readable(html)).toContain("file:acme");
      expect(html).toContain('<input type="search" name="q"');
    });

    it("lists what has the words as links, with the owner", async () => {
      const { html } = await pageOf(acme, "/?q=payments");
      expect(html).toContain('<a href="/catalog/default/resource/payments-db">');
      expect(readable(html)).toContain("Owner: Payments");
    });

    it("lists what comes near a misspelt name", async () => {
      const { html } = await pageOf(catalogOf("component:checkout"), "/?q=checkoutt-xy");
      expect(readable(html)).toContain("Nothing found");
    });

    it("lists no more than it says, and leads to more", async () => {
      const view = catalogOf(...Array.from({ length: 130 }, (_, index) => `component:shop-${index}`));
      const first = await pageOf(view, "/?q=shop");
      expect(readable(first.html)).toContain("The first 25 entities");
      expect(first.html).toContain('href="/?q=shop&amp;limit=100"');
      expect(readable((await pageOf(view, "/?q=shop&limit=100")).html)).toContain("There are more. Add a word");
    });
  });

  describe("a list", () => {
    const shop = () =>
      catalogOf(
        ...Array.from({ length: 120 }, (_, index) => `component:part-${1000 + index} ownedBy group:shop`),
        "resource:db ownedBy group:shop",
        "component:alone",
      );
    const linksOf = (html: string) =>
      Array.from(html.matchAll(/<a href="\/catalog\/default\/component\/([^"]*)"/g), ([, name = ""]) => name);

    it("is led to by the first page, kind by kind", async () => {
      const { html } = await pageOf(shop(), "/");
      expect(html).toContain('<a href="/browse?kind=component">component 121</a>');
      expect(html).toContain('<a href="/browse?kind=resource">resource 1</a>');
    });

    it("shows the entities of a kind by name, a page at a time", async () => {
      const first = await pageOf(shop(), "/browse?kind=component");
      expect(readable(first.html)).toContain("121 entities of kind component");
      expect(linksOf(first.html)).toHaveLength(50);
      expect(linksOf(first.html)[0]).toBe("alone");
      expect(first.html).toContain('href="/browse?kind=component&amp;from=50"');
      const last = await pageOf(shop(), "/browse?kind=component&from=100");
      expect(linksOf(last.html).at(-1)).toBe("part-1119");
      expect(readable(last.html)).toContain("101–121 of 121");
      expect(last.html).toContain('<a href="/browse?kind=component&amp;from=50">Back</a>');
      expect(last.html).not.toContain("Next");
    });

    it("shows what an owner has, which the page of the owner leads to", async () => {
      const owner = await pageOf(shop(), "/catalog/default/group/shop");
      expect(owner.html).toContain('<a href="/browse?owner=group:default/shop">What they own</a>');
      const all = await pageOf(shop(), "/browse?owner=group:default/shop");
      expect(readable(all.html)).toContain("121 entities owned by shop");
      expect(all.html).toContain('<a href="/browse?kind=resource&amp;owner=group:default/shop">resource 1</a>');
      const some = await pageOf(shop(), "/browse?owner=shop&kind=Resource");
      expect(readable(some.html)).toContain("1 entity of kind resource");
      expect(some.html).toContain('aria-current="true"');
      expect(linksOf(some.html)).toEqual([]);
    });

    it("says that there is nothing, or no such owner", async () => {
      expect(readable((await pageOf(shop(), "/browse?kind=<b>")).html)).toContain("There is none here.");
      expect(readable((await pageOf(shop(), "/browse?from=900")).html)).toContain("The list ends before this page.");
      const { status, html } = await pageOf(shop(), "/browse?owner=shopp");
      expect([status, html.includes("/catalog/default/group/shop")]).toEqual([404, true]);
    });
  });

  describe("an entity", () => {
    it("shows owner, contacts, links, relations as sentences, and the file with its line", async () => {
      const { status, html } = await pageOf(acme, "/catalog/default/component/payment-service", { now: Date.now });
      const text = readable(html);
      expect(status).toBe(200);
      for (const said of ["Payments", "#payments", "payment-service needs", "payment-service provides", "Runbook"]) {
        expect(text).toContain(said);
      }
      expect(text).toMatch(/payments\/payment-service\/catalog-info\.yaml:1 .*read just now/);
      expect(html).toContain('href="/impact?entity=component:default/payment-service"');
    });

    it("says what is wrong with it", async () => {
      const view = catalogOf("component:web dependsOn component:gone").with({ remove: ["component:gone"] });
      const problems = view.problems().filter(({ entity }) => entity === "component:default/web");
      expect(problems.length).toBeGreaterThan(0);
      const text = readable((await pageOf(view, "/catalog/default/component/web")).html);
      for (const { rule } of problems) expect(text).toContain(rule);
    });

    it("shows what live sources say, with the age of it", async () => {
      const at = new Date(NOW - 120_000).toISOString();
      const fact = { type: "on-call", text: "Ana is on call", at, source: "pager", readAt: at, stale: false } as const;
      const facts = {
        facts: async () => ({
          ref: acme.origin("component:web-shop").ref,
          facts: [fact],
          sources: [{ source: "pager", types: ["on-call" as const], readAt: at, stale: false, reason: null }],
        }),
      };
      const { html } = await pageOf(catalogOf("component:web"), "/catalog/default/component/web", { facts });
      expect(readable(html)).toContain("Ana is on call 2 min ago · pager");
    });

    it("cuts long lists of relations, and leads to the rest", async () => {
      const view = catalogOf(...Array.from({ length: 30 }, (_, index) => `component:s${index} ownedBy group:team`));
      const { html } = await pageOf(view, "/catalog/default/group/team");
      expect(readable(html)).toContain("+18 more");
      const all = await pageOf(view, "/catalog/default/group/team?relation=ownerOf&from=0");
      expect(all.html.match(/href="\/catalog\/default\/component\//g)).toHaveLength(30);
    });

    it("is not found with suggestions", async () => {
      const { status, html } = await pageOf(catalogOf("component:checkout"), "/catalog/default/component/chekout");
      expect(status).toBe(404);
      expect(html).toContain('<a href="/catalog/default/component/checkout">');
    });

    it.each(["/catalog/default/component/a%20b%2Fc", "/catalog/%00/x/y", "/catalog/a/b/c/d", "/nothing"])(
      "answers %s with 404",
      async (path) => {
        expect((await pageOf(catalogOf("component:web"), path)).status).toBe(404);
      },
    );
  });

  describe("a failure", () => {
    const view = catalogOf(
      "component:web dependsOn component:api",
      "component:web spec.type=website",
      "component:api dependsOn resource:db needs=write in=prod",
      "component:api ownedBy group:team",
      "component:jobs dependsOn resource:db when=async",
    );

    it("counts effects, draws them, and lists them with reasons, by team and for customers", async () => {
      const { status, html } = await pageOf(view, "/impact?entity=resource:db");
      const text = readable(html);
      expect(status).toBe(200);
      expect(text).toMatch(/2 break .*0 degrade .*1 is delayed/);
      expect(text).toMatch(/What customers notice web website breaks needs api/);
      expect(text).toMatch(/By team .*team/);
      expect(html).toMatch(/<figure class="picture"[^>]*><svg [^>]*role="img"/);
      expect(html).toMatch(/<svg [^>]*><title>db is down/);
    });

    it("switches mode and environment by links that name the present one", async () => {
      const { html } = await pageOf(view, "/impact?entity=db&mode=read-only", { environments: ["prod", "staging"] });
      expect(html).toContain('<a href="/impact?entity=resource:default/db&amp;mode=read-only" aria-current="page">');
      expect(html).toContain('href="/impact?entity=resource:default/db&amp;mode=slow"');
      expect(html).toContain('href="/impact?entity=resource:default/db&amp;mode=read-only&amp;environment=staging"');
      const staging = await pageOf(view, "/impact?entity=db&mode=read-only&environment=staging");
      expect(readable(staging.html)).toContain("If db is read-only in staging");
      expect(readable(staging.html)).toMatch(/0 break/);
    });

    it("never says that nothing is affected", async () => {
      const text = readable((await pageOf(view, "/impact?entity=component:web")).html);
      expect(text).toContain("No declared dependents are affected. That does not mean that nothing is");
    });

    it("pages through one effect", async () => {
      const many = catalogOf(...Array.from({ length: 230 }, (_, index) => `component:s${index} dependsOn resource:db`));
      expect((await pageOf(many, "/impact?entity=db")).html).toContain(
        '<a href="/impact?entity=resource:default/db&amp;effect=breaks">+218 more</a>',
      );
      const few = readable((await pageOf(view, "/impact?entity=db&effect=breaks")).html);
      expect(few).toContain("Breaks: 1 to 2 of 2");
      expect(few).not.toContain("jobs");
      expect(readable((await pageOf(view, "/impact?entity=db&effect=delayed")).html)).toMatch(/1 to 1 of 1 .*jobs/);
      const last = await pageOf(many, "/impact?entity=db&effect=breaks&from=200");
      expect(readable(last.html)).toContain("Breaks: 201 to 230 of 230");
    });

    it("draws nothing where so much is affected that it would tell nothing", async () => {
      const many = catalogOf(
        ...Array.from({ length: 1_001 }, (_, index) => `component:s${index} dependsOn resource:db`),
      );
      const { html } = await pageOf(many, "/impact?entity=db");
      expect(html).not.toContain("<svg");
      expect(readable(html)).toContain("Too much is affected to draw it");
    });

    it.each([
      ["/impact", 400, "Say what fails"],
      ["/impact?entity=db&mode=odd", 400, "The mode is one of"],
      [`/impact?${"entity=db&".repeat(21)}`, 400, "More than 20 entities"],
      ["/impact?entity=component:apii", 404, "Did you mean"],
      ["/impact?entity=component:gone", 404, "There is no component:default/gone"],
    ])("answers %s with %i", async (path, status, message) => {
      const page = await pageOf(view, path);
      expect(page.status).toBe(status);
      expect(readable(page.html)).toContain(message);
    });
  });

  it("stands below a path of the host", async () => {
    const { html } = await pageOf(catalogOf("component:web"), "/catalog/default/component/web", {
      basePath: "/pages/",
    });
    const addresses = tagsOf(html).flatMap(({ attributes }) =>
      attributes.flatMap(([name, value]) => (name === "href" || name === "action" ? [value] : [])),
    );
    expect(addresses.length).toBeGreaterThan(4);
    for (const address of addresses) expect(address).toMatch(/^(\/pages\/|#content$)/);
  });

  it("shares an app with routes of others, and leaves them as they are", async () => {
    const app = new Hono();
    app.route("/", catalogPages(catalogOf("component:web")));
    app.get("/other", (context) => context.text("other"));
    expect((await app.request("/other")).headers.get("content-security-policy")).toBeNull();
    const missing = await app.request("/catalog/default/component/gone");
    expect([missing.status, await missing.text()]).toEqual([404, expect.stringContaining("There is no component")]);
    expect(missing.headers.get("content-security-policy")).toContain("default-src 'none'");
  });

  it("leaves it to the host to refuse who asks, and fails closed where the host does", async () => {
    const web = catalogOf("component:web");
    const refusing = await pageOf(web, "/", {
      view: () => Promise.reject(new HTTPException(401, { message: "Sign in." })),
    });
    expect([refusing.status, refusing.html]).toEqual([401, "Sign in."]);
    const failing = await pageOf(web, "/", { view: () => Promise.reject(new Error("secret of the host")) });
    expect([failing.status, failing.html]).toEqual([500, expect.not.stringContaining("secret")]);
  });

  it("tells nobody what failed unexpectedly", async () => {
    const heard: string[] = [];
    const logger = { error: (message: string) => void heard.push(message) };
    const view = {
      ...catalogOf("component:web"),
      search: () => {
        throw new Error("secret of the host");
      },
    };
    const { status, html } = await pageOf(view, "/?q=web", { logger });
    expect(status).toBe(500);
    expect(readable(html)).toContain("Something went wrong");
    expect(html).not.toContain("secret");
    expect(heard).toEqual(["A page failed."]);
  });

  it.each(["/", "/catalog/default/component/web", "/impact?entity=web", "/impact", "/nothing"])(
    "S32: lets %s run nothing and load nothing from elsewhere",
    async (path) => {
      const { headers, html } = await pageOf(catalogOf("component:web"), path);
      const policy = headers.get("content-security-policy") ?? "";
      expect(policy).toContain("default-src 'none'");
      expect(policy).not.toMatch(/unsafe|\*|https?:/);
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      for (const { name, attributes } of tagsOf(html)) {
        expect(name).not.toBe("script");
        for (const [attribute] of attributes) expect(attribute).not.toMatch(/^on|^style$/);
      }
    },
  );

  it.each([
    "/",
    "/?q=payments",
    "/catalog/default/component/payment-service",
    "/impact?entity=payments-db",
    "/nothing",
  ])("has landmarks, one heading of the first level, labels and unique ids on %s", async (path) => {
    const { html } = await pageOf(acme, path, { environments: ["prod"] });
    const tags = tagsOf(html);
    const count = (wanted: string) => tags.filter(({ name }) => name === wanted).length;
    expect([count("main"), count("header"), count("footer"), count("h1"), count("title") > 0]).toEqual([
      1,
      1,
      1,
      1,
      true,
    ]);
    expect(html).toMatch(/<html lang="en-GB">/);
    const attributeOf = (attributes: readonly (readonly [string, string])[], wanted: string) =>
      attributes.find(([name]) => name === wanted)?.[1];
    const ids = tags.flatMap(({ attributes }) => attributeOf(attributes, "id") ?? []);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { name, attributes } of tags) {
      if (name === "input") expect(attributeOf(attributes, "aria-label")).toBeTruthy();
      const label = attributeOf(attributes, "aria-labelledby");
      if (label !== undefined) expect(ids).toContain(label);
    }
    const levels = tags.flatMap(({ name }) => (/^h[1-6]$/.test(name) ? [Number(name[1])] : []));
    for (const [index, level] of levels.entries()) expect(level - (levels[index - 1] ?? 0)).toBeLessThanOrEqual(1);
  });
});
