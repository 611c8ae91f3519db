import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Cursor, readCursor, writeCursor } from "../../src/query/cursor.ts";

const cursor: Cursor = {
  filter: { kind: "component", "metadata.title": { $hasPrefix: "Äpfel" } },
  order: [{ field: "metadata.title", order: "desc" }],
  direction: "next",
  place: { values: ["äpfel – 🍎"], ref: "component:default/apples" },
};

describe("writeCursor", () => {
  it("writes what readCursor reads", () => {
    expect(readCursor(writeCursor(cursor))).toEqual(cursor);
  });

  it("writes text that needs no escapes in a URL", () => {
    expect(writeCursor(cursor)).toMatch(/^[\w-]+$/);
  });
});

describe("readCursor", () => {
  it.each(["", "zzz", "x".repeat(10_000_000), "💥", `00000000${btoa("{}")}`])("refuses what is no cursor", (text) => {
    expect(() => readCursor(text)).toThrow(expect.objectContaining({ code: "invalid-query" }));
  });

  it("refuses a cursor that was changed anywhere", () => {
    const text = writeCursor(cursor);
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.constantFrom(..."aZ0-_="), (at, character) => {
        fc.pre(text[at] !== character);
        const changed = text.slice(0, at) + character + text.slice(at + 1);
        expect(() => readCursor(changed)).toThrow(expect.objectContaining({ code: "invalid-query" }));
      }),
    );
  });

  it("refuses a cursor that was cut", () => {
    const text = writeCursor(cursor);
    for (let length = 0; length < text.length; length++) {
      expect(() => readCursor(text.slice(0, length))).toThrow(expect.objectContaining({ code: "invalid-query" }));
    }
  });

  it("refuses a forged cursor whose filter or place is none", () => {
    for (const forged of [
      { ...cursor, filter: JSON.parse('"all"') },
      { ...cursor, place: { values: [], ref: "" } },
    ]) {
      expect(() => readCursor(writeCursor(forged))).toThrow(expect.objectContaining({ code: "invalid-query" }));
    }
  });
});
