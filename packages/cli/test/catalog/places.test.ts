import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { placesAt } from "../../src/catalog/places.ts";
import { catalogFolder } from "../catalog-folder.ts";

describe("placesAt", () => {
  it("tells folders, descriptors and snapshots apart", async () => {
    const cwd = await catalogFolder({ "org/teams.YAML": "", "now.callboard": "" });
    const org = { type: "folder", path: join(cwd, "org"), name: "org", folder: "org", apart: [] };
    const teams = {
      type: "descriptor",
      path: join(cwd, "org/teams.YAML"),
      name: "org/teams.YAML",
      folder: "org",
      apart: [],
    };
    expect(placesAt(["org/teams.YAML"], cwd)).toEqual([teams]);
    expect(placesAt(["org", "org/teams.YAML"], cwd)).toEqual([
      { ...org, apart: [join(cwd, "org/teams.YAML")] },
      { ...teams, within: org },
    ]);
    expect(placesAt(["now.callboard"], cwd)).toEqual([{ type: "snapshot", path: join(cwd, "now.callboard") }]);
  });

  it("names a place by the way to it, whichever way it was written", async () => {
    const cwd = await catalogFolder({ "a/b/x.yaml": "" });
    const named = (path: string, from = cwd) =>
      placesAt([path], from).map((place) => place.type !== "snapshot" && place.name);
    expect(named("./a/b/")).toEqual(["a/b"]);
    expect(named(join(cwd, "a/b"))).toEqual(["a/b"]);
    expect(named(".", join(cwd, "a"))).toEqual(["a"]);
    expect(named("../b/", join(cwd, "a/c"))).toEqual(["../b"]);
  });

  it("leaves a place that is not there to the one who reads it", () => {
    expect(placesAt(["gone"], "/nowhere")).toEqual([
      { type: "folder", path: "/nowhere/gone", name: "gone", folder: "gone", apart: [] },
    ]);
  });
});
