import { describe, expect, it } from "vitest";
import { acquireClass, type EdgeClass, edgeClasses, notedClass, plainClass } from "../../src/graph/edge-class.ts";
import type { RelationType } from "../../src/model/relation.ts";

const dependsOn: RelationType = { type: "dependsOn", inverse: "dependencyOf", failureFlows: "to-source" };
const ownedBy: RelationType = { type: "ownedBy", inverse: "ownerOf", failureFlows: "none" };

describe("notedClass", () => {
  it("takes environments as a set, in whatever order they are written", () => {
    const plain = plainClass(dependsOn, 1, "ref");
    expect(notedClass(plain, { in: ["b", "a", "b"] }, 0)).toEqual(notedClass(plain, { in: ["a", "b"] }, 0));
  });

  it("has no use for a note on a relation through which nothing fails", () => {
    const plain = plainClass(ownedBy, 1, "name");
    expect(notedClass(plain, { when: "async" }, 0)).toBe(plain);
  });
});

describe("acquireClass", () => {
  it("drops the limits of an edge, and nothing else, when notes have used up the numbers", () => {
    const classes = edgeClasses();
    const noted = (index: number): EdgeClass => {
      return notedClass(plainClass(dependsOn, 1, "ref"), { when: "async", in: [`env-${index}`], anyOf: "any" }, 1);
    };
    const codes = Array.from({ length: 0xe000 }, (_, index) => acquireClass(classes, noted(index)));
    expect(new Set(codes).size).toBe(0xe000);
    const further = classes.value(acquireClass(classes, noted(-1)));
    expect(further).toEqual({ ...noted(-1), environments: null, group: 0 });
    classes.release(codes[0] ?? 0);
    expect(classes.value(acquireClass(classes, noted(-2)))).toEqual({ ...noted(-2), environments: null, group: 0 });
    classes.release(codes[1] ?? 0);
    expect(classes.value(acquireClass(classes, noted(-3)))).toEqual(noted(-3));
  });

  it("refuses more classes than there are numbers", () => {
    const classes = edgeClasses();
    const related = (index: number) => plainClass({ ...ownedBy, type: `r${index}` }, 1, "ref");
    for (let index = 0; index < 0x10000; index++) acquireClass(classes, related(index));
    expect(() => acquireClass(classes, related(-1))).toThrow(expect.objectContaining({ code: "limit-exceeded" }));
  });
});
