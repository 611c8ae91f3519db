import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { EntityRef } from "../../src/model/entity-ref.ts";
import type { StoredEntity } from "../../src/model/stored-entity.ts";
import { annotationIndex } from "../../src/query/annotation-index.ts";
import { storedOf } from "./query-source.ts";

const annotated = (name: string, annotations: Record<string, string>) =>
  storedOf(`component:default/${name}`, { metadata: { annotations } });

describe("annotationIndex", () => {
  it("finds entities by exact name and value, in order", () => {
    const index = annotationIndex();
    for (const name of ["web", "api"]) index.set(annotated(name, { "example.com/team": "pay" }));
    expect(index.match("example.com/team", "pay")).toEqual(["component:default/api", "component:default/web"]);
    expect(index.match("example.com/team", "Pay")).toEqual([]);
    expect(index.match("example.com/Team", "pay")).toEqual([]);
  });

  it("takes entities without annotations", () => {
    const index = annotationIndex();
    index.set(storedOf("component:default/web", { metadata: { annotations: null } }));
    index.set(storedOf("component:default/api"));
    expect(index.match("constructor", "x")).toEqual([]);
  });

  it("agrees with a look at every entity after any changes", () => {
    const name = fc.constantFrom("a", "b", "c");
    const annotations = fc.dictionary(fc.constantFrom("x", "y"), fc.constantFrom("1", "2"));
    const step = fc.record({ name, annotations: fc.option(annotations) });
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        const index = annotationIndex();
        const entities = new Map<EntityRef, StoredEntity>();
        for (const step of steps) {
          const stored = annotated(step.name, step.annotations ?? {});
          if (step.annotations) {
            index.set(stored);
            entities.set(stored.ref, stored);
          } else {
            index.remove(stored.ref);
            entities.delete(stored.ref);
          }
        }
        for (const [key, value] of [
          ["x", "1"],
          ["x", "2"],
          ["y", "1"],
        ] as const) {
          const expected = [...entities.values()].filter(({ entity }) => entity.metadata.annotations?.[key] === value);
          expect(index.match(key, value)).toEqual(expected.map(({ ref }) => ref).sort());
        }
      }),
    );
  });
});
