import type { Predicate } from "@callboard/core";
import fc from "fast-check";
import { fuzzTarget } from "../fuzz-target.ts";
import { hostileText, plainWord } from "../hostile-text.ts";
import { unlessRefused } from "./refused.ts";
import { sampleView } from "./sample-view.ts";

const field = fc.oneof(fc.constantFrom("kind", "spec.type", "metadata.tags", "relations"), hostileText);
const scalar = fc.oneof(plainWord, hostileText, fc.integer(), fc.boolean(), fc.constant(null));
const condition = fc.oneof(
  scalar,
  fc.dictionary(
    fc.constantFrom("$exists", "$in", "$hasPrefix", "$contains", "$not", "__proto__"),
    fc.oneof(scalar, fc.array(scalar, { maxLength: 3 }), fc.record({ type: scalar, targetRef: scalar })),
    { maxKeys: 2 },
  ),
);
const { predicate } = fc.letrec<{ predicate: unknown }>((tie) => ({
  predicate: fc.oneof(
    { maxDepth: 6 },
    fc.dictionary(field, condition, { maxKeys: 3 }),
    fc.record({ $not: tie("predicate") }),
    fc.record({ $all: fc.array(tie("predicate"), { maxLength: 3 }) }),
    fc.record({ $any: fc.array(tie("predicate"), { maxLength: 3 }) }),
  ),
}));
const nested = fc
  .tuple(predicate, fc.constantFrom("$not", "$all", "$any"), fc.nat(3000))
  .map(([inner, operator, times]) => {
    let outer = inner;
    for (let level = 0; level < times; level++) outer = { [operator]: operator === "$not" ? outer : [outer] };
    return outer;
  });

/** Predicates from outside: refused, or the same answer each time. */
export const predicates = fuzzTarget({
  name: "predicates",
  inputs: fc.oneof({ weight: 5, arbitrary: predicate }, { weight: 1, arbitrary: nested }),
  run(input) {
    const filter = input as Predicate; // as a program without types may pass it
    const all = unlessRefused(() => sampleView.query({ filter }).total);
    const others = unlessRefused(() => sampleView.query({ filter: { $not: filter } }).total);
    if (all === undefined || others === undefined) return;
    if (all + others !== sampleView.query().total) throw new Error(`${all} match, ${others} do not: that is not all.`);
  },
});
