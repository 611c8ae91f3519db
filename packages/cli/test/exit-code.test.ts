import { describe, expect, it } from "vitest";
import { worstOf } from "../src/exit-code.ts";

describe("worstOf", () => {
  it("ends with usage before refused before unreachable before findings", () => {
    expect(worstOf([1, 3, 4, 2])).toBe(2);
    expect(worstOf([1, 3, 4, 0])).toBe(4);
    expect(worstOf([0, 1, 3])).toBe(3);
    expect(worstOf([0, 1])).toBe(1);
  });

  it("ends well when nothing was wrong", () => {
    expect(worstOf([])).toBe(0);
    expect(worstOf([0, 0])).toBe(0);
  });
});
