import { describe, expect, it } from "vitest";
import { compilePredicate } from "../../src/query/compile-predicate.ts";
import type { Predicate } from "../../src/query/predicate.ts";
import { entityOf } from "./query-source.ts";

const bot = entityOf("component:infra/deploy-bot", {
  metadata: {
    title: "Äpfel Bot",
    tags: ["go", "Pci"],
    labels: { tier: "1" },
    annotations: { "example.com/repo": "acme/bot" },
    etag: "abc",
    note: null,
  },
  spec: {
    type: "Service",
    priority: 10,
    flags: { beta: true, ratio: 0.5 },
    nested: [
      { name: "one", weight: 1 },
      { name: "two", weight: 2 },
    ],
    matrix: [["a"], ["b"]],
    ports: [8080],
    definition: "x".repeat(201),
    justShort: "y".repeat(200),
    ["n".repeat(195)]: "at the limit",
    ["n".repeat(196)]: "over it",
    empty: [],
    nothing: {},
    blank: "",
  },
  relations: ["dependsOn resource:default/db", "ownedBy group:default/pay"],
});

describe("compilePredicate", () => {
  it.each<[string, Predicate]>([
    ["keys without regard to case", { KIND: "Component" }],
    ["values without regard to case", { "spec.type": "SERVICE" }],
    ["letters outside ASCII without regard to case", { "metadata.title": "äpfel BOT" }],
    ["numbers as text", { "spec.priority": "10" }],
    ["text as numbers", { "metadata.labels.tier": 1 }],
    ["booleans as text", { "spec.flags.beta": "true" }],
    ["fractions", { "spec.flags.ratio": 0.5 }],
    ["keys that hold dots", { "metadata.annotations.example.com/repo": "acme/bot" }],
    ["an item of a list", { "metadata.tags": "pci" }],
    ["an item of a list as a field", { "metadata.tags.PCI": true }],
    ["items of lists in lists", { "spec.matrix": "b" }],
    ["objects in a list as if they were one", { "spec.nested.name": "one", "spec.nested.weight": 2 }],
    ["an empty text", { "spec.blank": "" }],
    ["names of 200 characters", { [`spec.${"n".repeat(195)}`]: "at the limit" }],
    ["values of 200 characters", { "spec.justShort": "y".repeat(200) }],
    ["a relation by type", { "relations.DEPENDSON": "resource:default/DB" }],
    ["a relation by $contains", { relations: { $contains: { type: "ownedby", targetRef: "group:default/pay" } } }],
    ["any relation of a type", { relations: { $contains: { type: "ownedBy" } } }],
    [
      "one of several relations",
      { relations: { $contains: { type: "ownedBy", targetRef: { $in: ["x", "group:default/pay"] } } } },
    ],
    ["$in", { kind: { $in: ["API", "component"] } }],
    ["$hasPrefix", { "metadata.name": { $hasPrefix: "DEPLOY" } }],
    ["$includes", { "metadata.name": { $includes: "PLOY" } }],
    ["an empty prefix of a value that is there", { "metadata.name": { $hasPrefix: "" } }],
    ["$contains of a list", { "metadata.tags": { $contains: "go" } }],
    ["$contains of a single value", { kind: { $contains: "component" } }],
    ["$exists of null", { "metadata.note": { $exists: true } }],
    ["$exists of a long value", { "spec.definition": { $exists: true } }],
    ["$exists: false of a field that is not there", { "metadata.description": { $exists: false } }],
    ["no condition at all", {}],
    ["an empty $all", { $all: [] }],
    ["$any when one part holds", { $any: [{ kind: "user" }, { kind: "component" }] }],
    ["a double $not", { $not: { $not: { kind: "component" } } }],
  ])("matches %s", (_, predicate) => {
    expect(compilePredicate(predicate)(bot)).toBe(true);
  });

  it.each<[string, Predicate]>([
    ["a part of a value", { "metadata.name": "deploy" }],
    ["patterns", { "metadata.name": "deploy*" }],
    ["wildcards in a part", { "metadata.name": { $includes: "%ploy" } }],
    ["wildcards in a prefix", { "metadata.name": { $hasPrefix: "%" } }],
    ["null by any value", { "metadata.note": "null" }],
    ["null by a prefix", { "metadata.note": { $hasPrefix: "" } }],
    ["values over 200 characters", { "spec.definition": "x".repeat(201) }],
    ["an empty list", { "spec.empty": { $exists: true } }],
    ["an empty object", { "spec.nothing": { $exists: true } }],
    ["an object", { "spec.flags": { $exists: true } }],
    ["a number in a list as a field", { "spec.ports.8080": true }],
    ["the etag", { "metadata.etag": "abc" }],
    ["relations as a whole", { relations: { $exists: true } }],
    ["names over 200 characters", { [`spec.${"n".repeat(196)}`]: { $exists: true } }],
    ["an empty $any", { $any: [] }],
    ["an empty $in", { kind: { $in: [] } }],
    ["$not of everything", { $not: {} }],
    ["$all when one part does not hold", { $all: [{ kind: "component" }, { kind: "user" }] }],
    ["inherited properties", { "constructor.name": { $exists: true } }],
  ])("does not match %s", (_, predicate) => {
    expect(compilePredicate(predicate)(bot)).toBe(false);
  });

  it("asks for relations only when a condition on them is reached", () => {
    const asked: string[] = [];
    const matches = compilePredicate({ kind: "user", "relations.memberOf": "group:default/pay" }, (entity) => {
      asked.push(entity.metadata.name);
      return [];
    });
    matches(entityOf("component:default/web"));
    matches(entityOf("user:default/ada"));
    expect(asked).toEqual(["ada"]);
  });
});
