import { describe, expect, it } from "vitest";
import { effectOfState, STATES, stateThrough } from "../../src/graph/effects.ts";
import type { Needs, When } from "../../src/model/edge-notes.ts";

const WHENS: readonly When[] = ["always", "fallback", "async", "build"];

function row(state: (typeof STATES)[number], needs: Needs = "both"): string[] {
  return WHENS.map((when) => effectOfState(stateThrough(STATES.indexOf(state), when, needs)) ?? "none");
}

describe("stateThrough", () => {
  it("passes on what the design's table says", () => {
    expect(row("down")).toEqual(["breaks", "degrades", "delayed", "at-risk"]);
    expect(row("read-only", "write")).toEqual(["breaks", "degrades", "delayed", "none"]);
    expect(row("read-only")).toEqual(["degrades", "at-risk", "delayed", "none"]);
    expect(row("read-only", "read")).toEqual(["none", "none", "none", "none"]);
    expect(row("slow")).toEqual(["degrades", "at-risk", "delayed", "none"]);
    expect(row("delayed")).toEqual(["delayed", "none", "delayed", "none"]);
    expect(row("at-risk")).toEqual(["at-risk", "none", "none", "none"]);
    expect(row("none")).toEqual(["none", "none", "none", "none"]);
  });

  it("asks what is read or written of what is read-only alone", () => {
    for (const state of ["down", "slow", "delayed", "at-risk"] as const) {
      expect(row(state, "read")).toEqual(row(state));
      expect(row(state, "write")).toEqual(row(state));
    }
  });
});

describe("effectOfState", () => {
  it("shows what is read-only as degraded", () => {
    expect(effectOfState(STATES.indexOf("read-only"))).toBe("degrades");
  });
});
