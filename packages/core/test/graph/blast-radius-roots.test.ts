import { describe, expect, it } from "vitest";
import type { BlastRadiusOptions } from "../../src/graph/blast-radius.ts";
import { catalogOf } from "../../src/testing/catalog-of.ts";

const short = (ref: string) => ref.replace("default/", "");

function effects(
  catalog: ReturnType<typeof catalogOf>,
  roots: string | readonly string[],
  options: BlastRadiusOptions = {},
) {
  const { affected } = catalog.blastRadius(roots, options);
  return Object.fromEntries(affected.map(({ ref, effect }) => [short(ref), effect]));
}

describe("blastRadius of each kind of root", () => {
  it("says who calls an API, not who provides it", () => {
    const catalog = catalogOf(
      "component:provider providesApi api:pay",
      "component:caller consumesApi api:pay",
      "component:optional consumesApi api:pay when=fallback",
      "component:later consumesApi api:pay when=async",
      "component:user dependsOn component:caller",
    );
    expect(effects(catalog, "api:pay")).toEqual({
      "component:caller": "breaks",
      "component:user": "breaks",
      "component:optional": "degrades",
      "component:later": "delayed",
    });
    expect(effects(catalog, "api:pay", { mode: "slow" })).toEqual({
      "component:caller": "degrades",
      "component:user": "degrades",
      "component:optional": "at-risk",
      "component:later": "delayed",
    });
  });

  it("tells those who write to a read-only API from those who read from it", () => {
    const catalog = catalogOf(
      "component:writer consumesApi api:pay needs=write",
      "component:reader consumesApi api:pay needs=read",
      "component:either consumesApi api:pay",
    );
    expect(effects(catalog, "api:pay", { mode: "read-only" })).toEqual({
      "component:writer": "breaks",
      "component:either": "degrades",
    });
  });

  it("fails the APIs of a system's parts for those outside of the system, and counts no part", () => {
    const catalog = catalogOf(
      "component:ledger partOf system:money",
      "component:ledger providesApi api:ledger",
      "component:reports partOf system:money",
      "component:reports consumesApi api:ledger",
      "component:shop consumesApi api:ledger",
      "api:ledger partOf system:money",
    );
    const radius = catalog.blastRadius("system:money");
    expect(radius).toMatchObject({ rootParts: 3, total: 1, affected: [{ ref: "component:default/shop" }] });
    expect(radius.affected[0]?.because).toBe("needs ledger, which is part of money");
  });

  it("makes all parts of a system read-only or slow with it", () => {
    const catalog = catalogOf(
      "resource:db partOf system:money",
      "component:writer dependsOn resource:db needs=write",
      "component:reader dependsOn resource:db needs=read",
    );
    expect(effects(catalog, "system:money", { mode: "read-only" })).toEqual({ "component:writer": "breaks" });
    expect(effects(catalog, "system:money", { mode: "slow" })).toEqual({
      "component:writer": "degrades",
      "component:reader": "degrades",
    });
  });

  it("goes down from a domain over its subdomains and systems, and from a group over its child groups", () => {
    const catalog = catalogOf(
      "domain:cards partOf domain:money",
      "system:issuing partOf domain:cards",
      "component:issuer partOf system:issuing",
      "component:issuer ownedBy group:team",
      "group:team childOf group:department",
      "group:department childOf group:company",
      "component:shop dependsOn component:issuer",
    );
    for (const root of ["domain:money", "domain:cards", "group:company", "group:department", "group:team"]) {
      expect(effects(catalog, root), root).toEqual({ "component:shop": "breaks" });
    }
  });

  it("breaks what has a stand-in when several roots leave it none", () => {
    const catalog = catalogOf(
      "component:web dependsOn resource:one anyOf=dbs",
      "component:web dependsOn resource:two anyOf=dbs",
      "component:a providesApi api:pay",
      "component:b providesApi api:pay",
      "resource:one partOf system:storage",
      "resource:two partOf system:storage",
    );
    expect(effects(catalog, ["resource:one", "component:a"])).toEqual({
      "component:web": "at-risk",
      "api:pay": "degrades",
    });
    expect(effects(catalog, ["resource:one", "resource:two", "component:a", "component:b"])).toEqual({
      "component:web": "breaks",
      "api:pay": "breaks",
    });
    expect(effects(catalog, "system:storage")).toEqual({ "component:web": "breaks" });
  });

  it("takes roots of several kinds together, a part of one that is a root itself once", () => {
    const catalog = catalogOf(
      "component:ledger partOf system:money",
      "component:shop dependsOn component:ledger",
      "component:mail dependsOn resource:bus when=async",
    );
    const radius = catalog.blastRadius(["system:money", "component:ledger", "resource:bus"]);
    expect(radius).toMatchObject({ rootParts: 0, total: 2, byEffect: { breaks: 1, delayed: 1 } });
    expect(radius.affected[0]?.because).toBe("needs ledger");
  });

  it("puts those who build with a library at risk when its release is bad, and them alone", () => {
    const catalog = catalogOf(
      "component:kit spec.type=library",
      "component:web dependsOn component:kit",
      "component:plugin dependsOn component:kit when=always",
      "component:user dependsOn component:web",
    );
    expect(effects(catalog, "component:kit", { mode: "bad-deploy" })).toEqual({
      "component:plugin": "breaks",
      "component:web": "at-risk",
      "component:user": "at-risk",
    });
    expect(effects(catalog, "component:kit", { mode: "slow" })).toEqual({ "component:plugin": "degrades" });
    expect(effects(catalog, "component:kit", { mode: "read-only" })).toEqual({ "component:plugin": "degrades" });
  });

  it("takes websites, mobile apps and public APIs for what customers see, and a tag on anything else for nothing", () => {
    const catalog = catalogOf(
      "component:site dependsOn resource:db",
      "component:site spec.type=website",
      "component:app dependsOn resource:db",
      "component:app spec.type=mobile-app",
      "component:server dependsOn resource:db",
      "component:server tag=public",
      "component:server providesApi api:open",
      "component:server providesApi api:internal",
      "api:open tag=public",
    );
    const { entryPoints } = catalog.blastRadius("resource:db");
    expect(entryPoints.map(({ ref }) => short(ref))).toEqual(["component:app", "component:site", "api:open"]);
  });
});
