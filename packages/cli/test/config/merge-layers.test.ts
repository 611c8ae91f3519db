import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mergeLayers } from "../../src/config/merge-layers.ts";

const layer = (file: string, value: Readonly<Record<string, unknown>>, positions = {}) => ({
  file,
  value,
  positions,
  problems: [],
});
const merged = (...values: readonly [Readonly<Record<string, unknown>>, ...Readonly<Record<string, unknown>>[]]) => {
  const [first, ...others] = values;
  return JSON.parse(
    JSON.stringify(mergeLayers([layer("1", first), ...others.map((value) => layer("2", value))]).value),
  );
};

describe("mergeLayers", () => {
  it("merges mappings key by key, and replaces lists and all else", () => {
    expect(
      merged({ guard: { a: 1, b: 2 }, list: [1, 2], text: "x" }, { guard: { b: 3, c: 4 }, list: [9], text: { y: 1 } }),
    ).toEqual({ guard: { a: 1, b: 3, c: 4 }, list: [9], text: { y: 1 } });
  });

  it("merges no list item by item, and no mapping with what is none", () => {
    expect(merged({ list: [{ a: 1 }] }, { list: [{ b: 2 }] })).toEqual({ list: [{ b: 2 }] });
    expect(merged({ at: { a: 1 } }, { at: null }, { at: { b: 2 } })).toEqual({ at: { b: 2 } });
  });

  it("knows for every value which file says it", () => {
    const { placeOf, has } = mergeLayers([
      layer("a", { list: [{ x: 1, y: 2 }], only: 1 }, { "/list/0/y": [9, 9], "/only": [2, 7], "/only~key": [2, 1] }),
      layer("b", { list: [{ x: 3 }] }, { "/list": [1, 1], "/list/0": [1, 8], "/list/0/x": [1, 13] }),
    ]);
    expect(placeOf("/only")).toEqual({ file: "a", line: 2, column: 7 });
    expect(placeOf("/only", "key")).toEqual({ file: "a", line: 2, column: 1 });
    expect(placeOf("/list/0/x")).toEqual({ file: "b", line: 1, column: 13 });
    // It was replaced together with its list.
    expect(has("/list/0/y")).toBe(false);
    expect(placeOf("/list/0/y")).toEqual({ file: "b", line: 1, column: 8 });
    expect(placeOf("/nothing/here")).toEqual({ file: "a", line: 1, column: 1 });
  });

  it("S05: keys that every object has are keys like any other", () => {
    const hostile = JSON.parse('{"__proto__": {"polluted": 1}, "constructor": {"prototype": {"polluted": 1}}}');
    const { value } = mergeLayers([layer("a", { guard: {} }), layer("b", { ...hostile, guard: hostile })]);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect(Object.getPrototypeOf(value)).toBeNull();
    expect(Object.getPrototypeOf(value.guard)).toBeNull();
  });

  it("S04: holds no more than 100,000 values, however they are written", () => {
    const many = Array.from({ length: 1000 }, () => 0);
    const value = { lists: Array.from({ length: 101 }, () => many) };
    expect(() => mergeLayers([layer("a", value)])).toThrow(
      expect.objectContaining({ code: "limit-exceeded", message: expect.stringContaining("100000") }),
    );
  });

  it("gives any file alone, and any file over an empty one, as it is", () => {
    const anything = fc.dictionary(
      fc.string().filter((key) => key !== "__proto__"),
      fc.jsonValue({ maxDepth: 3 }).filter((value) => !JSON.stringify(value).includes("__proto__")),
    );
    fc.assert(
      fc.property(anything, (value) => {
        const plain = JSON.parse(JSON.stringify(value));
        expect(merged(value)).toEqual(plain);
        expect(merged({}, value)).toEqual(plain);
        expect(merged(value, value)).toEqual(plain);
      }),
    );
  });
});
