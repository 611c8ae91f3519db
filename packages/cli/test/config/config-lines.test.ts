import { readDocuments } from "@callboard/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { configLines } from "../../src/config/config-lines.ts";
import { formatLine } from "../../src/output/line.ts";

const printed = (...args: Parameters<typeof configLines>) =>
  configLines(...args)
    .map((line) => `${formatLine(line, false)}\n`)
    .join("");

describe("configLines", () => {
  it("writes YAML as people do, with quotes where a text would read as something else", () => {
    const config = {
      sources: [{ root: ".", tags: ["yes", "no", "1", "a b"] }],
      store: "../x.store",
      empty: [],
      share: 0.2,
    };
    expect(printed(config)).toBe(
      'sources:\n  - root: .\n    tags:\n      - "yes"\n      - "no"\n      - "1"\n      - "a b"\nstore: ../x.store\nempty: []\nshare: 0.2\n',
    );
  });

  it("lines up where values come from", () => {
    const at = { line: 1, column: 8, file: "callboard.yaml" };
    const explain = [
      { path: "/store", value: "x", ...at, env: ["A", "B"] },
      { path: "/guard/maxOwned", value: 20, file: null, line: null, column: null, env: [] },
    ];
    expect(printed({ store: "x", guard: { maxOwned: 20 } }, explain)).toBe(
      "store: x        # env A, B, callboard.yaml:1:8\nguard:\n  maxOwned: 20  # default\n",
    );
  });

  it("writes what reads as the same again", () => {
    const key = fc.string({ minLength: 1 }).filter((text) => text !== "__proto__" && text !== "prototype");
    const { config } = fc.letrec((tie) => ({
      value: fc.oneof({ maxDepth: 4 }, fc.string(), fc.integer(), fc.boolean(), tie("list"), tie("config")),
      list: fc.array(tie("value"), { maxLength: 3 }),
      config: fc.dictionary(key, tie("value"), { minKeys: 1, maxKeys: 3, noNullPrototype: true }),
    }));
    fc.assert(
      fc.property(config, (value) => {
        const [document] = readDocuments(printed(value));
        expect(document?.problems).toEqual([]);
        expect(document?.value).toEqual(value);
      }),
    );
  });
});
