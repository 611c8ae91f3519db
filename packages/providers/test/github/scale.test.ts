import { runProvider } from "@callboard/core/testing";
import { describe, expect, it } from "vitest";
import { fakeGithub } from "./fake-github.ts";
import { catalogOn, component, networkTo, providerOf } from "./github-under-test.ts";

async function largeOrganization(size: number, pathOf: (index: number) => string = () => "catalog-info.yaml") {
  const fake = await fakeGithub();
  fake.organization("acme");
  for (let index = 0; index < size; index += 1)
    fake.repository(`acme/svc-${index}`, { [pathOf(index)]: component(`svc-${index}`) });
  return fake;
}

describe("githubProvider on large organisations", () => {
  it("reads 20,000 repositories with 200 queries, and again with as many and no entity touched", async () => {
    const fake = await largeOrganization(20_000);
    const started = process.cpuUsage();
    const catalog = await catalogOn(fake, providerOf(fake));
    // The time of this process, the fake's work included: others may use the machine, too.
    const { user, system } = process.cpuUsage(started);
    const openedS = (user + system) / 1e6;
    expect(catalog.query({ limit: 1 }).total).toBe(20_000);
    expect(fake.requests.length).toBeLessThanOrEqual(250);
    const { length } = fake.requests;
    const revision = catalog.revision;
    await catalog.refresh();
    expect(fake.requests.length - length).toBeLessThanOrEqual(250);
    expect(catalog.revision).toBe(revision);
    expect(openedS).toBeLessThan(60);
  }, 180_000);

  it("finds files by patterns with one query more for 100 repositories", async () => {
    const fake = await largeOrganization(2_000, (index) => `deploy/${index % 7}/catalog-info.yaml`);
    const provider = providerOf(fake, { paths: ["deploy/*/catalog-info.yaml"] });
    const { documents } = await runProvider(provider, networkTo(fake));
    expect(documents).toHaveLength(2_000);
    // The list, the folders, and the content of all that is in them.
    expect(fake.queries).toBe(20 + 20 + 20);
    expect(fake.requests.length).toBe(fake.queries);
  });
});
