import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CatalogError } from "../../src/errors.ts";
import { compilePredicate } from "../../src/query/compile-predicate.ts";
import { PREDICATE_LIMITS, parsePredicate } from "../../src/query/predicate.ts";
import { fastestMs } from "./fastest-ms.ts";
import { entityOf } from "./query-source.ts";

const tooLarge = expect.objectContaining({ code: "limit-exceeded" });

describe("parsePredicate", () => {
  it("gives a predicate as it is", () => {
    const predicate = { $all: [{ kind: "api" }, { $not: { $any: [{ "spec.type": { $in: ["grpc", 1, true] } }] } }] };
    expect(parsePredicate(predicate)).toEqual(predicate);
  });

  it.each([
    ["a text", "component"],
    ["null", null],
    ["a list", [{ kind: "user" }]],
    ["an unknown operator on top", { $xor: [] }],
    ["an unknown operator of a field", { kind: { $regex: "c" } }],
    ["an operator beside a field", { $all: [{ kind: "user" }], kind: "group" }],
    ["two operators in one condition", { kind: { $exists: true, $in: ["user"] } }],
    ["a list as a value", { kind: ["component"] }],
    ["null as a value", { kind: null }],
    ["an object as a value", { spec: {} }],
    ["$all of an object", { $all: { kind: "user" } }],
    ["$not of a text", { $not: "user" }],
    ["$exists of a text", { kind: { $exists: "yes" } }],
    ["$contains of an object elsewhere than in relations", { "metadata.links": { $contains: { type: "ops" } } }],
    ["$contains of a relation with other keys", { relations: { $contains: { type: "ownedBy", other: 1 } } }],
    ["$contains of a relation without a type", { relations: { $contains: { targetRef: "group:default/pay" } } }],
    [
      "$contains of a relation with no targets",
      { relations: { $contains: { type: "ownedBy", targetRef: { $in: [] } } } },
    ],
    ["an empty field name", { "": "x" }],
    ["a value that is no JSON", { kind: 1n }],
  ])("refuses %s", (_, input) => {
    expect(() => parsePredicate(input)).toThrow(expect.objectContaining({ code: "invalid-query" }));
  });

  it("says where it is wrong and what to write", () => {
    expect(() => parsePredicate({ $any: [{ kind: "user" }, { "spec.type": { $regex: "c" } }] })).toThrow(
      'Filter at "/$any/1/spec.type": An object of "$regex" is not a condition. ' +
        "Write a text, number or boolean, or one of $exists, $in, $hasPrefix, $includes, $contains.",
    );
  });

  it.each([
    ["10,000 levels", () => nested(10_000)],
    ["one level too many", () => nested(PREDICATE_LIMITS.depth)],
    ["one term too many", () => ({ kind: { $in: Array.from({ length: PREDICATE_LIMITS.terms - 1 }, String) } })],
    ["100,000 terms", () => ({ $any: Array.from({ length: 100_000 }, () => ({ kind: "x" })) })],
    ["100,000 values", () => ({ kind: { $in: Array.from({ length: 100_000 }, String) } })],
    ["20,000 fields", () => Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`f${index}`, 1]))],
    ["1 MB of text", () => ({ kind: "x".repeat(1_000_000) })],
    ["1 MB of field name", () => ({ ["x".repeat(1_000_000)]: 1 })],
  ])("S10: refuses %s within 50 ms", (_, make) => {
    const input = make();
    expect(fastestMs(() => expect(() => parsePredicate(input)).toThrow(tooLarge))).toBeLessThan(50);
  });

  it("accepts a predicate at its limits", () => {
    const { depth, terms } = PREDICATE_LIMITS;
    expect(() => parsePredicate(nested(depth - 1))).not.toThrow();
    expect(() => parsePredicate({ kind: { $in: Array.from({ length: terms - 2 }, String) } })).not.toThrow();
  });

  it.each(["__proto__", "spec.__proto__.polluted", "constructor.prototype.polluted", "prototype.polluted"])(
    "S05: refuses the field %s",
    (field) => {
      const input: unknown = JSON.parse(`{ ${JSON.stringify(field)}: "x" }`);
      expect(() => parsePredicate(input)).toThrow(expect.objectContaining({ code: "invalid-query" }));
      expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
    },
  );

  it("S48: throws nothing but a CatalogError, and what it accepts can be tested", () => {
    const entity = entityOf("component:default/web", { metadata: { tags: ["a"] }, spec: { a: { b: [1, null] } } });
    const key = fc.oneof(
      fc.constantFrom("$all", "$any", "$not", "$in", "$exists", "$contains", "kind", "relations", "__proto__"),
      fc.string(),
    );
    const { predicate } = fc.letrec((tie) => ({
      predicate: fc.oneof(
        { maxDepth: 5 },
        fc.oneof(fc.string(), fc.boolean(), fc.double(), fc.constant(null)),
        fc.array(tie("predicate"), { maxLength: 4 }),
        fc.dictionary(key, tie("predicate"), { maxKeys: 3 }),
      ),
    }));
    fc.assert(
      fc.property(predicate, (input) => {
        try {
          compilePredicate(parsePredicate(input))(entity);
        } catch (reason) {
          expect(reason).toBeInstanceOf(CatalogError);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});

function nested(depth: number): unknown {
  let predicate: unknown = { kind: "component" };
  for (let level = 0; level < depth; level++) predicate = { $not: predicate };
  return predicate;
}
