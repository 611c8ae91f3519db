import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ownership } from "../../src/graph/ownership.ts";
import { relationGraph } from "../../src/graph/relation-graph.ts";
import { lintCatalog } from "../../src/lint/lint.ts";
import { ownerByFallback, ownerNotFound, ownerWrongKind } from "../../src/lint/owner-rules.ts";
import { entityRef } from "../../src/model/entity-ref.ts";
import { findings, kinds, lintContext, messages } from "./linted.ts";

const owned = (owner: string) => ({ spec: { owner } });

describe("ownerNotFound", () => {
  it("finds an owner that is not there, and suggests owners only", () => {
    const nearest = (name: string, kinds: readonly string[]) =>
      name === "pya" && kinds.join() === "group,user"
        ? [entityRef("group:default/pay"), entityRef("user:default/pia")]
        : [];
    expect(messages(ownerNotFound, { "component:default/web": owned("pya") }, nearest)).toEqual([
      'component:default/web spec.owner: no owner "pya" is in the catalog. Did you mean group:default/pay or user:default/pia?',
    ]);
  });

  it("is one finding, of no other rule", () => {
    const problems = lintCatalog(lintContext({ "resource:default/db": owned("nobody") }));
    expect(problems.map(({ rule }) => rule)).toEqual(["owner-not-found"]);
  });

  it("does not look elsewhere for a name with a namespace", () => {
    const entities = { "component:default/web": owned("retail/pay"), "group:default/pay": {} };
    expect(findings(ownerNotFound, entities)).toHaveLength(1);
  });

  it("does not choose among several namespaces", () => {
    const entities = { "component:infra/web": owned("pay"), "group:a/pay": {}, "group:b/pay": {} };
    expect(findings(ownerNotFound, entities)).toHaveLength(1);
    expect(findings(ownerByFallback, entities)).toEqual([]);
  });

  it("is content with a group of the same namespace, a user, and no owner at all", () => {
    const entities = {
      "component:infra/web": owned("pay"),
      "component:infra/api": owned("user:default/ada"),
      "component:infra/job": {},
      "group:infra/pay": {},
      "user:default/ada": {},
    };
    expect(lintCatalog(lintContext(entities), [ownerNotFound, ownerWrongKind, ownerByFallback])).toEqual([]);
  });
});

describe("ownerWrongKind", () => {
  it("finds an owner of a kind that owns nothing, whether it exists or not", () => {
    const entities = { "component:default/web": owned("component:api"), "component:default/api": owned("system:gone") };
    expect(messages(ownerWrongKind, entities)).toEqual([
      'component:default/api spec.owner: "system:gone" is of kind system, which owns nothing. Name an entity of kind Group or User.',
      'component:default/web spec.owner: "component:api" is of kind component, which owns nothing. Name an entity of kind Group or User.',
    ]);
    expect(findings(ownerNotFound, entities)).toEqual([]);
  });

  it("lets a kind own that the catalog does not know", () => {
    const entities = { "component:default/web": owned("squad:pay"), "squad:default/pay": {} };
    expect(findings(ownerWrongKind, entities)).toEqual([]);
  });
});

describe("ownerByFallback", () => {
  it("finds a bare name that only the default namespace has, before any other", () => {
    const entities = { "component:infra/web": owned("pay"), "group:default/pay": {}, "group:other/pay": {} };
    expect(messages(ownerByFallback, entities)).toEqual([
      "component:infra/web spec.owner: there is no group:infra/pay, so group:default/pay counts as the owner. Write group:default/pay.",
    ]);
  });

  it("finds a bare name that one other namespace alone has", () => {
    const entities = { "component:default/web": owned("pay"), "group:other/pay": {} };
    expect(messages(ownerByFallback, entities)).toEqual([
      expect.stringContaining("group:other/pay counts as the owner"),
    ]);
    expect(findings(ownerNotFound, entities)).toEqual([]);
  });

  it("finds a bare name that a person has, and none where the kind is written", () => {
    const entities = {
      "component:default/web": owned("ada"),
      "component:default/api": owned("group:ada"),
      "user:default/ada": {},
    };
    expect(messages(ownerByFallback, entities)).toEqual([
      expect.stringContaining(
        "component:default/web spec.owner: there is no group:default/ada, so user:default/ada counts",
      ),
    ]);
    expect(findings(ownerNotFound, entities)).toMatchObject([{ entity: "component:default/api" }]);
  });

  it("is content with a name that its own namespace has", () => {
    const entities = { "component:infra/web": owned("pay"), "group:infra/pay": {}, "group:default/pay": {} };
    expect(findings(ownerByFallback, entities)).toEqual([]);
  });
});

describe("the rules about owners", () => {
  it("R22: agree with what the catalog answers about owners", () => {
    const name = fc.constantFrom("a", "b");
    const namespace = fc.constantFrom("default", "x", "y");
    const owner = fc
      .tuple(fc.constantFrom("group", "user"), namespace, name)
      .map(([kind, ...rest]) => `${kind}:${rest.join("/")}`);
    const written = fc.oneof(
      name,
      owner,
      fc.tuple(fc.constantFrom("group:", "user:", "x/", "y/"), name).map((parts) => parts.join("")),
    );
    fc.assert(
      fc.property(fc.uniqueArray(owner), namespace, written, (owners, namespace, owner) => {
        const web = `component:${namespace}/web`;
        const context = lintContext({ ...Object.fromEntries(owners.map((ref) => [ref, {}])), [web]: owned(owner) });
        const problems = lintCatalog(context, [ownerNotFound, ownerByFallback]);
        const graph = relationGraph(kinds, context.entities);
        const answer = ownership({ graph }, entityRef(web));
        const [relation] = graph.targets(entityRef(web), "ownedBy");
        const [found] = answer.owners;
        const expected =
          found === undefined ? ["owner-not-found"] : found.ref === relation ? [] : ["owner-by-fallback"];
        expect(problems.map(({ rule }) => rule)).toEqual(expected);
      }),
    );
  });
});
