import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CatalogError } from "../../src/errors.ts";
import { compilePredicate } from "../../src/query/compile-predicate.ts";
import { parseFilter } from "../../src/query/filter.ts";
import { fastestMs } from "./fastest-ms.ts";
import { entityOf } from "./query-source.ts";

describe("parseFilter", () => {
  it("reads commas as and", () => {
    expect(parseFilter("kind=component,spec.type=service")).toEqual({ kind: "component", "spec.type": "service" });
  });

  it("reads a field twice as one of", () => {
    expect(parseFilter("kind=api,kind=system")).toEqual({ kind: { $in: ["api", "system"] } });
  });

  it("reads a field alone as being there", () => {
    expect(parseFilter("metadata.annotations.example.com/on-call")).toEqual({
      "metadata.annotations.example.com/on-call": { $exists: true },
    });
  });

  it("reads several texts as or", () => {
    expect(parseFilter(["kind=api", "kind=user,spec"])).toEqual({
      $any: [{ kind: "api" }, { kind: "user", spec: { $exists: true } }],
    });
  });

  it("trims both sides and keeps what follows the first equals sign", () => {
    expect(parseFilter(" spec.query =  a=b ")).toEqual({ "spec.query": "a=b" });
  });

  it("reads nothing after the equals sign as the empty text", () => {
    expect(parseFilter("kind=")).toEqual({ kind: "" });
  });

  it("leaves out empty texts among several", () => {
    expect(parseFilter(["", "kind=user"])).toEqual({ kind: "user" });
  });

  it("matches all without texts", () => {
    expect(parseFilter([])).toEqual({});
  });

  it("takes a predicate as it is", () => {
    expect(parseFilter({ $not: { kind: "user" } })).toEqual({ $not: { kind: "user" } });
  });

  it.each(["", "=x", " = x", "kind=user,=x", "$all=x", "__proto__=x"])("refuses %j", (text) => {
    expect(() => parseFilter(text)).toThrow(expect.objectContaining({ code: "invalid-query" }));
  });

  it.each([
    ["a text of 1 MB", "kind=x,".repeat(150_000)],
    ["100,000 texts", Array.from({ length: 100_000 }, () => "kind=x")],
    ["10,000 parentheses and a long tail", `${"(".repeat(10_000)}${"x".repeat(1_000_000)}`],
  ])("S10: refuses %s within 50 ms", (_, filter) => {
    const tooLarge = expect.objectContaining({ code: "limit-exceeded" });
    expect(fastestMs(() => expect(() => parseFilter(filter)).toThrow(tooLarge))).toBeLessThan(50);
  });

  it("S10: refuses more terms than a predicate may have", () => {
    const texts = Array.from({ length: 6_000 }, (_, index) => `f${index}=x`);
    expect(() => parseFilter(texts)).toThrow(expect.objectContaining({ code: "limit-exceeded" }));
  });

  it("S48: throws nothing but a CatalogError", () => {
    const entity = entityOf("component:default/web");
    const statement = fc.tuple(fc.string(), fc.constantFrom("=", ",", ""), fc.string()).map((parts) => parts.join(""));
    fc.assert(
      fc.property(fc.array(statement, { maxLength: 4 }), (texts) => {
        try {
          compilePredicate(parseFilter(texts))(entity);
        } catch (reason) {
          expect(reason).toBeInstanceOf(CatalogError);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
