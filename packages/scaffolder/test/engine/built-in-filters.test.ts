import type { JsonValue } from "@callboard/core";
import { describe, expect, it } from "vitest";
import { builtInFilters } from "../../src/engine/built-in-filters.ts";
import { nunjitsuEngine } from "../../src/engine/nunjitsu-engine.ts";
import { configuredHosts } from "../../src/hosts/configured-hosts.ts";

const hosts = configuredHosts([{ host: "ghe.example.com:8443", type: "github" }]);
const engine = nunjitsuEngine({ filters: builtInFilters(hosts) });

function comesTo(expression: string, data: Record<string, JsonValue> = {}): JsonValue | undefined {
  const result = engine.value(`\${{ ${expression} }}`, data);
  return result.status === "unchanged"
    ? { fault: result.fault.message }
    : result.status === "value"
      ? result.value
      : undefined;
}

describe("builtInFilters", () => {
  it.each([
    ["github.com?owner=acme&repo=shop", { host: "github.com", owner: "acme", repo: "shop" }],
    ["ghe.example.com:8443?owner=acme&repo=shop", { host: "ghe.example.com:8443", owner: "acme", repo: "shop" }],
    ["gitlab.com?owner=a%2Fb&repo=shop", { host: "gitlab.com", owner: "a/b", repo: "shop" }],
    ["gitlab.com?project=42", { host: "gitlab.com", project: "42" }],
    [
      "dev.azure.com?organization=o&project=p&repo=r",
      { host: "dev.azure.com", organization: "o", project: "p", repo: "r" },
    ],
    ["bitbucket.org?workspace=w&project=p&repo=r", { host: "bitbucket.org", workspace: "w", project: "p", repo: "r" }],
  ])("parseRepoUrl reads %s", (url, parts) => {
    expect(comesTo(`'${url}' | parseRepoUrl`)).toEqual(parts);
  });

  it.each([
    ["elsewhere.example?owner=a&repo=b", "not among the hosts"],
    ["github.com?owner=acme", "lacks a part"],
    ["dev.azure.com?organization=o&repo=r", "lacks a part"],
    ["not an address", "names no repository"],
  ])("parseRepoUrl says what is wrong with %s", (url, why) => {
    expect(comesTo(`'${url}' | parseRepoUrl`)).toEqual({ fault: expect.stringContaining(why) });
  });

  it("projectSlug gives owner and repository", () => {
    expect(comesTo("'github.com?owner=acme&repo=shop' | projectSlug")).toBe("acme/shop");
  });

  it("parseEntityRef gives the parts of a ref, with defaults", () => {
    expect(comesTo("'component:shop' | parseEntityRef")).toEqual({
      kind: "component",
      namespace: "default",
      name: "shop",
    });
    expect(comesTo("'team-a' | parseEntityRef({ defaultKind: 'group', defaultNamespace: 'acme' })")).toEqual({
      kind: "group",
      namespace: "acme",
      name: "team-a",
    });
    expect(comesTo("'team-a' | parseEntityRef")).toHaveProperty("fault");
  });

  it("pick gives what is at a path, of own properties only", () => {
    const data = { a: { b: [{ c: 1 }], "x.y": 2 } };
    expect(comesTo("a | pick('b[0].c')", data)).toBe(1);
    expect(comesTo("a | pick(['x.y'])", data)).toBe(2);
    for (const path of [
      "constructor.constructor",
      "b.length.constructor",
      "__proto__",
      "b[0].toString",
      "nothing.there",
    ])
      expect(comesTo(`a | pick('${path}')`, data)).toBeUndefined();
  });

  it("each says what it takes instead of nothing", () => {
    for (const filter of ["parseRepoUrl", "parseEntityRef", "projectSlug"])
      expect(comesTo(`missing | ${filter}`)).toEqual({ fault: expect.stringContaining(filter) });
  });
});
