import { describe, expect, it } from "vitest";
import { declaresNothing } from "../../src/lint/declares-nothing.ts";
import { findings } from "./linted.ts";

describe("declaresNothing", () => {
  it("finds a component that needs nothing, at its name", () => {
    const web = { spec: { providesApis: ["shop"], system: "shop" }, positions: { "/metadata/name": [4, 9] } } as const;
    expect(findings(declaresNothing, { "component:default/web": web })).toMatchObject([
      { severity: "info", entity: "component:default/web", line: 4, column: 9, path: "/metadata/name" },
    ]);
  });

  it("is content with a dependency, with one that the other end declares, and with kinds that need not declare any", () => {
    const entities = {
      "component:default/web": { spec: { consumesApis: ["rates"] } },
      "component:default/api": {},
      "resource:default/db": { spec: { dependencyOf: ["component:api"] } },
      "group:default/pay": {},
    };
    expect(findings(declaresNothing, entities)).toEqual([]);
  });
});
