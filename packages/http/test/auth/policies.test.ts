import { describe, expect, it } from "vitest";
import { opaPolicy, rolePolicy } from "../../src/index.ts";

const TABLE = `
roles:
  "*": { catalog.read: { when: { $not: { metadata.tags: secret } } } }
  payments: { catalog.read: { when: { spec.owner: payments } }, catalog.refresh: allow }
  admins: { catalog.read: allow }
  on-call: { catalog.read: { when: { kind: group }, redacted: { kind: component } } }
  auditors: { catalog.read: { when: { kind: user }, redacted: {} } }
`;

const as = (...roles: string[]) => ({ ref: null, roles });

describe("rolePolicy", () => {
  const open = { $not: { "metadata.tags": "secret" } };

  it.each([
    [as(), "catalog.read", { when: open }],
    [as("payments"), "catalog.read", { when: { $any: [open, { "spec.owner": "payments" }] } }],
    [as("payments", "admins"), "catalog.read", "allow"],
    [as("on-call"), "catalog.read", { when: { $any: [open, { kind: "group" }] }, redacted: { kind: "component" } }],
    [
      as("on-call", "auditors"),
      "catalog.read",
      { when: { $any: [open, { kind: "group" }, { kind: "user" }] }, redacted: { $any: [{ kind: "component" }, {}] } },
    ],
    [as("payments"), "catalog.refresh", "allow"],
    [as("admins"), "catalog.refresh", "deny"],
    [as("constructor", "__proto__"), "toString", "deny"],
  ])("decides for %j about %s", async (principal, permission, decision) => {
    expect(await rolePolicy(TABLE).authorize(principal, permission)).toEqual(decision);
  });

  it.each([
    ["another word", "roles: { a: { catalog.read: maybe } }"],
    ["an unknown key", "roles: {}\nrules: {}"],
    ["no YAML", "roles: ["],
    ["nothing but what is redacted", "roles: { a: { catalog.read: { redacted: {} } } }"],
    ["a redaction that is no predicate", "roles: { a: { catalog.read: { when: {}, redacted: { $xor: [] } } } }"],
    ["a predicate that is none", "roles: { a: { catalog.read: { when: { $xor: [] } } } }"],
  ])("refuses a table with %s", (_, yaml) => {
    expect(() => rolePolicy(yaml)).toThrow(expect.objectContaining({ name: "CatalogError" }));
  });
});

describe("opaPolicy", () => {
  const asking = (result: unknown, status = 200) => {
    const asked: unknown[] = [];
    const fetch: typeof globalThis.fetch = async (url, init) => {
      asked.push([url, JSON.parse(String(init?.body)), new Headers(init?.headers).get("authorization")]);
      return Response.json(result === undefined ? {} : { result }, { status });
    };
    const url = "http://opa:8181/v1/data/callboard/decision";
    return { asked, policy: opaPolicy({ url, token: "t", fetch }) };
  };

  it.each([
    [true, "allow"],
    ["allow", "allow"],
    [false, "deny"],
    [undefined, "deny"],
    [{ when: { kind: "component" } }, { when: { kind: "component" } }],
    [
      { when: { kind: "component" }, redacted: { kind: "resource" } },
      { when: { kind: "component" }, redacted: { kind: "resource" } },
    ],
  ])("takes %j for %j", async (result, decision) => {
    const { policy, asked } = asking(result);
    expect(await policy.authorize(as("payments"), "catalog.read")).toEqual(decision);
    const input = { principal: { ref: null, roles: ["payments"] }, permission: "catalog.read" };
    expect(asked).toEqual([["http://opa:8181/v1/data/callboard/decision", { input }, "Bearer t"]]);
  });

  it.each([
    ["answers with an error", asking(true, 500).policy],
    ["answers something else", asking({ maybe: 1 }).policy],
  ])("lets nobody through when the agent %s", async (_, policy) => {
    await expect(policy.authorize(as(), "catalog.read")).rejects.toMatchObject({ code: "source-unreachable" });
  });
});
