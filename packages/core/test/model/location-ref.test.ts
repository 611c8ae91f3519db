import { describe, expect, it } from "vitest";
import { parseLocationRef } from "../../src/model/location-ref.ts";

describe("parseLocationRef", () => {
  it("ends the type at the first colon", () => {
    expect(parseLocationRef("url:https://git.example.com/a.yaml")).toEqual({
      type: "url",
      target: "https://git.example.com/a.yaml",
    });
    expect(parseLocationRef("file:C:\\catalog\\a.yaml")).toEqual({ type: "file", target: "C:\\catalog\\a.yaml" });
  });

  it("leaves out blanks around the parts and keeps their case", () => {
    expect(parseLocationRef(" URL : https://Git.example.com/A.yaml ")).toEqual({
      type: "URL",
      target: "https://Git.example.com/A.yaml",
    });
  });

  it.each(["", "catalog-info.yaml", "url:", "url: ", ":target", " :target"])(
    "refuses %j, which lacks a part",
    (text) => {
      expect(() => parseLocationRef(text)).toThrow(expect.objectContaining({ code: "invalid-argument" }));
    },
  );

  it("refuses a bare web address and says how to write it", () => {
    expect(() => parseLocationRef("https://git.example.com/a.yaml")).toThrow(
      'The location "https://git.example.com/a.yaml" does not say how it is read. Write "url:https://git.example.com/a.yaml".',
    );
    expect(() => parseLocationRef("http://git.example.com")).toThrow(/Write "url:/);
  });

  it.each(["url:javascript:alert(1)", "url: \u0001JavaScript:x", "url:java\n\tscript:x"])(
    "refuses the script %j",
    (text) => {
      expect(() => parseLocationRef(text)).toThrow(/is a script/);
    },
  );

  it("takes a type that is called javascript for a type like any other", () => {
    expect(parseLocationRef("javascript:alert(1)")).toEqual({ type: "javascript", target: "alert(1)" });
  });

  it("S09: reads 100 KB of anything in no time", () => {
    const hostile = [":".repeat(100_000), " ".repeat(100_000), `url:${"\u0001 ".repeat(50_000)}x`];
    const start = performance.now();
    for (const text of hostile) {
      try {
        parseLocationRef(text);
      } catch {
        // Refused or read: here only the time counts.
      }
    }
    expect(performance.now() - start).toBeLessThan(100);
  });
});
