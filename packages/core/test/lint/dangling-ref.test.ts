import { describe, expect, it } from "vitest";
import { danglingRef } from "../../src/lint/dangling-ref.ts";
import { entityRef } from "../../src/model/entity-ref.ts";
import { findings, messages } from "./linted.ts";

describe("danglingRef", () => {
  it("finds a ref that names nothing, at its place in the file", () => {
    const web = {
      spec: { dependsOn: ["resource:db", "component:gone"] },
      positions: { "/spec/dependsOn/1": [12, 9] },
    } as const;
    expect(findings(danglingRef, { "component:default/web": web, "resource:default/db": {} })).toEqual([
      {
        severity: "warning",
        rule: "dangling-ref",
        message:
          'spec.dependsOn[1]: "component:gone" names "component:default/gone", which is not in the catalog. ' +
          "Correct it, or add that entity to the catalog.",
        location: "file:catalog-info.yaml",
        line: 12,
        column: 9,
        entity: "component:default/web",
        path: "/spec/dependsOn/1",
      },
    ]);
  });

  it("suggests names of the kind that was written, else of any kind", () => {
    const nearest = (name: string, kinds: readonly string[]) =>
      name === "gone" && kinds.length === 0
        ? []
        : name === "lost" && kinds.length > 0
          ? []
          : [entityRef("component:default/web")];
    const entities = { "component:default/web": { spec: { dependsOn: ["component:gone", "resource:lost"] } } };
    expect(messages(danglingRef, entities, nearest)).toEqual([
      expect.stringMatching(/Did you mean component:default\/web\?$/),
      expect.stringMatching(/Did you mean component:default\/web\?$/),
    ]);
  });

  it("finds the far end of a relation that is written from the other side", () => {
    const found = messages(danglingRef, { "resource:default/db": { spec: { dependencyOf: ["component:gone"] } } });
    expect(found).toEqual([expect.stringContaining('resource:default/db spec.dependencyOf[0]: "component:gone"')]);
  });

  it("says which letter is not what it looks like", () => {
    const found = messages(danglingRef, { "component:default/web": { spec: { dependsOn: ["resource:dаta"] } } });
    expect(found).toEqual([expect.stringContaining('It holds U+0430, which only looks like "a".')]);
  });

  it("is content with refs in any case, with a ref to itself, and with a name that has an entity", () => {
    const web = { spec: { dependsOn: ["Resource:DB", "component:web"], system: "shop" } };
    const entities = { "component:default/web": web, "resource:default/db": {}, "system:default/shop": {} };
    expect(findings(danglingRef, entities)).toEqual([]);
  });

  it("leaves owners to the rules about owners", () => {
    expect(findings(danglingRef, { "component:default/web": { spec: { owner: "nobody" } } })).toEqual([]);
  });
});
