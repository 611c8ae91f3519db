import fc from "fast-check";
import { fuzzTarget } from "../fuzz-target.ts";
import { hostileText, plainWord } from "../hostile-text.ts";
import { unlessRefused } from "./refused.ts";
import { sampleView } from "./sample-view.ts";

const field = fc.oneof(
  fc.constantFrom(
    ..."kind spec.type metadata.name metadata.labels metadata.annotations.a/b relations.ownedBy".split(" "),
  ),
  hostileText,
);
const statement = fc
  .tuple(field, fc.constantFrom("=", "", "==", "!="), fc.oneof(plainWord, hostileText))
  .map((parts) => parts.join(""));
const text = fc.array(statement, { maxLength: 8 }).map((parts) => parts.join(","));

/** The filter grammar, ordering, facets and cursors. */
export const filters = fuzzTarget({
  name: "filters",
  inputs: fc.record({
    filter: fc.array(text, { maxLength: 3 }),
    order: fc.array(fc.record({ field, direction: fc.constantFrom("asc", "desc") }), { maxLength: 3 }),
    cursor: hostileText,
  }),
  run({ filter, order, cursor }) {
    unlessRefused(() => structuredClone(sampleView.query({ filter, order, limit: 3 })));
    unlessRefused(() => structuredClone(sampleView.facets(filter, filter)));
    unlessRefused(() => sampleView.query({ cursor }));
  },
});
