import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { locationFile } from "../../src/serve/location-file.ts";
import { catalogFolder } from "../catalog-folder.ts";

const LOCATION = { id: "one", type: "url", target: "https://files.example.com/one.yaml" } as const;

describe("locationFile", () => {
  it("holds nothing before the first location, and then what was saved last", async () => {
    const path = join(await catalogFolder({}), "locations.json");
    expect(await locationFile(path).load()).toEqual([]);
    await locationFile(path).save([LOCATION]);
    expect(await locationFile(path).load()).toEqual([LOCATION]);
  });

  it.each(["[", '[{ "id": 1 }]', "{}"])("refuses a file that holds %s, and leaves it as it is", async (text) => {
    const path = join(await catalogFolder({}), "locations.json");
    await writeFile(path, text);
    await expect(locationFile(path).load()).rejects.toMatchObject({ code: "invalid-config" });
  });
});
