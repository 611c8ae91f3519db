import { describe, expect, it } from "vitest";
import {
  type Carriers,
  countOfCarriers,
  eachCarrier,
  isCarrier,
  withCarrier,
  withoutCarrier,
} from "../../src/search/carriers.ts";

interface Named {
  readonly name: string;
}

const [a, b, c] = [{ name: "a" }, { name: "b" }, { name: "c" }];

function carriersOf(...all: readonly Named[]): Carriers<Named> | undefined {
  return all.reduce<Carriers<Named> | undefined>(withCarrier, undefined);
}

describe("carriers", () => {
  it("are one thing as long as there is only one, however often it is added", () => {
    expect(carriersOf(a, a)).toBe(a);
    expect([...eachCarrier(carriersOf(a, b, a))]).toEqual([a, b]);
    expect(countOfCarriers(withCarrier(a, b))).toBe(2);
    expect(countOfCarriers(a)).toBe(1);
  });

  it("are none once the last has gone", () => {
    expect(withoutCarrier(carriersOf(a, b), a)).toEqual(new Set([b]));
    expect(withoutCarrier(withoutCarrier(carriersOf(a, b), a), b)).toBeUndefined();
    expect(withoutCarrier(carriersOf(a), a)).toBeUndefined();
    expect([...eachCarrier<Named>(undefined)]).toEqual([]);
  });

  it("stay when something leaves that is not among them", () => {
    expect(withoutCarrier(carriersOf(a), c)).toBe(a);
    expect(withoutCarrier(carriersOf(a, b), c)).toEqual(new Set([a, b]));
    expect(isCarrier(carriersOf(a, b), c)).toBe(false);
    expect(isCarrier(carriersOf(a, b), b)).toBe(true);
    expect(isCarrier(carriersOf(a), a)).toBe(true);
    expect(isCarrier(undefined, a)).toBe(false);
  });
});
