import { describe, expect, expectTypeOf, it } from "vitest";
import { z } from "zod";
import { builtInKinds } from "../../src/model/built-in-kinds.ts";

const minimal: Readonly<Record<(typeof builtInKinds)[number]["kind"], Record<string, unknown>>> = {
  Component: { type: "service", lifecycle: "production", owner: "a" },
  API: { type: "openapi", lifecycle: "production", owner: "a", definition: "x" },
  Resource: { type: "database", owner: "a" },
  System: { owner: "a" },
  Domain: { owner: "a" },
  Group: { type: "team", children: [] },
  User: { memberOf: [] },
  Location: {},
  Template: { type: "service", steps: [] },
  EdgeNotes: { entity: "component:a", edges: {} },
};

describe.each(builtInKinds.map((kind) => [kind.kind, kind] as const))("%s", (name, kind) => {
  it("takes the least that the format asks for, and fields it does not know", () => {
    expect(kind.spec.safeParse({ ...minimal[name], unknownField: [1] }).success).toBe(true);
  });

  it.each(Object.keys(minimal[name]))("asks for %s", (field) => {
    const { [field]: _, ...rest } = minimal[name];
    expect(kind.spec.safeParse(rest).success).toBe(false);
  });

  it("takes null nowhere, except where anything goes", () => {
    const refused = Object.keys(kind.spec.shape).filter(
      (field) => !kind.spec.safeParse({ ...minimal[name], [field]: null }).success,
    );
    expect(refused).toEqual(Object.keys(kind.spec.shape).filter((field) => field !== "dependencyOf"));
  });

  it("derives relations from fields that it has", () => {
    expect(Object.keys(kind.spec.shape)).toEqual(expect.arrayContaining(kind.relations.map(({ field }) => field)));
  });

  it("explains itself and its required fields to an editor", () => {
    const { properties = {}, required = [] } = z.toJSONSchema(kind.spec);
    expect(kind.description).toMatch(/\.$/);
    expect([...required].sort()).toEqual(Object.keys(minimal[name]).sort());
    for (const field of required) expect(properties[field]).toHaveProperty("description");
  });
});

describe("builtInKinds", () => {
  it("has the traits that answers depend on", () => {
    const traits = Object.fromEntries(builtInKinds.map((kind) => [kind.kind, kind]));
    expect(traits.Component).toMatchObject({ declaresDependencies: true, buildTypes: ["library"] });
    expect(traits.API?.entryPoint).toEqual({ types: [], tags: ["public"] });
    expect(traits.System).toMatchObject({ level: "system", standsFor: ["hasPart"] });
    expect(traits.Domain).toMatchObject({ level: "domain", standsFor: ["hasPart"] });
    expect(traits.Group).toMatchObject({ owns: true, person: false, standsFor: ["parentOf", "ownerOf"] });
    expect(traits.User).toMatchObject({ owns: true, person: true });
    expect(traits.Template?.apiVersions).toEqual(["scaffolder.backstage.io/v1beta3"]);
    expect(traits.EdgeNotes).toMatchObject({ apiVersions: ["callboard.dev/v1"], edgeNotesFor: "entity" });
    expect(builtInKinds.filter(({ pointsTo }) => pointsTo).map(({ kind }) => kind)).toEqual(["Location"]);
  });

  it.each([
    ["formDecorators", [{ input: { a: 1 } }], true],
    ["formDecorators", [{ id: "token", input: "a" }], false],
    ["EXPERIMENTAL_formDecorators", [{ id: 1 }], false],
    ["EXPERIMENTAL_recovery", { EXPERIMENTAL_strategy: "startOver" }, true],
    ["EXPERIMENTAL_recovery", { EXPERIMENTAL_strategy: true }, false],
    ["output", { text: [{ title: "Done", content: "" }] }, true],
    ["output", { text: [{ title: "" }] }, false],
    ["output", { links: [{ url: "https://a.example", if: false }] }, true],
    ["output", { links: [{ url: "https://a.example", if: 1 }] }, false],
  ])("judges %s %j of a Template as the format does", (field, value, isTaken) => {
    const template = builtInKinds.find(({ kind }) => kind === "Template");
    expect(template?.spec.safeParse({ ...minimal.Template, [field]: value }).success).toBe(isTaken);
  });

  it("carries the types of its specs", () => {
    type Component = Extract<(typeof builtInKinds)[number], { kind: "Component" }>;
    expectTypeOf<z.infer<Component["spec"]>["owner"]>().toEqualTypeOf<string>();
    expectTypeOf<z.infer<Component["spec"]>["dependsOn"]>().toEqualTypeOf<string[] | undefined>();
  });
});
