import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { docsPictures } from "../scripts/pictures/docs-pictures.ts";

const root = fileURLToPath(new URL("../", import.meta.url));

describe("the pictures of the documentation", () => {
  it("are what is drawn now; npm run pictures draws them anew", async () => {
    for (const [path, content] of await docsPictures()) {
      // Not compared with toBe: a difference of two drawings tells nobody anything.
      expect(readFileSync(join(root, path), "utf8") === content, path).toBe(true);
    }
  });
});
