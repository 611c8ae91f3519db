import { entityRef, entityRefParts, parseLocationRef } from "@callboard/core";
import fc from "fast-check";
import { fuzzTarget } from "../fuzz-target.ts";
import { hostileText, plainWord } from "../hostile-text.ts";
import { unlessRefused } from "./refused.ts";

const part = fc.oneof(plainWord, hostileText);

/** Refs: what is read is lower case, has three parts, and reads as itself again. */
export const refs = fuzzTarget({
  name: "refs",
  inputs: fc
    .array(fc.oneof(part, fc.constantFrom(":", "/", "::", "//", " ")), { maxLength: 8 })
    .map((parts) => parts.join("")),
  run(text) {
    unlessRefused(() => parseLocationRef(text));
    const ref = unlessRefused(() => entityRef(text, { defaultKind: "component" }));
    if (ref === undefined) return;
    if (/\p{Changes_When_Lowercased}/u.test(ref)) throw new Error(`${ref} is not lower case.`);
    if (entityRef(ref) !== ref) throw new Error(`${ref} reads as something else.`);
    if (Object.values(entityRefParts(ref)).some((each) => each === "")) throw new Error(`${ref} has an empty part.`);
  },
});
