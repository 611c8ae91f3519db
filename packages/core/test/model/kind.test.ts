import { describe, expect, expectTypeOf, it } from "vitest";
import { z } from "zod";
import { builtInKinds } from "../../src/model/built-in-kinds.ts";
import { defineKind, kindRegistry } from "../../src/model/kind.ts";

const spec = z.looseObject({ target: z.string() });

describe("defineKind", () => {
  it("takes the versions of the catalog and no traits unless told otherwise", () => {
    expect(defineKind({ kind: "Thing", spec })).toMatchObject({
      apiVersions: ["backstage.io/v1alpha1", "backstage.io/v1beta1"],
      relations: [],
      owns: false,
      level: null,
      entryPoint: { types: [], tags: [] },
    });
  });

  it("keeps the types of name and spec", () => {
    const thing = defineKind({ kind: "Thing", spec });
    expectTypeOf(thing.kind).toEqualTypeOf<"Thing">();
    expectTypeOf<z.infer<typeof thing.spec>["target"]>().toEqualTypeOf<string>();
  });

  it("wants both ends of a relation that is not built in", () => {
    expect(() => defineKind({ kind: "Thing", spec, relations: [{ field: "target", type: "aimsAt" }] })).toThrow(
      expect.objectContaining({ code: "invalid-kind", message: expect.stringContaining('"aimsAt"') }),
    );
  });

  it("refuses another meaning for a built-in relation, by either name", () => {
    const known = { field: "target", type: "dependsOn", failureFlows: "none" } as const;
    const taken = { field: "target", type: "aimsAt", inverse: "dependsOn", failureFlows: "none" } as const;
    const refused = expect.objectContaining({ code: "invalid-kind", message: expect.stringContaining("dependencyOf") });
    expect(() => defineKind({ kind: "Thing", spec, relations: [known] })).toThrow(refused);
    expect(() => defineKind({ kind: "Thing", spec, relations: [taken] })).toThrow(refused);
  });

  it("does not compile when a relation names a field that the spec lacks, whether the spec is open or closed", () => {
    const owner = { field: "ownr", type: "ownedBy" } as const;
    // @ts-expect-error: there is no field "ownr"
    defineKind({ kind: "Thing", spec: z.looseObject({ owner: z.string() }), relations: [owner] });
    // @ts-expect-error: there is no field "ownr"
    defineKind({ kind: "Thing", spec: z.strictObject({ owner: z.string() }), relations: [owner] });
    // @ts-expect-error: there is no field "ownr"
    defineKind({ kind: "Thing", spec: z.looseObject({}), relations: [owner] });
    const kind = defineKind({ kind: "Thing", spec: z.looseObject({ ownr: z.string() }), relations: [owner] });
    expect(kind.relations).toEqual([owner]);
  });
});

describe("kindRegistry", () => {
  it("finds kinds by written name with case, and by ref without", () => {
    const kinds = kindRegistry(builtInKinds);
    expect(kinds.named("API")?.kind).toBe("API");
    expect(kinds.named("api")).toBeUndefined();
    expect(kinds.ofRef("api")?.kind).toBe("API");
  });

  it("finds a relation by either name", () => {
    const kinds = kindRegistry(builtInKinds);
    expect(kinds.relation("ownedBy")).toMatchObject({ reversed: false, relation: { type: "ownedBy" } });
    expect(kinds.relation("ownerOf")).toMatchObject({ reversed: true, relation: { type: "ownedBy" } });
    expect(kinds.relation("notedBy")).toMatchObject({ reversed: true, relation: { type: "notes" } });
    expect(kinds.relation("constructor")).toBeUndefined();
  });

  it("refuses a kind defined twice, whatever its case", () => {
    const twice = [defineKind({ kind: "Thing", spec }), defineKind({ kind: "THING", spec })];
    expect(() => kindRegistry(twice)).toThrow(expect.objectContaining({ code: "invalid-kind" }));
  });

  it("refuses a relation that two kinds describe in two ways", () => {
    const relation = { field: "target", type: "aimsAt", inverse: "aimedAtBy" } as const;
    const first = defineKind({ kind: "One", spec, relations: [{ ...relation, failureFlows: "none" }] });
    const second = defineKind({ kind: "Two", spec, relations: [{ ...relation, failureFlows: "to-source" }] });
    expect(kindRegistry([first]).relation("aimedAtBy")?.reversed).toBe(true);
    expect(() => kindRegistry([first, second])).toThrow(expect.objectContaining({ code: "invalid-kind" }));
  });
});
