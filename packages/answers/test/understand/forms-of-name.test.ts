import { describe, expect, it } from "vitest";
import { formsOfName, holdsWords, stemOf } from "../../src/understand/forms-of-name.ts";

describe("stemOf", () => {
  it.each([
    ["story", "stories"],
    ["box", "boxes"],
    ["cache", "caches"],
    ["database", "databases"],
    ["bus", "buses"],
    ["pass", "passes"],
    ["service", "services"],
    ["queue", "queues"],
  ])("is the same for %s and %s", (one, many) => {
    expect(stemOf(many)).toBe(stemOf(one));
  });

  it("tells words apart", () => {
    expect(stemOf("bus")).not.toBe(stemOf("bu"));
    expect(stemOf("status")).toBe("status");
  });
});

describe("formsOfName", () => {
  it.each([
    ["passes service", "pass service"],
    ["op bus", "ops bus"],
    ["newswire buss", "newswire bus"],
    ["story-dbs", "story db"],
  ])("writes %s as %s, too", (text, form) => {
    expect(formsOfName(text)).toContain(form);
  });

  it("has none for a single word, a ref and a sentence", () => {
    for (const text of ["tickets", "component:tide-feeds", "a name of more words than any has"]) {
      expect(formsOfName(text)).toEqual([]);
    }
  });
});

describe("holdsWords", () => {
  it("finds each word of a text in a name, in the plural or not", () => {
    expect(holdsWords("stories-db", "story")).toBe(true);
    expect(holdsWords("rope-counter", "counter rope")).toBe(true);
    expect(holdsWords("rope-counter", "rope bell")).toBe(false);
  });
});
