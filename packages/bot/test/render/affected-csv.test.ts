import { catalogOf } from "@callboard/core/testing";
import { describe, expect, it } from "vitest";
import { affectedCsv } from "../../src/render/affected-csv.ts";

describe("affectedCsv", () => {
  it("has a row for each affected entity", () => {
    const view = catalogOf(
      "component:web dependsOn component:api",
      "component:api dependsOn resource:db",
      "component:api ownedBy group:team",
    );
    expect(affectedCsv(view, view.blastRadius("resource:db")).split("\r\n").slice(0, 3)).toEqual([
      "ref,effect,distance,tier,owners,evidence,because",
      "component:default/api,breaks,1,,group:default/team,declared,needs db",
      'component:default/web,breaks,2,,,declared,"needs api, which needs db"',
    ]);
  });

  it.each(['=HYPERLINK("https://evil.example")', "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1"])(
    "S35: makes no formula of %j",
    (because) => {
      const view = catalogOf("component:api dependsOn resource:db");
      const radius = view.blastRadius("resource:db");
      const csv = affectedCsv(view, { ...radius, affected: radius.affected.map((each) => ({ ...each, because })) });
      expect(csv).toMatch(/,"?'[^,]*\r\n$/);
    },
  );
});
