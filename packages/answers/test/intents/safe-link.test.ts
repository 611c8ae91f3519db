import { describe, expect, it } from "vitest";
import { safeLink } from "../../src/intents/safe-link.ts";

describe("safeLink", () => {
  it.each(["https://a.example/x", "http://a.example/", "mailto:a@b.example"])("S33: shows %s", (url) => {
    expect(safeLink(url)).toBe(url);
  });

  it.each([
    "javascript:alert(1)",
    "\tjava script:alert(1)",
    "vbscript:x",
    "data:text/html,x",
    "//evil.example",
    "file:///etc/passwd",
    "https://good.example@evil.example/",
    "https://a.example/|b>",
    `https://a.example/${"x".repeat(600)}`,
    "https://",
  ])("S33: shows no link for %s", (url) => {
    expect(safeLink(url)).toBeNull();
  });
});
