import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { entityRef, entityRefParts, parseEntityRef, readEntityRef, shortName } from "../../src/model/entity-ref.ts";

const fault = (...input: Parameters<typeof readEntityRef>) => {
  const result = readEntityRef(...input);
  return result.ok ? undefined : result.fault;
};

describe("readEntityRef", () => {
  it.each([
    ["component:retail/web", "component", "retail", "web"],
    ["Component:Web", "Component", "default", "Web"],
    ["a:b:c", "a", "default", "b:c"],
    ["k:a/b/c", "k", "a", "b/c"],
    ["k::x", "k", "default", ":x"],
    ["k: The Team ", "k", "default", " The Team "],
  ])("takes %s apart and keeps its case", (text, kind, namespace, name) => {
    expect(readEntityRef(text)).toEqual({ ok: true, parts: { kind, namespace, name } });
  });

  it("fills in what is left out", () => {
    const context = { defaultKind: "Group", defaultNamespace: "retail" };
    expect(readEntityRef("pay", context)).toMatchObject({ parts: { kind: "Group", namespace: "retail", name: "pay" } });
    expect(readEntityRef("a/k:b", context)).toMatchObject({ parts: { kind: "Group", namespace: "a", name: "k:b" } });
    expect(readEntityRef({ name: "pay" }, context)).toMatchObject({ parts: { kind: "Group", namespace: "retail" } });
    expect(readEntityRef("pay", { defaultKind: "Group", defaultNamespace: "" })).toMatchObject({
      parts: { namespace: "default" },
    });
  });

  it.each(["", ":x", "k:", "/x", "n/", "k:/x", "k:n/", "https://example.com"])("refuses %j", (text) => {
    expect(fault(text, { defaultKind: "Group" })).toBe(text === "" ? "ref-empty" : "ref-form");
  });

  it("refuses a bare name without a default kind", () => {
    expect(fault("x")).toBe("ref-missing-kind");
    expect(fault("x", { defaultKind: "" })).toBe("ref-missing-kind");
    expect(fault({ name: "x" })).toBe("ref-missing-kind");
  });

  it("says which part an object lacks", () => {
    expect(fault({ kind: "k", namespace: "", name: "x" })).toBe("ref-missing-namespace");
    expect(fault({ kind: "k", name: "" })).toBe("ref-missing-name");
  });

  it("S09: reads 100 KB at once", () => {
    const start = performance.now();
    for (const text of ["a".repeat(100_000), ":".repeat(100_000), "/".repeat(100_000), "a/".repeat(50_000)])
      readEntityRef(text);
    expect(performance.now() - start).toBeLessThan(40);
  });
});

describe("entityRef", () => {
  it("is lower case, part by part", () => {
    expect(entityRef("Component:Retail/Web")).toBe("component:retail/web");
    expect(entityRef("K:Σ/ΣΑΣ")).toBe("k:σ/σας");
  });

  it("throws what is wrong and how to write it", () => {
    expect(() => parseEntityRef("web")).toThrow(
      expect.objectContaining({
        code: "invalid-entity-ref",
        message: 'Entity ref "web" names no kind. Write "component:web" or another kind.',
      }),
    );
  });

  it("is the same however often it is read", () => {
    const part = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,8}$/);
    fc.assert(
      fc.property(part, part, part, (kind, namespace, name) => {
        const ref = entityRef({ kind, namespace, name });
        expect(entityRef(ref)).toBe(ref);
        expect(entityRef(entityRefParts(ref))).toBe(ref);
      }),
    );
  });
});

describe("shortName", () => {
  it("leaves out the default namespace", () => {
    expect(shortName(entityRef("component:web"))).toBe("web");
    expect(shortName(entityRef("component:retail/web"))).toBe("retail/web");
  });
});
