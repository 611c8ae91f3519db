import { describe, expect, it } from "vitest";
import { lintCatalog } from "../../src/lint/lint.ts";
import { unknownEnvironment } from "../../src/lint/unknown-environment.ts";
import { lintContext, type Written } from "./linted.ts";

const ENVIRONMENTS = ["production", "staging", "dev"];

function found(written: Written, environments: readonly string[] | null = ENVIRONMENTS) {
  const context = lintContext({ "component:default/web": written }, () => [], environments);
  return lintCatalog(context, [unknownEnvironment]);
}

const runsIn = (environments: string) => ({
  metadata: { annotations: { "callboard.dev/environments": environments } },
});

describe("unknownEnvironment", () => {
  it("finds a name that is not on the list, and says which one was meant", () => {
    const positions = { "/metadata/annotations/callboard.dev~1environments": [6, 33] } as const;
    expect(found({ ...runsIn("staging, prodution"), positions })).toEqual([
      {
        severity: "warning",
        rule: "unknown-environment",
        message:
          'metadata.annotations.callboard.dev/environments: "prodution" is not an environment. Did you mean production?',
        location: "file:catalog-info.yaml",
        line: 6,
        column: 33,
        entity: "component:default/web",
        path: "/metadata/annotations/callboard.dev~1environments",
      },
    ]);
  });

  it("takes a beginning for the whole, and lists what there is when nothing comes close", () => {
    expect(found(runsIn("prod"))).toMatchObject([{ message: expect.stringContaining("Did you mean production?") }]);
    expect(found(runsIn("mars"))).toMatchObject([
      { message: expect.stringContaining("The environments are: production, staging, dev.") },
    ]);
  });

  it("finds the environments of edges", () => {
    const spec = { edges: { "resource:db": { in: ["staging", "stagging"] } } };
    expect(found({ spec })).toMatchObject([{ path: "/spec/edges/resource:db/in/1" }]);
  });

  it("tells letters of different case apart, as views of one environment do", () => {
    expect(found(runsIn("Staging"))).toMatchObject([{ message: expect.stringContaining("Did you mean staging?") }]);
  });

  it("is content with names on the list, with no name, with edges that are no mapping, and without a list", () => {
    for (const written of [runsIn("staging,dev"), runsIn(" , "), {}, { spec: { edges: "none" } }]) {
      expect(found(written)).toEqual([]);
    }
    expect(found(runsIn("mars"), null)).toEqual([]);
  });
});
