import { describe, expect, it } from "vitest";
import { resolvePlace } from "../../src/ingest/resolve-location.ts";

const REPOSITORY = "https://git.example.com/acme/widgets/blob/main/apps/catalog-info.yaml";

describe("resolvePlace", () => {
  it.each([
    ["./a.yaml", "apps/web/catalog-info.yaml", "apps/web/a.yaml"],
    ["a b.yaml", "apps/catalog-info.yaml", "apps/a b.yaml"],
    ["../a/./b.yaml", "apps/web/catalog-info.yaml", "apps/a/b.yaml"],
    ["/a.yaml", "apps/web/catalog-info.yaml", "a.yaml"],
    ["//host/a.yaml", "apps/catalog-info.yaml", "host/a.yaml"],
    ["../../../etc/passwd", "apps/catalog-info.yaml", "../../etc/passwd"],
    ["./apps/**/*.yaml", "catalog-info.yaml", "apps/**/*.yaml"],
    ["./a.yaml", "/srv/acme/catalog-info.yaml", "/srv/acme/a.yaml"],
    ["https://example.com/a b", "catalog-info.yaml", "https://example.com/a b"],
  ])("leads from %s in %s to %s", (target, base, expected) => {
    expect(resolvePlace(target, base)).toBe(expected);
  });

  it.each([
    ["./a b.yaml", "https://git.example.com/acme/widgets/blob/main/apps/a%20b.yaml"],
    ["../b.yaml?x=1", "https://git.example.com/acme/widgets/blob/main/b.yaml"],
    ["/b c.yaml", "https://git.example.com/acme/widgets/blob/main/b%20c.yaml"],
    ["./*/catalog-info.yaml", "https://git.example.com/acme/widgets/blob/main/apps/*/catalog-info.yaml"],
    ["//evil.example/x", "https://git.example.com/acme/widgets/blob/main//evil.example/x"],
    ["javascript:alert(1)", "javascript:alert(1)"],
  ])("leads from %s in a repository to %s", (target, expected) => {
    expect(resolvePlace(target, REPOSITORY)).toBe(expected);
  });

  it("takes the host for the root where an address has no branch", () => {
    expect(resolvePlace("/b.yaml", "https://example.com/a/catalog-info.yaml")).toBe("https://example.com/b.yaml");
  });
});
