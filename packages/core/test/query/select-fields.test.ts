import { describe, expect, it } from "vitest";
import { selectFields } from "../../src/query/select-fields.ts";
import { entityOf } from "./query-source.ts";

const entity = entityOf("component:default/web", {
  metadata: { annotations: { "example.com/repo": "acme/web", other: "x" }, tags: ["a"] },
  spec: { type: "service", profile: { email: "a@example.com", picture: "p" } },
});

describe("selectFields", () => {
  it("keeps the fields and what holds them", () => {
    expect(selectFields(entity, ["metadata.name", "spec.profile.email"])).toEqual({
      metadata: { name: "web" },
      spec: { profile: { email: "a@example.com" } },
    });
  });

  it("finds keys that hold dots", () => {
    expect(selectFields(entity, ["metadata.annotations.example.com/repo"])).toEqual({
      metadata: { annotations: { "example.com/repo": "acme/web" } },
    });
  });

  it("keeps whole objects and lists, also when a part is selected too", () => {
    expect(selectFields(entity, ["metadata.tags", "spec.type", "spec"])).toEqual({
      metadata: { tags: ["a"] },
      spec: entity.spec,
    });
  });

  it.each(["spec.none", "Metadata.Name", "metadata.annotations.none", "metadata.tags.a", "spec.type.x", "toString"])(
    "leaves out %s, which is not there",
    (field) => {
      expect(selectFields(entity, [field])).toEqual({});
    },
  );

  it.each(["", "metadata.tags[0]", "__proto__.polluted"])("refuses %j", (field) => {
    expect(() => selectFields(entity, [field])).toThrow(expect.objectContaining({ code: "invalid-query" }));
  });
});
