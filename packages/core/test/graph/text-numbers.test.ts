import { describe, expect, it } from "vitest";
import { textNumbers } from "../../src/graph/text-numbers.ts";

const texts = Array.from({ length: 5_000 }, (_, index) => `component:default/service-${index.toString(36)}`);

function filled() {
  const numbers = textNumbers();
  for (const [number, text] of texts.entries()) numbers.add(text, number);
  return numbers;
}

describe("textNumbers", () => {
  it("finds the number of every text, also of one that is not the same piece of memory", () => {
    const numbers = filled();
    expect(texts.map((text) => numbers.find(text, texts))).toEqual(texts.map((_, number) => number));
    expect(numbers.find(["component:default/", "service-a"].join(""), texts)).toBe(10);
    expect(numbers.find("component:default/service", texts)).toBe(-1);
  });

  it("finds many at once as it finds them one by one, whatever is not there, was taken out or comes twice", () => {
    const numbers = filled();
    for (const text of texts.slice(100, 900)) numbers.remove(text, texts);
    const wanted = [...texts, "", "component:default/service", "ü", ...texts.slice(0, 300)];
    const found = new Int32Array(wanted.length);
    numbers.findAll(wanted, found, texts);
    expect([...found]).toEqual(wanted.map((text) => numbers.find(text, texts)));
    expect(found.filter((number) => number < 0)).toHaveLength(800 + 3 + 200);
  });

  it("numbers many at once as one by one, in the order in which they come first, also those that come twice", () => {
    const known: string[] = ["b"];
    const numbers = textNumbers();
    numbers.add("b", 0);
    const wanted = [...texts, "a", "b", "a", "", ...texts];
    const given = new Int32Array(wanted.length);
    numbers.internAll(wanted, given, known, (at) => known.push(wanted[at] ?? "") - 1);
    expect(known).toEqual(["b", ...texts, "a", ""]);
    expect([...given]).toEqual(wanted.map((text) => known.indexOf(text)));
    expect(wanted.map((text) => numbers.find(text, known))).toEqual([...given]);
  });

  it("no longer finds what was taken out, and still all that was put in after it", () => {
    const numbers = filled();
    for (const text of texts.slice(0, 4_000)) numbers.remove(text, texts);
    expect(texts.filter((text) => numbers.find(text, texts) >= 0)).toEqual(texts.slice(4_000));
    for (const [number, text] of texts.slice(0, 4_000).entries()) numbers.add(text, number);
    expect(texts.map((text) => numbers.find(text, texts))).toEqual(texts.map((_, number) => number));
  });

  it("takes texts in and out again and again in the room that it has", () => {
    const numbers = textNumbers();
    for (let turn = 0; turn < 100_000; turn++) {
      numbers.add("a", 0);
      numbers.remove("a", ["a"]);
    }
    expect(numbers.find("a", ["a"])).toBe(-1);
  });

  it("is a table of its own once copied", () => {
    const numbers = textNumbers();
    numbers.add("a", 0);
    const copy = numbers.copy();
    numbers.remove("a", ["a"]);
    expect([numbers.find("a", ["a"]), copy.find("a", ["a"])]).toEqual([-1, 0]);
  });
});
