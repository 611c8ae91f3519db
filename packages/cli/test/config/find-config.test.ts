import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { findConfig } from "../../src/config/find-config.ts";
import { catalogFolder } from "../catalog-folder.ts";

describe("findConfig", () => {
  it("finds the nearest callboard.yaml, here or above", async () => {
    const folder = await catalogFolder({
      "callboard.yaml": "",
      "a/callboard.yaml": "",
      "a/b/c.txt": "",
      "d/e.txt": "",
    });
    expect(findConfig(join(folder, "a/b"))).toBe(join(folder, "a/callboard.yaml"));
    expect(findConfig(join(folder, "d"))).toBe(join(folder, "callboard.yaml"));
  });

  it("looks into a repository and not beyond it", async () => {
    const folder = await catalogFolder({ "callboard.yaml": "", "bare/.git": "", "bare/a/b.txt": "", "own/.git/x": "" });
    expect(findConfig(join(folder, "bare/a"))).toBeUndefined();
    const own = await catalogFolder({ ".git/HEAD": "", "callboard.yaml": "", "a/b.txt": "" });
    expect(findConfig(join(own, "a"))).toBe(join(own, "callboard.yaml"));
  });
});
