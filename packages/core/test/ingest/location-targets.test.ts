import { describe, expect, it } from "vitest";
import { locationTargets } from "../../src/ingest/location-targets.ts";
import type { JsonObject } from "../../src/model/json.ts";
import { location } from "../../src/model/kinds/location.ts";

const DESCRIPTOR = "url:https://git.example.com/acme/widgets/blob/main/catalog-info.yaml";

function targets(spec: JsonObject, from = DESCRIPTOR) {
  if (!location.pointsTo) throw new Error("Locations point to files.");
  const entity = { apiVersion: "backstage.io/v1alpha1", kind: "Location", metadata: { name: "x" }, spec };
  return locationTargets(entity, location.pointsTo, from);
}

describe("locationTargets", () => {
  it("takes the target before the list, in order and with repetitions", () => {
    const folder = "https://git.example.com/acme/widgets/blob/main";
    expect(targets({ target: "./b.yaml", targets: ["./a b.yaml", "/b.yaml", "./*/x.yaml"] })).toEqual([
      { type: "url", target: `${folder}/b.yaml`, optional: false, path: "/spec/target" },
      { type: "url", target: `${folder}/a%20b.yaml`, optional: false, path: "/spec/targets/0" },
      { type: "url", target: `${folder}/b.yaml`, optional: false, path: "/spec/targets/1" },
      { type: "url", target: `${folder}/*/x.yaml`, optional: false, path: "/spec/targets/2" },
    ]);
  });

  it("takes type and presence from the entity, and the type of its own file otherwise", () => {
    expect(targets({ type: "url", presence: "optional", target: "./b.yaml" }, "file:a/x.yaml")).toEqual([
      { type: "url", target: "a/b.yaml", optional: true, path: "/spec/target" },
    ]);
    expect(targets({ target: "./b.yaml" }, "file:a/x.yaml")).toMatchObject([{ type: "file", optional: false }]);
  });

  it("leaves web addresses as they are written", () => {
    for (const target of ["https://other.example.com/r/blob/main/c.yaml", "javascript:alert(1)"])
      expect(targets({ target })).toMatchObject([{ target }]);
  });

  it("finds nothing in a location without targets", () => {
    expect([targets({}), targets({ targets: [] })]).toEqual([[], []]);
  });
});
