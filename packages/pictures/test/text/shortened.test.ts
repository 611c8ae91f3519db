import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { shortened } from "../../src/text/shortened.ts";
import { textWidth } from "../../src/text/text-width.ts";

describe("shortened", () => {
  it("leaves alone what fits, and keeps both ends of what does not", () => {
    expect(shortened("payments-db", 200, 14, "regular")).toBe("payments-db");
    expect(shortened("payments-database-of-the-north", 120, 14, "regular")).toMatch(/^payment.*….*north$/);
  });

  it("shows what hides, on one line", () => {
    expect(shortened("a\u202eb\nc", 500, 14, "regular")).toBe("a\\u202eb c");
  });

  it("fits whatever it is given, in little time", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 3_000 }), (text) => {
        expect(textWidth(shortened(text, 100, 12, "semiBold"), 12, "semiBold")).toBeLessThanOrEqual(100);
      }),
    );
  });
});
