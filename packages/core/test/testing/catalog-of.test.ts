import { describe, expect, it } from "vitest";
import { catalogOf } from "../../src/testing/index.ts";

describe("catalogOf", () => {
  it("makes entities and the edges between them from sentences", () => {
    const view = catalogOf(
      "component:web dependsOn component:api",
      "component:web dependsOn resource:cache when=fallback",
      "component:api",
    );
    expect(view.dependencies("component:web").map(({ ref, when }) => [ref, when])).toEqual([
      ["component:default/api", "always"],
      ["resource:default/cache", "fallback"],
    ]);
  });

  it("sets fields, tags and annotations", () => {
    const view = catalogOf(
      "component:web spec.type=website tag=tier-1 callboard.dev/environments=prod metadata.title=Shop",
    );
    expect(view.entity("component:web")).toMatchObject({
      metadata: { title: "Shop", tags: ["tier-1"], annotations: { "callboard.dev/environments": "prod" } },
      spec: { type: "website" },
    });
  });

  it.each([
    ["gadget:web", 'no kind "gadget"'],
    ["component:web owns component:api", 'no relation "owns"'],
    ["component:web dependsOn", "needs a second entity"],
    ["component:web dependsOn component:api when=sometimes", "not an edge note"],
  ])("says why %j cannot be read", (sentence, why) => {
    expect(() => catalogOf(sentence)).toThrow(
      expect.objectContaining({ code: "invalid-argument", message: expect.stringContaining(why) }),
    );
  });
});
