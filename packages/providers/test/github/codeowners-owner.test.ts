import { runProvider } from "@callboard/core/testing";
import { describe, expect, it } from "vitest";
import { fakeGithub } from "./fake-github.ts";
import { catalogOn, component, networkTo, PAYMENTS, providerOf } from "./github-under-test.ts";

async function acme(codeowners: Readonly<Record<string, string>>, descriptor = component("shop", null)) {
  const fake = await fakeGithub();
  fake.organization("acme");
  fake.repository("acme/shop", { "catalog-info.yaml": descriptor, ...codeowners });
  fake.repository("acme/org", { "catalog-info.yaml": PAYMENTS });
  return fake;
}

describe("githubProvider with CODEOWNERS", () => {
  it("takes the owner of a descriptor that names none from it, and says so", async () => {
    const fake = await acme({ CODEOWNERS: "# owners\n* @mira\n*.yaml @acme/payments\n" });
    const catalog = await catalogOn(fake, providerOf(fake));
    const owner = catalog.owner("component:default/shop");
    expect(owner).toMatchObject({ status: "owned", owners: [{ ref: "group:default/payments" }] });
    expect(owner.reason).toContain("Owner from CODEOWNERS of acme/shop, line 3");
    // Lines stay those of the file.
    expect(catalog.origin("component:default/shop")).toMatchObject({ line: 1 });
    expect(catalog.entity("component:default/shop")?.metadata.annotations).toEqual({
      "callboard.dev/owner-source": "CODEOWNERS of acme/shop, line 3",
    });
  });

  it("leaves an owner alone that the descriptor names", async () => {
    const fake = await acme({ CODEOWNERS: "* @acme/web" }, component("shop"));
    const catalog = await catalogOn(fake, providerOf(fake));
    expect(catalog.owner("component:default/shop").reason).toContain("names group:default/payments as its owner");
  });

  it("reads the first of its three places", async () => {
    const fake = await acme({
      "docs/CODEOWNERS": "* @acme/docs",
      CODEOWNERS: "* @acme/root",
      ".github/CODEOWNERS": "* @acme/first",
    });
    const catalog = await catalogOn(fake, providerOf(fake));
    expect(catalog.entity("component:default/shop")?.spec).toMatchObject({ owner: "group:default/first" });
  });

  it("takes a person where it names no team, and none for an address", async () => {
    const fake = await acme({ CODEOWNERS: "* ops@acme.example @mira" });
    const { documents } = await runProvider(providerOf(fake), networkTo(fake));
    expect(documents[0]).toMatchObject({ documents: [{ value: { spec: { owner: "user:default/mira" } } }] });
    fake.find("acme/shop").files.set("CODEOWNERS", "* ops@acme.example");
    const again = await runProvider(providerOf(fake), networkTo(fake));
    expect(again.documents[0]).toMatchObject({ content: component("shop", null) });
  });

  it("reads a descriptor again when only CODEOWNERS has changed", async () => {
    const fake = await acme({ CODEOWNERS: "* @acme/web" });
    const catalog = await catalogOn(fake, providerOf(fake));
    fake.find("acme/shop").files.set("CODEOWNERS", "* @acme/payments");
    const [report] = await catalog.refresh();
    expect(report?.changed).toBe(1);
    expect(catalog.entity("component:default/shop")?.spec).toMatchObject({ owner: "group:default/payments" });
  });

  it("gives teams the namespace of their organisation", async () => {
    const fake = await acme({ CODEOWNERS: "* @ACME/payments" });
    const organizations = [{ name: "acme", namespace: "shop" }];
    const catalog = await catalogOn(fake, providerOf(fake, { organizations }));
    expect(catalog.owner("component:shop/shop").owners).toMatchObject([{ ref: "group:shop/payments" }]);
  });

  it("is not asked for where it is turned off", async () => {
    const fake = await acme({ CODEOWNERS: "* @acme/payments" });
    const { documents } = await runProvider(providerOf(fake, { codeowners: false }), networkTo(fake));
    expect(documents[0]).toMatchObject({ content: component("shop", null) });
    expect(fake.requests.every(({ body }) => !body.query?.includes("c0:"))).toBe(true);
  });
});
