import { describe, expect, it } from "vitest";
import { judgeRemovals } from "../../src/ingest/removal-guard.ts";
import { type EntityRef, entityRef } from "../../src/model/entity-ref.ts";

const refs = (kind: string, count: number): EntityRef[] =>
  Array.from({ length: count }, (_, index) => entityRef(`${kind}:default/${kind}-${index}`));

function judge(
  had: readonly EntityRef[],
  lost: readonly EntityRef[],
  more: { documentsRead?: number | null; owned?: number } = {},
) {
  const { documentsRead = 1, owned = 0 } = more;
  return judgeRemovals({ had, lost: new Set(lost), documentsRead, ownedBy: () => owned });
}

describe("judgeRemovals", () => {
  const thousand = refs("component", 1000);

  it("allows a run that loses nothing", () => {
    expect(judge(thousand, [], { documentsRead: 0 })).toEqual({ allowed: true });
  });

  it("R03: refuses nothing at all after something, however small the source was", () => {
    const three = refs("component", 3);
    expect(judge(three, three, { documentsRead: 0 })).toEqual({
      allowed: false,
      reason: "it returned nothing at all; it had 3 entities before",
    });
  });

  it("R04: allows a loss of exactly 20 % and refuses one more", () => {
    expect(judge(thousand, thousand.slice(0, 200))).toEqual({ allowed: true });
    expect(judge(thousand, thousand.slice(0, 201))).toEqual({
      allowed: false,
      reason: "it lost 201 of its 1000 entities (20.1 %)",
    });
  });

  it("does not judge shares below ten entities", () => {
    const nine = refs("component", 9);
    expect(judge(nine, nine.slice(0, 8))).toEqual({ allowed: true });
  });

  it("refuses the loss of most of one kind although the source as a whole lost little", () => {
    const groups = refs("group", 10);
    expect(judge([...thousand, ...groups], groups.slice(0, 3))).toEqual({
      allowed: false,
      reason: "it lost 3 of its 10 entities of kind group (30 %)",
    });
  });

  it("refuses the loss of an owner of more than 20 entities", () => {
    const group = refs("group", 1);
    expect(judge([...thousand, ...group], group, { owned: 20 })).toEqual({ allowed: true });
    expect(judge([...thousand, ...group], group, { owned: 21 })).toEqual({
      allowed: false,
      reason: "it lost group:default/group-0, which owns 21 entities",
    });
  });

  it("does not take the silence of a hint about other documents for emptiness", () => {
    const two = refs("component", 2);
    expect(judge(two, two, { documentsRead: null })).toEqual({ allowed: true });
  });
});
