import { describe, expect, it } from "vitest";
import { utcTime } from "../src/utc-time.ts";
import { NOW } from "./describe-facts.ts";

describe("utcTime", () => {
  it("names the day only when it is a day or more away", () => {
    const at = (iso: string) => utcTime(iso, Date.parse(NOW));
    expect(at("2026-11-20T09:00:00+01:00")).toBe("08:00 UTC");
    expect(at("2026-11-21T05:59:00Z")).toBe("05:59 UTC");
    expect(at("2026-11-21T06:00:00Z")).toBe("21 Nov, 06:00 UTC");
    expect(at("soon")).toBeNull();
  });
});
