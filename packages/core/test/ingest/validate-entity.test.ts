import { describe, expect, it } from "vitest";
import { z } from "zod";
import { validateEntity } from "../../src/ingest/validate-entity.ts";
import { builtInKinds } from "../../src/model/built-in-kinds.ts";
import { defineKind, kindRegistry } from "../../src/model/kind.ts";
import { component, documentOf, spot, validated } from "./documents.ts";

const spots = (content: string) => validated(content).problems.map(spot);
const messages = (content: string) => validated(content).problems.map(({ message }) => message);

describe("validateEntity", () => {
  it("gives the entity as written plus the default namespace", () => {
    const result = validated(component({ spec: ["extra: { kept: [1, null] }"] }));
    expect(result).toMatchObject({
      ok: true,
      ref: "component:default/checkout",
      kind: { kind: "Component" },
      problems: [],
      entity: {
        apiVersion: "backstage.io/v1alpha1",
        kind: "Component",
        metadata: { name: "checkout", namespace: "default" },
        spec: { type: "service", lifecycle: "production", owner: "team-pay", extra: { kept: [1, null] } },
      },
    });
  });

  it("does not change the document that it reads", () => {
    const document = documentOf(component());
    validateEntity(document, { kinds: kindRegistry(builtInKinds), unknownKinds: "reject", location: "x" });
    expect(document.value).toMatchObject({ metadata: { name: "checkout" } });
    expect(document.value).not.toHaveProperty("metadata.namespace");
  });

  it("lower-cases the ref and keeps the entity's case", () => {
    const result = validated(component().replace("name: checkout", "name: Checkout"));
    expect(result).toMatchObject({ ref: "component:default/checkout", entity: { metadata: { name: "Checkout" } } });
  });

  it("reports everything at once, in the order of the file, at the key or value concerned", () => {
    const text = [
      "apiVersion: backstage.io/v1alpha1", // 1
      "kind: Component",
      "metadata:", // 3
      "  name: The Service",
      "  labels: { Tier: gold plated, a b: x }", // 5
      "  annotations: { example.com/id: 5 }",
      "  tags: [Java, '', 5]", // 7
      "  links:",
      "    - { url: example.com, title: ' ' }", // 9
      "    - title: x",
      "spec:", // 11
      "  type: 12",
      "  owner:", // 13
      "  system: [a]",
      "  dependsOn: [db, '', 'a:']", // 15
      "  providesApis: checkout",
      "relations: []", // 17
      "$schema: x",
    ].join("\n");
    expect(validated(text)).toMatchObject({ ok: false, ref: null });
    expect(spots(text)).toEqual([
      "policy/field-format 4:9",
      "policy/field-format 5:19",
      "policy/field-format 5:32",
      "policy/schema 6:34",
      "policy/field-format 7:10",
      "policy/schema 7:16",
      "policy/schema 7:20",
      "policy/field-format 9:14",
      "policy/field-format 9:34",
      "policy/schema 10:7",
      "kind/schema 11:1",
      "kind/schema 12:9",
      "kind/schema 13:3",
      "kind/schema 14:11",
      "relations/ref-missing-kind 15:15",
      "kind/schema 15:19",
      "relations/ref-form 15:23",
      "kind/schema 16:17",
      "policy/unknown-root-field 17:1",
      "policy/schema 18:1",
    ]);
  });

  it("says what is there, what belongs there and what to do", () => {
    const text = component({ spec: ["dependsOn: [db]", "system: 12", "providesApis: checkout", "consumesApis:"] });
    expect(messages(text.replace("  lifecycle: production\n", ""))).toEqual([
      "spec.lifecycle is missing. Add it: text. How far it is, for example experimental, production or deprecated.",
      'spec.dependsOn[0]: Entity ref "db" names no kind. Write "component:db" or another kind.',
      "spec.system is the number 12, but takes text. Put it in quotes.",
      'spec.providesApis is "checkout", but takes a list. Write ["checkout"].',
      "spec.consumesApis is empty, but takes a list. Give it a value or remove it.",
    ]);
  });

  it("carries location, ref and pointer in each problem", () => {
    expect(validated(component({ metadata: ["title: 5"] })).problems).toEqual([
      {
        severity: "error",
        rule: "policy/schema",
        message: "metadata.title is the number 5, but takes text. Put it in quotes.",
        location: "file:catalog.yaml",
        line: 5,
        column: 10,
        entity: "component:default/checkout",
        path: "/metadata/title",
      },
    ]);
  });

  it.each([
    ["{}", ["envelope/schema 1:1", "envelope/schema 1:1", "envelope/schema 1:1"]],
    ["apiVersion: v1\nkind: 7\nmetadata: { name: x }\n", ["envelope/schema 2:7"]],
    ["apiVersion: ''\nkind: API\nmetadata: { name: x }\n", ["envelope/schema 1:13"]],
    ["apiVersion: v1\nkind: API\nmetadata:\n", ["envelope/schema 3:1"]],
    ["apiVersion: v1\nkind: API\nmetadata: {}\n", ["envelope/schema 3:1"]],
  ])("refuses the envelope %j", (text, expected) => {
    expect(spots(text).filter((one) => !one.startsWith("unknown-kind"))).toEqual(expected);
  });

  it.each([
    ["namespace:", "envelope/schema 5:3"],
    ["namespace: ''", "policy/field-format 5:14"],
    ["namespace: My_Team", "policy/field-format 5:14"],
    ["annotations: []", "envelope/annotations-not-an-object 5:16"],
    ["annotations: { a: null }", "policy/schema 5:21"],
    ["labels:", "policy/schema 5:3"],
    ["tags:", "policy/schema 5:3"],
    ["links:", "policy/schema 5:3"],
    ["links: [{ url: '' }]", "policy/schema 5:18"],
    ["uid: ''", "policy/schema 5:8"],
    ["description: [x]", "policy/schema 5:16"],
  ])("refuses metadata with %s", (line, expected) => {
    expect(spots(component({ metadata: [line] }))).toEqual([expected]);
  });

  it.each([
    "namespace: a--b",
    "annotations:",
    "annotations: { example.com/x: '' }",
    "labels: { tier: '' }",
    "title: ' '",
    "description: ''",
    "links: [{ url: 'javascript:alert(1)', type: ' ', more: 5 }]",
    "tags: []",
    "custom: { deep: [1, null] }",
  ])("takes metadata with %s", (line) => {
    expect(validated(component({ metadata: [line] })).problems).toEqual([]);
  });

  it.each([
    ["relations: null", "policy/schema"],
    ["relations: [{ type: x }]", "policy/schema"],
    ["status: { items: [{ type: x, level: fatal, message: m }] }", "policy/schema"],
  ])("checks the shape of %s, which nobody may write", (line, rule) => {
    expect(validated(`${component()}${line}\n`).problems.map((problem) => problem.rule)).toContain(rule);
  });

  it.each([
    ["spec:\n  - a\n", ["policy/schema 5:3"]],
    ["spec:\n", ["policy/schema 4:1"]],
    ["", ["kind/schema 1:1"]],
    ["spec: {}\n", ["kind/schema 4:1", "kind/schema 4:1", "kind/schema 4:1"]],
  ])("refuses a component with %j", (spec, expected) => {
    expect(spots(`apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: { name: a }\n${spec}`)).toEqual(
      expected,
    );
  });

  it.each([
    ["apps/v1", "Deployment", "the kinds here are Component, API"],
    ["backstage.io/v1alpha1", "component", "Write Component."],
    ["backstage.io/v1", "Component", "kind Component takes backstage.io/v1alpha1 or backstage.io/v1beta1."],
  ])("refuses %s %s, unless unknown kinds are kept", (apiVersion, kind, expected) => {
    const text = component().replace("backstage.io/v1alpha1", apiVersion).replace("kind: Component", `kind: ${kind}`);
    expect(validated(text).problems).toEqual([
      expect.objectContaining({ rule: "unknown-kind", message: expect.stringContaining(expected) }),
    ]);
    expect(validated(text, { unknownKinds: "keep" })).toMatchObject({
      ok: true,
      kind: null,
      relations: [],
      problems: [],
    });
  });

  it("checks envelope and formats of kinds that it keeps", () => {
    const text = component({ metadata: ["tags: [A]"] }).replace("kind: Component", "kind: Widget");
    expect(validated(text, { unknownKinds: "keep" })).toMatchObject({ ok: false, ref: "widget:default/checkout" });
  });

  it("warns of keys that differ by case alone, and takes the entity", () => {
    const result = validated(
      component({ metadata: ["labels: { tier: a, Tier: b }"], spec: ["x: [{ aB: 1, Ab: 2 }]"] }),
    );
    expect(result.ok).toBe(true);
    expect(result.problems.map(spot)).toEqual(["policy/case-collision 5:22", "policy/case-collision 10:16"]);
  });

  it("S05: refuses unsafe keys of entities made in code", () => {
    const value = JSON.parse('{ "metadata": { "__proto__": { "polluted": 1 } }, "spec": { "a": { "prototype": 1 } } }');
    const result = validateEntity(
      { value, line: 1, column: 1, problems: [], positions: {} },
      { kinds: kindRegistry(builtInKinds), unknownKinds: "reject", location: "code" },
    );
    expect(result.problems.filter(({ rule }) => rule === "envelope/unsafe-key")).toEqual([
      expect.objectContaining({ path: "/metadata/__proto__", line: null, column: null }),
      expect.objectContaining({ path: "/spec/a/prototype" }),
    ]);
  });

  it("refuses entities made in code that are no mapping, or too deep", () => {
    const context = { kinds: kindRegistry(builtInKinds), unknownKinds: "reject", location: "code" } as const;
    const rulesOf = (value: unknown) =>
      validateEntity({ value, line: 1, column: 1, problems: [], positions: {} }, context).problems.map(
        ({ rule }) => rule,
      );
    expect(rulesOf([])).toEqual(["envelope/schema"]);
    let deep: unknown = {};
    for (let level = 0; level < 1000; level += 1) deep = { deep };
    expect(rulesOf({ apiVersion: "v1", kind: "A", metadata: { name: "a", deep } })).toContain("envelope/too-deep");
  });

  it("checks kinds that others define, in the same words", () => {
    const database = defineKind({
      kind: "Database",
      apiVersions: ["acme.example/v1"],
      spec: z.strictObject({
        engine: z.enum(["postgres", "mysql"]),
        shards: z.number().int().max(64),
        names: z.array(z.string()).min(1),
        size: z.string().refine((text) => text.endsWith("Gi"), "end it with Gi"),
      }),
    });
    const text = [
      "apiVersion: acme.example/v1",
      "kind: Database",
      "metadata: { name: ledger }",
      "spec: { engine: oracle, shards: 99, names: [], size: 5, color: red }",
    ].join("\n");
    const found = (content: string) => validated(content, { kinds: [database] }).problems.map(({ message }) => message);
    expect(found(text)).toEqual([
      'spec.engine is "oracle", but takes "postgres" or "mysql".',
      "spec.shards has the number 99, but takes at most 64.",
      "spec.names has a list, but takes at least 1 item.",
      "spec.size is the number 5, but takes text. Put it in quotes.",
      "spec.color is not a known field. Correct its name or remove it.",
    ]);
    expect(
      found(
        text.replace(
          "{ engine: oracle, shards: 99, names: [], size: 5, color: red }",
          "{ engine: mysql, shards: 1, names: [a], size: 5G }",
        ),
      ),
    ).toEqual(["spec.size is not right: end it with Gi."]);
  });

  it.each([
    ["parameters: 5", "spec.parameters is the number 5, but takes a mapping or a list. Replace it."],
    [
      "parameters: [{ backstage:permissions: { tags: x } }]",
      'spec.parameters[0].backstage:permissions.tags is "x", but takes a list. Write ["x"].',
    ],
  ])("says which form of a field was meant for %s", (line, expected) => {
    const text = component({ spec: ["steps: []", line] })
      .replace("backstage.io/v1alpha1", "scaffolder.backstage.io/v1beta3")
      .replace("kind: Component", "kind: Template");
    expect(validated(text).problems).toEqual([
      expect.objectContaining({ rule: "kind/schema", path: "/spec/parameters", message: expected }),
    ]);
  });

  it("S11: refuses names that are paths", () => {
    for (const name of ["../../etc", "a/b", "%2e%2e", "'a b'", `${"x".repeat(10_000)}`]) {
      const result = validated(component().replace("name: checkout", `name: ${name}`));
      expect(result).toMatchObject({ ok: false, ref: null, problems: [{ rule: "policy/field-format" }] });
      expect(result.problems[0]?.message.length).toBeLessThan(400);
    }
  });
});
