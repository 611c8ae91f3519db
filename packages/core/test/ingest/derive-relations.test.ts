import { describe, expect, it } from "vitest";
import { z } from "zod";
import { deriveRelations } from "../../src/ingest/derive-relations.ts";
import { builtInKinds } from "../../src/model/built-in-kinds.ts";
import type { Entity } from "../../src/model/entity.ts";
import type { JsonObject } from "../../src/model/json.ts";
import { defineKind, kindRegistry } from "../../src/model/kind.ts";

const kinds = kindRegistry(builtInKinds);

function entity(kind: string, spec: JsonObject, namespace = "default"): Entity {
  return { apiVersion: "backstage.io/v1alpha1", kind, metadata: { name: "self", namespace }, spec };
}

const relations = (subject: Entity) =>
  deriveRelations(subject, kinds).relations.map(({ source, type, target }) => `${source} ${type} ${target}`);

describe("deriveRelations", () => {
  it("turns every relation to its forward name", () => {
    const spec = {
      owner: "pay",
      dependsOn: ["api:a"],
      dependencyOf: ["component:b"],
      consumesApis: ["c"],
      providesApis: ["d"],
    };
    expect(relations(entity("Component", spec))).toEqual([
      "component:default/self ownedBy group:default/pay",
      "component:default/self providesApi api:default/d",
      "component:default/self consumesApi api:default/c",
      "component:default/self dependsOn api:default/a",
      "component:default/b dependsOn component:default/self",
    ]);
    expect(relations(entity("Group", { parent: "top", children: ["low"], members: ["ada"] }))).toEqual([
      "group:default/self childOf group:default/top",
      "group:default/low childOf group:default/self",
      "user:default/ada memberOf group:default/self",
    ]);
  });

  it("fills in the field's kind and the entity's own namespace", () => {
    const spec = { owner: "User:Ada", system: "ops/Core", subcomponentOf: "Big" };
    expect(relations(entity("Component", spec, "retail"))).toEqual([
      "component:retail/self ownedBy user:retail/ada",
      "component:retail/self partOf system:ops/core",
      "component:retail/self partOf component:retail/big",
    ]);
  });

  it("derives only the relation that is asked for, from whichever end it is declared", () => {
    const group = entity("Group", { parent: "top", children: ["low"], members: ["ada"] });
    expect(deriveRelations(group, kinds, "childOf").relations.map(({ target }) => target)).toEqual([
      "group:default/top",
      "group:default/self",
    ]);
    expect(deriveRelations(group, kinds, "ownedBy").relations).toEqual([]);
  });

  it("says where a relation is declared, and how", () => {
    expect(deriveRelations(entity("Resource", { dependsOn: ["component:A"] }), kinds).relations).toEqual([
      {
        type: "dependsOn",
        source: "resource:default/self",
        target: "component:default/a",
        path: "/spec/dependsOn/0",
        written: "component:A",
      },
    ]);
  });

  it("declares each relation once", () => {
    const spec = { dependsOn: ["component:a", "component:default/A"], system: "component:x", subcomponentOf: "x" };
    expect(relations(entity("Component", spec))).toHaveLength(2);
  });

  it("declares each relation once, however many there are", () => {
    const many = Array.from({ length: 100 }, (_, index) => `component:c${index}`);
    expect(relations(entity("Component", { dependsOn: [...many, ...many] }))).toEqual(
      many.map((_, index) => `component:default/self dependsOn component:default/c${index}`),
    );
  });

  it("keeps a dependency on itself, and both directions of a pair", () => {
    const spec = { dependsOn: ["component:self", "component:b"], dependencyOf: ["component:b"] };
    expect(relations(entity("Component", spec))).toHaveLength(3);
  });

  it.each([
    [["db"], "relations/ref-missing-kind", "/spec/dependsOn/0"],
    [["a:b", "x:"], "relations/ref-form", "/spec/dependsOn/1"],
    ["", undefined, undefined],
    [[""], "relations/ref-empty", "/spec/dependsOn/0"],
    [[null], "relations/ref-empty", "/spec/dependsOn/0"],
    [[5], "relations/ref-missing-kind", "/spec/dependsOn/0"],
    [[["component:a"]], "relations/ref-missing-kind", "/spec/dependsOn/0"],
    [{ a: "b" }, "relations/ref-missing-kind", "/spec/dependsOn"],
    [{ kind: "a", namespace: "", name: "b" }, "relations/ref-missing-namespace", "/spec/dependsOn"],
    [{ kind: "a" }, "relations/ref-missing-name", "/spec/dependsOn"],
  ])("reports %j", (dependsOn, rule, path) => {
    const { problems } = deriveRelations(entity("Component", { dependsOn }), kinds);
    expect(problems.map((problem) => [problem.rule, problem.path])).toEqual(rule ? [[rule, path]] : []);
  });

  it("reads a ref as text, as an object, and a list of either", () => {
    const written = [{ kind: "API", name: "a" }, "component:b"];
    expect(relations(entity("Resource", { dependencyOf: written }))).toEqual([
      "api:default/a dependsOn resource:default/self",
      "component:default/b dependsOn resource:default/self",
    ]);
    expect(relations(entity("Resource", { dependencyOf: "component:b" }))).toHaveLength(1);
    expect(relations(entity("Resource", { dependencyOf: null }))).toEqual([]);
  });

  it("ignores fields that another kind has", () => {
    expect(relations(entity("System", { owner: "a", dependsOn: ["component:b"], system: "c" }))).toHaveLength(1);
    expect(relations(entity("Group", { owner: "a" }))).toEqual([]);
  });

  it("derives nothing for a kind or version that is not registered", () => {
    expect(relations(entity("Widget", { owner: "a" }))).toEqual([]);
    expect(relations({ ...entity("Component", { owner: "a" }), apiVersion: "backstage.io/v9" })).toEqual([]);
  });

  it("derives the relations that others define", () => {
    const database = defineKind({
      kind: "Database",
      spec: z.looseObject({ replicaOf: z.string(), constructor: z.string().exactOptional() }),
      relations: [
        {
          field: "replicaOf",
          type: "replicates",
          inverse: "replicatedBy",
          failureFlows: "to-source",
          defaultKind: "Database",
        },
        { field: "constructor", type: "ownerOf" },
      ],
    });
    const { relations: found } = deriveRelations(entity("Database", { replicaOf: "main" }), kindRegistry([database]));
    expect(found.map(({ type, target }) => [type, target])).toEqual([["replicates", "database:default/main"]]);
  });
});
