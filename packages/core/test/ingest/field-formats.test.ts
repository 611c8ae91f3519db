import { describe, expect, it } from "vitest";
import { fieldFormats, formatFinding, keyFinding } from "../../src/ingest/field-formats.ts";

const accepted = (format: keyof typeof fieldFormats, texts: readonly string[]) =>
  texts.filter((text) => fieldFormats[format].accepts(text));

describe("fieldFormats", () => {
  it("S11: takes names without paths, blanks, escapes and other scripts", () => {
    const good = ["a", "A-b_c.d", "a..b", "9", "CON", "constructor", "x".repeat(63)];
    const bad = [
      "",
      "../../etc",
      "a/b",
      "%2e%2e",
      "a b",
      "-a",
      "a-",
      ".a",
      "x".repeat(64),
      "x".repeat(10_000),
      "é",
      "a\n",
    ];
    expect(accepted("name", [...good, ...bad])).toEqual(good);
  });

  it("takes namespaces in lower case", () => {
    const good = ["default", "a-b", "a--b", "9"];
    expect(accepted("namespace", [...good, "", "A", "a.b", "a_b", "-a", "a-", "x".repeat(64)])).toEqual(good);
  });

  it("takes tags in parts joined by single dashes", () => {
    const good = ["java", "c++", "a:b:c", ":", "#", "tier-1", "a-:b"];
    expect(accepted("tag", [...good, "", "Java", "a--b", "-a", "a-", "a_b", "a b", "v1.2", "x".repeat(64)])).toEqual(
      good,
    );
  });

  it("takes keys with a domain in front", () => {
    const good = ["a", "example.com/A.b_c", "9/9", "localhost/x", `${"p".repeat(63)}/a`];
    const bad = ["", "/a", "a/", "Example.com/a", "ex_ample.com/a", "a.b./c", "a/b/c", "a:b", `${"p".repeat(64)}/a`];
    expect(accepted("key", [...good, ...bad])).toEqual(good);
    const long = Array(32).fill("abcdefg").join(".");
    expect(accepted("key", [`${long.slice(0, 253)}/a`, `${long}/a`])).toEqual([`${long.slice(0, 253)}/a`]);
  });

  it("takes api versions and kinds", () => {
    expect(accepted("apiVersion", ["v1", "backstage.io/v1alpha1", "a/b/c", "", "a/", "a/b-c"])).toEqual([
      "v1",
      "backstage.io/v1alpha1",
    ]);
    expect(accepted("kind", ["Component", "k8s", "8k", "A-B", "", "K".repeat(64)])).toEqual(["Component", "k8s"]);
  });

  it("takes label values that are empty or a name", () => {
    expect(accepted("labelValue", ["", "gold", "a b", "https://x"])).toEqual(["", "gold"]);
  });

  it("takes absolute URLs only", () => {
    const good = ["https://example.com", "mailto:a@b", "javascript:alert(1)"];
    expect(accepted("url", [...good, "example.com", "/x", "https://", "https://exa mple.com", " "])).toEqual(good);
  });

  it("S09: judges 100 KB of text at once", () => {
    const texts = [
      "a".repeat(100_000),
      "-".repeat(100_000),
      "a-".repeat(50_000),
      "a.".repeat(50_000),
      "a/".repeat(50_000),
    ];
    const start = performance.now();
    for (const { accepts } of Object.values(fieldFormats)) for (const text of texts) accepts(text);
    expect(performance.now() - start).toBeLessThan(200); // 40 judgements
  });
});

describe("formatFinding", () => {
  it("names the field, what it is, what it takes, and a repair", () => {
    expect(formatFinding("/metadata/tags/0", "Big Data", fieldFormats.tag)).toEqual([
      {
        severity: "error",
        rule: "policy/field-format",
        message:
          'metadata.tags[0] is "Big Data", but takes 1 to 63 lower-case letters, digits, :, + and #, in parts joined by single -. Write "big-data", for example.',
        path: "/metadata/tags/0",
      },
    ]);
  });

  it("offers no repair that would be wrong too", () => {
    expect(formatFinding("/metadata/name", "日本", fieldFormats.name)[0]?.message).not.toContain("Write");
  });

  it("leaves what is no text to the schema", () => {
    expect(formatFinding("/metadata/name", 5, fieldFormats.name)).toEqual([]);
  });
});

describe("keyFinding", () => {
  it("points at the key", () => {
    expect(keyFinding("/metadata/labels", "a b", fieldFormats.key)).toEqual([
      expect.objectContaining({ path: "/metadata/labels/a b", onKey: true }),
    ]);
  });
});
