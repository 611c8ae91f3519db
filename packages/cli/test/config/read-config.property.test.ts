import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { CatalogError } from "@callboard/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readConfig } from "../../src/config/read-config.ts";
import { catalogFolder } from "../catalog-folder.ts";

const WORDS = [
  "sources",
  "type",
  "file",
  "root",
  "store",
  "guard",
  "maxOwned",
  "lint",
  "rules",
  "dangling-ref",
  "off",
  "environments",
  "known",
  "default",
  "${env:A}",
  "${env:B:-x}",
  "$${",
  "__proto__",
  "constructor",
  "prototype",
  "&a",
  "*a",
  "<<",
  "!!js/function",
  "%YAML 1.1",
  "---",
  "...",
  "|",
  ">",
  "? ",
  "null",
  "~",
  "1e999",
  "https://u:p@h/",
];
const token = fc.oneof(
  fc.constantFrom(...WORDS),
  fc.constantFrom(": ", ":\n", "\n", "\n  ", "\n    ", "\n  - ", "[", "]", "{", "}", ", ", '"', "'", "#", "\t"),
  fc.string({ maxLength: 4 }),
);
const text = fc.array(token, { maxLength: 40 }).map((tokens) => tokens.join(""));
const value = fc.letrec((tie) => ({
  any: fc.oneof({ maxDepth: 4 }, fc.constantFrom(...WORDS), fc.jsonValue({ maxDepth: 1 }), tie("list"), tie("map")),
  list: fc.array(tie("any"), { maxLength: 4 }),
  map: fc
    .array(fc.tuple(fc.constantFrom(...WORDS), tie("any")), { maxLength: 6 })
    .map((pairs) => Object.fromEntries(pairs)),
})).map;

describe("readConfig", () => {
  it("S48: reads any text, or says with a CatalogError why not, in less than a second", async () => {
    const folder = await catalogFolder({});
    const path = join(folder, "callboard.yaml");
    const content = fc.oneof(
      text,
      value.map((map) => JSON.stringify(map)),
    );
    await fc.assert(
      fc.asyncProperty(content, content, async (first, second) => {
        await writeFile(path, first);
        await writeFile(join(folder, "callboard.local.yaml"), second);
        const before = process.cpuUsage();
        const reason = await readConfig({ cwd: folder, env: { A: "a" } }).then(
          () => undefined,
          (error: unknown) => error,
        );
        expect(process.cpuUsage(before).user / 1000).toBeLessThan(1000);
        if (reason !== undefined) expect(reason).toBeInstanceOf(CatalogError);
        expect(Object.keys(Object.prototype)).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});
