import { describe, expect, it } from "vitest";
import { unsafeLink } from "../../src/lint/unsafe-link.ts";
import { findings } from "./linted.ts";

const linking = (url: string) => ({
  "component:default/web": { metadata: { links: [{ url: "https://example.com" }, { url }] } },
});
const annotating = (value: string) => ({
  "component:default/web": { metadata: { annotations: { "example.com/x": value } } },
});

const hostile = [
  "javascript:alert(1)",
  "JavaScript:alert(1)",
  "vbscript:msgbox",
  "//evil.example.com",
  "\t java script:alert(1)",
  "java\tscript:alert(1)",
  "\u0001javascript:alert(1)",
  "data:text/html,<script>",
];

describe("unsafeLink", () => {
  it.each(hostile)("S33: finds the link %j", (url) => {
    expect(findings(unsafeLink, linking(url))).toMatchObject([{ severity: "error", path: "/metadata/links/1/url" }]);
  });

  it.each(hostile)("S33: finds the annotation %j", (value) => {
    expect(findings(unsafeLink, annotating(value))).toMatchObject([
      { severity: "error", path: "/metadata/annotations/example.com~1x" },
    ]);
  });

  it.each(["ftp://example.com", "file:///etc/passwd", "https:example.com", " https://example.com"])(
    "finds the link %j, which is none that is shown",
    (url) => {
      expect(findings(unsafeLink, linking(url))).toHaveLength(1);
    },
  );

  it.each(["http://example.com", "HTTPS://example.com/a?b#c", "mailto:ada@example.com"])(
    "is content with the link %s",
    (url) => {
      expect(findings(unsafeLink, linking(url))).toEqual([]);
    },
  );

  it.each([
    "url:https://example.com",
    "dir:.",
    "acme/web",
    "arn:aws:iam::1:role/x",
    "javascript",
    "",
    "a javascript: word",
  ])("is content with the annotation %j", (value) => {
    expect(findings(unsafeLink, annotating(value))).toEqual([]);
  });

  it("keeps control characters out of its message", () => {
    expect(findings(unsafeLink, linking("javascript:\u202e\n"))[0]?.message).toContain('"javascript:\\u202e\\n"');
  });
});
