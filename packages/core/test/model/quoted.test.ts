import { describe, expect, it } from "vitest";
import { quoted, visible } from "../../src/model/quoted.ts";

describe("quoted", () => {
  it("writes text in quotes and escapes what is in it", () => {
    expect(quoted('say "hi"\n')).toBe('"say \\"hi\\"\\n"');
  });

  it("S07, S47: escapes controls, direction marks and zero-width characters", () => {
    expect(quoted("a\u001b\u007f\u009b\u200b\u202e\u2028\ufeffb")).toBe(
      '"a\\u001b\\u007f\\u009b\\u200b\\u202e\\u2028\\ufeffb"',
    );
  });

  it("cuts long text", () => {
    expect(quoted("x".repeat(10_000))).toBe(`"${"x".repeat(100)}…"`);
  });
});

describe("visible", () => {
  it("does the same without quotes", () => {
    expect(visible("it's\tfine\u202e")).toBe("it's\\u0009fine\\u202e");
  });
});
