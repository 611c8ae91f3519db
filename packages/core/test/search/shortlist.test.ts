import { describe, expect, it } from "vitest";
import { type EntityRef, entityRef } from "../../src/model/entity-ref.ts";
import { shortlist } from "../../src/search/shortlist.ts";

const refs = (...names: readonly string[]) => new Set(names.map((name) => entityRef(`component:${name}`)));
const itself = (ref: EntityRef) => ref;

describe("shortlist", () => {
  it("keeps the first group before the second, the shorter before the longer, then by ref", () => {
    expect([...shortlist(refs("dddd", "b", "a"), refs("x", "b", "ccc"), 4, itself)]).toEqual([
      ...refs("b", "a", "dddd", "x"),
    ]);
    expect(shortlist(refs("c", "b", "a"), refs(), 2, itself)).toEqual(refs("a", "b"));
  });

  it("keeps everything when there is room", () => {
    expect(shortlist(refs("a"), refs("a", "b"), 9, itself)).toEqual(refs("a", "b"));
  });
});
