import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { eachCarrier } from "../../src/search/carriers.ts";
import { editDistance } from "../../src/search/edit-distance.ts";
import { type Lexicon, lexicon } from "../../src/search/lexicon.ts";

const term = fc.string({ unit: fc.constantFrom("a", "b", "e", "z", "1", "2", "ü", "-"), minLength: 1, maxLength: 9 });
const edits = fc.array(fc.record({ add: fc.boolean(), term, value: fc.integer({ min: 0, max: 2 }) }), {
  maxLength: 60,
});

describe("lexicon", () => {
  it("never takes one digit for another", () => {
    const names = filled(["orders1", "orders2", "order1"]);
    expect(terms(names.near("orders1", 2))).toEqual(["order1", "orders1"]);
  });

  it("forgets a term with its last value", () => {
    const names = lexicon<Carrier>();
    const [component, resource] = [{ carries: "component" }, { carries: "resource" }];
    names.add("mailer", component);
    names.add("mailer", resource);
    names.remove("mailer", component);
    expect([...eachCarrier(names.get("mailer"))]).toEqual([resource]);
    names.remove("mailer", resource);
    expect(names.get("mailer")).toBeUndefined();
    expect(names.near("mailer", 1)).toEqual([]);
    expect([...names.startingWith("m")]).toEqual([]);
  });

  it("does nothing when it is told to remove what it does not have", () => {
    const names = filled(["mailer"]);
    names.remove("courier", { carries: "courier" });
    names.remove("mailer", { carries: "courier" });
    expect(terms(names.startingWith("ma"))).toEqual(["mailer"]);
  });

  it("finds what a look at every term finds, after any edits", () => {
    fc.assert(
      fc.property(edits, term, fc.integer({ min: 0, max: 3 }), (steps, text, max) => {
        const names = lexicon<Carrier>();
        const expected = new Map<string, Set<Carrier>>();
        const carriers = ["first", "second", "third"].map((carries) => ({ carries }));
        for (const { add, term, value: place } of steps) {
          const value = carriers[place] ?? { carries: "none" };
          if (add) names.add(term, value);
          else names.remove(term, value);
          const values = expected.get(term) ?? new Set();
          if (add) values.add(value);
          else values.delete(value);
          expected.set(term, values);
        }
        const known = [...expected].filter(([, values]) => values.size > 0).map(([term]) => term);
        const digits = (of: string) => of.replace(/\D/g, "");
        const isNear = (of: string) => digits(of) === digits(text) && editDistance(text, of, max) <= max;
        expect(terms(names.near(text, max))).toEqual(known.filter(isNear).sort());
        expect(terms(names.startingWith(text))).toEqual(known.filter((of) => of.startsWith(text)).sort());
        for (const of of known) expect(new Set(eachCarrier(names.get(of)))).toEqual(expected.get(of));
      }),
      { numRuns: 500 },
    );
  });
});

interface Carrier {
  readonly carries: string;
}

function filled(all: readonly string[]): Lexicon<Carrier> {
  const names = lexicon<Carrier>();
  for (const term of all) names.add(term, { carries: term });
  return names;
}

function terms(entries: Iterable<{ readonly term: string }>): string[] {
  return Array.from(entries, ({ term }) => term).sort();
}
