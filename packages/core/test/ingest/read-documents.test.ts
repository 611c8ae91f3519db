import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readDocuments } from "../../src/ingest/read-documents.ts";
import { documentOf, spot } from "./documents.ts";

const values = (content: string | Uint8Array) => readDocuments(content).map(({ value }) => value);
const spots = (content: string | Uint8Array) => documentOf(content).problems.map(spot);

describe("readDocuments", () => {
  it("reads every document of a file in order", () => {
    expect(values("a: 1\n---\nb: 2\n...\n---\nc: 3\n")).toEqual([{ a: 1 }, { b: 2 }, { c: 3 }]);
  });

  it.each(["", "  \n\n", "# only a comment\n", "---\n---\n", "null\n", "~\n", "---\n# c\n---\n"])(
    "yields nothing for %j",
    (text) => {
      expect(readDocuments(text)).toEqual([]);
    },
  );

  it("reads JSON, also with tabs and trailing commas", () => {
    expect(values('{\n\t"a": {"b": [1, "x", true, null],},\n}')).toEqual([{ a: { b: [1, "x", true, null] } }]);
  });

  it("reads CRLF and a leading byte order mark, with columns as an editor shows them", () => {
    const document = documentOf("\ufeffa: b\r\nc: d\r\n");
    expect(document.value).toEqual({ a: "b", c: "d" });
    expect(document.positions).toMatchObject({ "/a": [1, 4], "/c~key": [2, 1] });
  });

  it("reads the core schema of YAML 1.2", () => {
    const text = "a: yes\nb: 2024-01-31\nc: 0o17\nd: 0x1F\ne: 1e3\nf: ~\ng: true\nh: -0\ni: 012\n";
    expect(values(text)).toEqual([{ a: "yes", b: "2024-01-31", c: 15, d: 31, e: 1000, f: null, g: true, h: 0, i: 12 }]);
  });

  it("keeps a merge key as a plain key, except under %YAML 1.1", () => {
    const text = "a: &a { x: 1, w: 1 }\nb:\n  <<: [*a, { z: 3 }]\n  w: 2\n";
    expect(values(text)).toEqual([{ a: { x: 1, w: 1 }, b: { "<<": [{ x: 1, w: 1 }, { z: 3 }], w: 2 } }]);
    expect(values(`%YAML 1.1\n---\n${text}`)).toEqual([{ a: { x: 1, w: 1 }, b: { x: 1, w: 2, z: 3 } }]);
  });

  it("refuses a merge of something that is no mapping", () => {
    expect(spots("%YAML 1.1\n---\na: { <<: 5 }\n")).toEqual(["yaml/merge 3:6"]);
  });

  it("writes keys that are no text as text", () => {
    expect(values("? [a, b]\n: c\n1: d\nnull: e\n? { x: [y] }\n: f\n")).toEqual([
      { "[ a, b ]": "c", "1": "d", "": "e", "{ x: [ y ] }": "f" },
    ]);
  });

  it.each(["- a\n- b\n", "hello\n", "42\n", '[{ "kind": "API" }]'])(
    "refuses a document that is no mapping: %j",
    (text) => {
      expect(spots(text)).toEqual(["yaml/not-an-object 1:1"]);
    },
  );

  it("keeps the documents around one that is broken", () => {
    const documents = readDocuments("a: 1\n---\nb: [\n---\n- c\n---\nd: *nowhere\n---\ne: 5\n");
    expect(documents.map(({ problems }) => problems.map(spot))).toEqual([
      [],
      ["yaml/syntax 4:1"],
      ["yaml/not-an-object 5:1"],
      ["yaml/alias 7:4"],
      [],
    ]);
    expect(documents.at(-1)?.value).toEqual({ e: 5 });
  });

  it.each([
    ["a: 1\nb: 2\na: 3\n", "yaml/syntax 3:1"],
    ["a: { b: 1, b: 2 }\n", "yaml/syntax 1:12"],
    ['{"a": 1, "a": 2}', "yaml/syntax 1:10"],
    ['1: a\n"1": b\n', "yaml/syntax 2:1"],
    ["a:\n\tb: c\n", "yaml/syntax 2:1"],
    ["a: %x\n", "yaml/syntax 1:4"],
    ["a: b: c\n", "yaml/syntax 1:4"],
  ])("says where %j is not valid", (text, expected) => {
    expect(spots(text)).toEqual([expected]);
  });

  it("names both places of a duplicate key", () => {
    expect(documentOf("a: 1\nb: 2\na: 3\n").problems).toEqual([
      {
        severity: "error",
        rule: "yaml/syntax",
        message: 'The key "a" occurs twice in one mapping, first in line 1. Remove one of them.',
        path: "/a",
        line: 3,
        column: 1,
      },
    ]);
  });

  it("repeats what an alias names", () => {
    const document = documentOf("a: &x\n  b: &y 1\nc: *x\nd: [*y, *y]\n");
    expect(document.value).toEqual({ a: { b: 1 }, c: { b: 1 }, d: [1, 1] });
    expect(document.positions).toMatchObject({ "/c": [3, 4], "/d/1": [4, 9] });
    expect(document.positions).not.toHaveProperty("/c/b");
  });

  it("repeats the last anchor of a name that stands above the alias", () => {
    expect(values("a: &x 1\nb: *x\nc: &x 2\nd: *x\n")).toEqual([{ a: 1, b: 1, c: 2, d: 2 }]);
  });

  it("refuses an alias within the value that it repeats", () => {
    expect(spots("a: &self\n  b: *self\n")).toEqual(["yaml/alias 2:6"]);
  });

  it("does not see anchors of another document", () => {
    const [, second] = readDocuments("a: &x 1\n---\nb: *x\n");
    expect(second?.problems.map(spot)).toEqual(["yaml/alias 3:4"]);
  });

  it("reads 100 aliases of a value, and refuses the next", () => {
    const text = (count: number) => `a: &x 1\nb: [${Array(count).fill("*x").join(", ")}]\n`;
    expect(spots(text(100))).toEqual([]);
    expect(spots(text(101))).toHaveLength(1);
  });

  it("reads numbers that JSON lacks as null, with a warning", () => {
    const document = documentOf("a: .nan\nb: .inf\n");
    expect(document.value).toEqual({ a: null, b: null });
    expect(document.problems.map(({ severity }) => severity)).toEqual(["warning", "warning"]);
    expect(spots("a: .nan\nb: .inf\n")).toEqual(["yaml/not-json 1:4", "yaml/not-json 2:4"]);
  });

  it("gives an empty value the place of its key", () => {
    expect(documentOf("a:\n  b:\n  c: d\n").positions["/a/b"]).toEqual([2, 3]);
  });

  it("gives each value and key its place, in flow and block style", () => {
    const text =
      "metadata:\n  links:\n    - url: 'x'\n      a/b~c: |\n        text\nspec: { owner:   team, list: [1,  two] }\n";
    expect(documentOf(text).positions).toEqual({
      "": [1, 1],
      "/metadata~key": [1, 1],
      "/metadata": [2, 3],
      "/metadata/links~key": [2, 3],
      "/metadata/links": [3, 5],
      "/metadata/links/0": [3, 7],
      "/metadata/links/0/url~key": [3, 7],
      "/metadata/links/0/url": [3, 12],
      "/metadata/links/0/a~1b~0c~key": [4, 7],
      "/metadata/links/0/a~1b~0c": [4, 14],
      "/spec~key": [6, 1],
      "/spec": [6, 7],
      "/spec/owner~key": [6, 9],
      "/spec/owner": [6, 18],
      "/spec/list~key": [6, 24],
      "/spec/list": [6, 30],
      "/spec/list/0": [6, 31],
      "/spec/list/1": [6, 35],
    });
  });

  it("places every value of any data where its text is", () => {
    const key = fc.stringMatching(/^[a-z][a-z/~]{0,6}$/);
    const leaf = fc.oneof(fc.integer(), fc.stringMatching(/^[a-z]{1,8}$/), fc.boolean());
    const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        leaf,
        fc.array(tie("tree"), { maxLength: 4 }),
        fc.dictionary(key, tie("tree"), { maxKeys: 4 }),
      ),
    }));
    fc.assert(
      fc.property(fc.dictionary(key, tree, { minKeys: 1, maxKeys: 4 }), fc.constantFrom(0, 2), (data, indent) => {
        const text = JSON.stringify(data, null, indent);
        const { value, positions, problems } = documentOf(text);
        expect(problems).toEqual([]);
        expect(value).toEqual(data);
        const lines = text.split("\n");
        const at = ([line, column]: readonly [number, number]) =>
          lines
            .slice(line - 1)
            .join("\n")
            .slice(column - 1);
        const visit = (part: unknown, pointer: string): void => {
          const written = typeof part === "object" ? (Array.isArray(part) ? "[" : "{") : JSON.stringify(part);
          expect(at(positions[pointer] ?? [0, 0]).startsWith(written)).toBe(true);
          if (typeof part !== "object" || part === null) return;
          for (const [name, child] of Object.entries(part)) {
            const below = `${pointer}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
            if (!Array.isArray(part))
              expect(at(positions[`${below}~key`] ?? [0, 0]).startsWith(JSON.stringify(name))).toBe(true);
            visit(child, below);
          }
        };
        visit(data, "");
      }),
    );
  });
});
