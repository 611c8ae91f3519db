import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { printable, printableJson } from "../../src/output/printable.ts";

describe("printable", () => {
  it("S47: shows escape sequences, line breaks and direction marks instead of obeying them", () => {
    expect(printable("\u001b[31mred\r\nnext\u202Etxt\u009b1m")).toBe(
      "\\u001b[31mred\\u000d\\u000anext\\u202etxt\\u009b1m",
    );
  });

  it("leaves text of every script as it is", () => {
    expect(printable("Größe 支払い 🚌 עברית")).toBe("Größe 支払い 🚌 עברית");
  });
});

describe("printableJson", () => {
  it("stays JSON of the same value, without a character a terminal obeys", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom("indented" as const, "line" as const), (value, shape) => {
        const json = printableJson({ value, bell: "\u0007\u009b\u2028\u202e" }, shape);
        expect(JSON.parse(json).value).toEqual(JSON.parse(JSON.stringify(value)));
        for (const line of json.split("\n")) expect(line).toBe(printable(line));
        if (shape === "line") expect(json).not.toContain("\n");
      }),
    );
  });
});
