import { memoryStore, openCatalog } from "@callboard/core";
import { fastClock, runProvider } from "@callboard/core/testing";
import { describe, expect, it } from "vitest";
import { fakeGithub } from "./fake-github.ts";
import { catalogOn, component, networkTo, providerOf } from "./github-under-test.ts";
import type { FakeRequest, Fault } from "./start-fake-github.ts";

const FAULTS: Readonly<Record<string, Fault>> = {
  "429 with Retry-After": { status: 429, headers: { "retry-after": "7" } },
  "429 without": { status: 429 },
  "a secondary limit": { status: 403, body: { message: "You have exceeded a secondary rate limit." } },
  "a limit of points": {
    status: 200,
    body: { data: null, errors: [{ type: "RATE_LIMITED", message: "API rate limit exceeded" }] },
  },
  "500": { status: 500 },
  "502": { status: 502, headers: { "content-type": "text/html" }, body: "<html>" },
  "a reset": "reset",
  "malformed JSON": "malformed",
  "a truncated body": "truncated",
};

/** Ten pages of repositories. */
async function tenPages() {
  const fake = await fakeGithub();
  fake.organization("acme");
  for (let count = 0; count < 1_000; count += 1)
    fake.repository(`acme/svc-${count}`, { "catalog-info.yaml": component(`svc-${count}`) });
  return fake;
}

const isPageSeven = ({ body }: FakeRequest) => body.variables?.after === "cursor:600";

describe("githubProvider when GitHub fails", () => {
  it.each(Object.entries(FAULTS))("R05: goes on after %s on page 7 of 10", async (_, fault) => {
    const fake = await tenPages();
    fake.fail(fault, isPageSeven, 2);
    const { documents, completed, skipped } = await runProvider(providerOf(fake), networkTo(fake));
    expect([documents.length, completed, skipped]).toEqual([1_000, ["acme"], []]);
  });

  it.each(["500", "malformed JSON", "429 without"])(
    "R05: loses nothing when page 7 of 10 fails for good: %s",
    async (name) => {
      const fake = await tenPages();
      const catalog = await catalogOn(fake, providerOf(fake));
      fake.find("acme/svc-5").files.set("catalog-info.yaml", component("svc-5", "group:web"));
      fake.remove("acme/svc-900");
      fake.fail(FAULTS[name] ?? "reset", isPageSeven);
      const [report] = await catalog.refresh();
      expect(report).toMatchObject({ changed: 1, removed: 0 });
      expect(report?.reason).toContain("/acme could not be read: GitHub");
      expect(catalog.query({ limit: 1 }).total).toBe(1_000);
      fake.recover();
      const [well] = await catalog.refresh();
      expect(well).toMatchObject({ removed: 1, reason: null });
    },
  );

  it("asks for smaller pages where a page is too much", async () => {
    const fake = await tenPages();
    fake.fail({ status: 504 }, ({ body }) => Number(body.variables?.size ?? 0) > 30);
    const { documents, completed } = await runProvider(providerOf(fake), networkTo(fake));
    expect([documents.length, completed]).toEqual([1_000, ["acme"]]);
    const sizes = fake.requests.flatMap(({ body }) =>
      typeof body.variables?.size === "number" ? [body.variables.size] : [],
    );
    expect(Math.min(...sizes)).toBeLessThanOrEqual(25);
  });

  it("removes nothing of one organisation because another fails", async () => {
    const fake = await fakeGithub();
    for (const name of ["acme", "labs"]) {
      fake.organization(name);
      fake.repository(`${name}/one`, { "catalog-info.yaml": component(`${name}-one`) });
      fake.repository(`${name}/two`, { "catalog-info.yaml": component(`${name}-two`) });
    }
    const catalog = await catalogOn(fake, providerOf(fake, { organizations: ["acme", "labs"] }));
    fake.fail({ status: 401 }, ({ body }) => body.variables?.login === "acme");
    fake.remove("labs/two");
    const [report] = await catalog.refresh();
    expect(report?.removed).toBe(1);
    expect(catalog.query().items.map(({ metadata }) => metadata.name)).toEqual(["acme-one", "acme-two", "labs-one"]);
  });

  it("lets go of an organisation that is taken out of the configuration", async () => {
    const fake = await fakeGithub();
    for (const name of ["acme", "labs"]) {
      fake.organization(name);
      fake.repository(`${name}/one`, { "catalog-info.yaml": component(`${name}-one`) });
    }
    const runtime = { ...networkTo(fake), store: memoryStore() };
    const both = await openCatalog({
      providers: [providerOf(fake, { name: "github:both", organizations: ["acme", "labs"] })],
      runtime,
      schedule: false,
    });
    expect(both.query().total).toBe(2);
    const one = await catalogOn(fake, providerOf(fake, { name: "github:both" }), {
      runtime,
      start: "fresh",
      guard: { maxLostShare: 1 },
    });
    expect(one.query().items.map(({ metadata }) => metadata.name)).toEqual(["acme-one"]);
  });

  it("takes nothing as gone while GitHub hides repositories", async () => {
    const fake = await fakeGithub();
    fake.organization("acme");
    for (const name of ["one", "two", "three"])
      fake.repository(`acme/${name}`, { "catalog-info.yaml": component(name) });
    const catalog = await catalogOn(fake, providerOf(fake));
    fake.find("acme/one").isHidden = true;
    await catalog.refresh();
    expect(catalog.query().total).toBe(3);
    expect(catalog.sources()[0]?.reason).toContain("acme");
  });

  it("says that there is no such organisation", async () => {
    const fake = await fakeGithub();
    const run = runProvider(providerOf(fake), networkTo(fake));
    await expect(run).rejects.toMatchObject({
      code: "source-unreachable",
      message: expect.stringContaining("called acme"),
    });
  });

  it("S17: gives up what is larger than 5 MiB once unpacked, and what takes longer than 10 s", async () => {
    const fake = await fakeGithub();
    fake.organization("acme");
    fake.fail("bomb");
    const bombed = await runProvider(providerOf(fake), networkTo(fake)).catch((reason: unknown) => reason);
    expect(String(bombed)).toContain("larger than 5 MiB");
    fake.recover();
    fake.fail("drip");
    const clock = fastClock(1_000);
    const dripped = await runProvider(providerOf(fake), { fetch, clock }).catch((reason: unknown) => reason);
    expect(String(dripped)).toMatch(/longer than 10 s|times in a row/);
  });

  it("tells how much of the rate limit is left", async () => {
    const fake = await tenPages();
    const budgets: unknown[] = [];
    await runProvider(providerOf(fake), { ...networkTo(fake), rateLimit: (budget) => void budgets.push(budget) });
    expect(budgets.at(-1)).toEqual({ remaining: 4_990, limit: 5_000, resetAt: "2027-01-15T08:00:00.000Z" });
  });
});
