import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stringify, type ToStringOptions } from "yaml";
import { readFullYaml } from "../../src/ingest/full-yaml.ts";
import { readPlainYaml } from "../../src/ingest/plain-yaml.ts";
import { defaultReadLimits } from "../../src/ingest/read-limits.ts";

const acme = fileURLToPath(new URL("../../../../examples/acme", import.meta.url));
const descriptors = readdirSync(acme, { recursive: true, encoding: "utf8" })
  .filter((path) => /catalog-info[^/]*\.yaml$/.test(path))
  .map((path) => readFileSync(join(acme, path), "utf8"));

const OPENAPI = `openapi: 3.0.3
info: { title: Orders, version: "1.0" }
paths:
  /orders/{id}:
    get:
      parameters:
        - name: id
          in: path
          schema: { type: string, maxLength: 64 }
      responses:
        '200': { description: OK }
        "404":
          $ref: '#/components/responses/Missing'
`;

/** What both readers make of a text; fails when the plain one answers and the full one answers otherwise. */
function expectAgreement(text: string): boolean {
  const plain = readPlainYaml(text, defaultReadLimits);
  if (!plain) return false;
  expect(JSON.parse(JSON.stringify(plain)), `read as plain:\n${text}`).toEqual(
    JSON.parse(JSON.stringify(readFullYaml(text, defaultReadLimits))),
  );
  return true;
}

describe("readPlainYaml", () => {
  it("reads every descriptor of the demo company as the full parser does", () => {
    expect(descriptors.length).toBeGreaterThan(40);
    expect(descriptors.map(expectAgreement)).toEqual(descriptors.map(() => true));
  });

  it.each([
    ["a list below its key at the same column", "a:\n- x\n- y: 1\n  z: 2\nb: c\n"],
    ["a literal block, kept and stripped", "a: |\n  one\n\n    two\n\nb: |-\n  three\n"],
    ["folded blocks", "a: >\n  one\n  two  \n\n\n  three # not a comment\n\nb: >-\n    four\n    five\nc: d\n"],
    ["comments and blank lines anywhere", "# top\n\na: 1 # one\n# between\nb:\n  # below\n  c: d#e\n"],
    ["flow collections", "a: [x, 'y', \"z\"]\nb: { needs: read, in: [prod, staging] }\nc: []\nd: {}\n"],
    ["several documents, empty ones among them", "---\na: b\n---\n# nothing\n---\nc: d\n"],
    ["empty values", "a:\nb: ~\nc: null\n"],
    ["words that look like numbers or booleans", "a: 2024-01-31\nb: 1.2.3\nc: yes\nd: -dash\ne: on\nf: True\ng: '1'\n"],
    ["colons within words", "resource:payments-db: { needs: write }\nurl: https://example.com:8080/a#b\n"],
    ["paths and quoted text as keys", "/a/{b}:\n  get: x\n'200': y\n\"a b\":\n- z\n'': e\n'a: b': c\n"],
    ["letters beyond ASCII", "title: Zürich – 東京\u3000# not a comment\nowner: é\n"],
    ["no line feed at the end", "a: b"],
    ["nothing at all", ""],
  ])("reads %s", (_, text) => {
    expect(expectAgreement(text)).toBe(true);
  });

  it.each([
    ["tabs", "a:\tb\n"],
    ["carriage returns", "a: b\r\nc: d\r\n"],
    ["anchors and aliases", "a: &x 1\nb: *x\n"],
    ["tags", "a: !!str 1\n"],
    ["folded blocks with lines that are not folded", "a: >\n  b\n   c\n"],
    ["blocks with an indentation indicator", "a: |2\n  b\n"],
    ["text over several lines", "a: b\n  c\n"],
    ["quotes with escapes", 'a: "b\\n"\n'],
    ["a quote within quotes", "a: 'it''s'\n"],
    ["duplicate keys", "a: 1\na: 2\n"],
    ["unsafe keys", "__proto__: 1\n"],
    ["unsafe keys in quotes", "'__proto__': 1\n"],
    ["a key in quotes that goes on", "'a'b: 1\n"],
    ["the same key with and without quotes", "a: 1\n'a': 2\n"],
    ["numbers that are not simple", "a: 012\n"],
    ["directives", "%YAML 1.1\n---\na: yes\n"],
    ["a list as the document", "- a\n"],
    ["text as the document", "hello\n"],
    ["indentation that does not fit", "a:\n    b: 1\n  c: 2\n"],
    ["a value with a mapping in it", "a: b: c\n"],
    ["an end marker", "a: b\n...\n"],
  ])("leaves %s to the full parser", (_, text) => {
    expect(readPlainYaml(text, defaultReadLimits)).toBeUndefined();
  });

  it("agrees with the full parser on descriptors with random edits", () => {
    const piece = fc.constantFrom(
      " ",
      "  ",
      "\n",
      "\n\n",
      ":",
      ": ",
      "- ",
      "-",
      "#",
      " #",
      "'",
      '"',
      "|",
      "|-",
      ">",
      "[",
      "]",
      "{",
      "}",
      ",",
      "a",
      "0",
      ".",
      "~",
      "---\n",
      "\n---\n",
      "&",
      "*",
      "!",
      "?",
      "null",
      "true",
      "1e3",
      "é",
      "\u3000",
      "\n  - ",
      "\n    ",
      ": |\n",
    );
    const edit = fc.tuple(fc.nat(), fc.nat({ max: 6 }), piece);
    let plain = 0;
    fc.assert(
      fc.property(
        fc.constantFrom(...descriptors, OPENAPI),
        fc.array(edit, { minLength: 1, maxLength: 4 }),
        (descriptor, edits) => {
          let text = descriptor.slice(0, 1500);
          for (const [at, removed, inserted] of edits) {
            const from = at % (text.length + 1);
            text = text.slice(0, from) + inserted + text.slice(from + removed);
          }
          if (expectAgreement(text)) plain += 1;
        },
      ),
      { numRuns: 2000 },
    );
    expect(plain).toBeGreaterThan(200);
  });

  it("agrees with the full parser on whatever a YAML writer writes", () => {
    const plainWord = fc.constantFrom(
      "web",
      "two words",
      "yes",
      "1.2.3",
      "é",
      "https://example.com/a#b",
      "long ".repeat(30).trim(),
      "line one\nline two\n",
    );
    const oddWord = fc.constantFrom(
      "a: b",
      "x # y",
      "- dash",
      "1.0",
      "'",
      '"',
      "  led",
      "trail ",
      "#",
      "",
      "\n\nlate",
      "null",
    );
    const word = fc.oneof({ weight: 12, arbitrary: plainWord }, { weight: 1, arbitrary: oddWord });
    const key = fc.oneof(
      { weight: 20, arbitrary: fc.constantFrom("name", "spec", "x/y", "a:b", "two words", "k~") },
      { weight: 1, arbitrary: word },
    );
    const scalar = fc.oneof({ weight: 6, arbitrary: word }, fc.integer(), fc.boolean(), fc.constant(null));
    const { value } = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        scalar,
        fc.array(tie("value"), { maxLength: 4 }),
        fc.dictionary(key, tie("value"), { maxKeys: 4 }),
      ),
    }));
    const style = fc.record({ indentSeq: fc.boolean(), collectionStyle: fc.constantFrom("any", "block") });
    let plain = 0;
    fc.assert(
      fc.property(fc.dictionary(key, value, { maxKeys: 6 }), style, (document, options) => {
        if (expectAgreement(stringify(document, { ...options, lineWidth: 80 } as ToStringOptions))) plain += 1;
      }),
      { numRuns: 3000 },
    );
    expect(plain).toBeGreaterThan(200);
  });

  it("agrees with the full parser on lines put together at random", () => {
    const indent = fc.constantFrom("", "  ", "    ", "      ", " ");
    const key = fc.constantFrom("a", "b", "c:d", "e/f", "$text", "k~1", "x-y", "'q'", "1", "null");
    const value = fc.constantFrom(
      "",
      " x",
      " 'x y'",
      ' "x"',
      " 1",
      " -1",
      " 0x1",
      " [a, b]",
      " [a,b]",
      " [a, [b, c]]",
      " { a: 1 }",
      " {a: 1}",
      " { a: b c, d: 'e' }",
      " |",
      " |-",
      " >",
      " x # y",
      " # y",
      " x#y",
      " ~",
      " true",
      " a: b",
      " :x",
      " x:",
      " ,",
      " -",
      " - a",
      " @",
      "  spaced  ",
      " [a, ]",
      " [",
      " {}",
      " []",
    );
    const line = fc.oneof(
      fc.tuple(indent, key, value).map(([before, name, after]) => `${before}${name}:${after}`),
      fc.tuple(indent, value).map(([before, after]) => `${before}-${after}`),
      fc.tuple(indent, key, value).map(([before, name, after]) => `${before}- ${name}:${after}`),
      fc.tuple(indent, fc.constantFrom("text", "# comment", "", "two words")).map(([before, text]) => before + text),
      fc.constantFrom("---", "--- ", "---x", "..."),
    );
    let plain = 0;
    fc.assert(
      fc.property(fc.array(line, { maxLength: 9 }), fc.boolean(), (lines, hasEnd) => {
        if (expectAgreement(lines.join("\n") + (hasEnd ? "\n" : ""))) plain += 1;
      }),
      { numRuns: 8000 },
    );
    expect(plain).toBeGreaterThan(200);
  });
});
