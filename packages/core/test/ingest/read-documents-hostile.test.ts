import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readDocuments } from "../../src/ingest/read-documents.ts";
import { defaultReadLimits, repositoryReadLimits } from "../../src/ingest/read-limits.ts";
import { validateEntity } from "../../src/ingest/validate-entity.ts";
import { builtInKinds } from "../../src/model/built-in-kinds.ts";
import { kindRegistry } from "../../src/model/kind.ts";
import { component, documentOf, spot, validated } from "./documents.ts";

/** What reading takes once the engine is warm, as the second of two runs. */
function timed(content: string): { readonly ms: number; readonly documents: ReturnType<typeof readDocuments> } {
  readDocuments(content);
  const start = performance.now();
  const documents = readDocuments(content);
  return { ms: performance.now() - start, documents };
}

const rules = (content: string | Uint8Array) => readDocuments(content).flatMap(({ problems }) => problems.map(spot));

describe("readDocuments on hostile input", () => {
  it("S01: refuses aliases of aliases at once", () => {
    const levels = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"];
    for (let level = 1; level < 10; level += 1) {
      levels.push(
        `a${level}: &a${level} [${Array(9)
          .fill(`*a${level - 1}`)
          .join(", ")}]`,
      );
    }
    const { ms, documents } = timed(levels.join("\n"));
    expect(documents[0]?.problems[0]).toMatchObject({ severity: "error", rule: "yaml/alias", line: 4 });
    expect(ms).toBeLessThan(100);
  });

  it("S01: refuses few aliases that repeat much text", () => {
    const text = `a: &a "${"x".repeat(300_000)}"\nb: [${Array(90).fill("*a").join(", ")}]\n`;
    expect(rules(text)[0]).toMatch(/^yaml\/alias 2:/);
  });

  it.each(["", "%YAML 1.1\n---\n"])("S02: bounds merge keys behind %j", (directive) => {
    const merge = `  <<: [${Array(80).fill("*a").join(",")}]`;
    const text = `${directive}a: &a { x: 1 }\n${Array.from({ length: 200 }, (_, index) => `m${index}:\n${merge}`).join("\n")}\n`;
    const { ms, documents } = timed(text);
    expect(documents[0]?.problems[0]).toMatchObject({ severity: "error", rule: "yaml/alias" });
    expect(ms).toBeLessThan(1000); // most of it, about 60, in the yaml package
  });

  it.each([
    ["[", 20_000],
    ["{a: ", 20_000],
    ["- ", 20_000],
    ["? ", 20_000],
    ["[", 1_000_000],
  ])("S03: refuses %j × %i without a stack overflow", (opening, count) => {
    const { ms, documents } = timed(opening.repeat(count));
    expect(documents.flatMap(({ problems }) => problems)).toEqual([
      expect.objectContaining({
        rule: "yaml/limit",
        message: "Values are nested deeper than 200 levels. Flatten them: nothing is read from here on.",
      }),
    ]);
    expect(ms).toBeLessThan(200);
  });

  it("S03: refuses depth by indentation", () => {
    const text = Array.from({ length: 300 }, (_, depth) => `${" ".repeat(depth)}a:`).join("\n");
    expect(rules(text)).toEqual(["yaml/limit 1:1"]);
  });

  it("reads up to the depth limit, on one line with many keys too", () => {
    expect(rules(`a: ${"[".repeat(199)}${"]".repeat(199)}`)).toEqual([]);
    expect(rules(`{${Array.from({ length: 500 }, (_, index) => `"k${index}":[{}]`).join(",")}}`)).toEqual([]);
    expect(rules(`${Array.from({ length: 500 }, (_, index) => `- k${index}: v`).join("\n")}`)).toEqual([
      "yaml/not-an-object 1:1",
    ]);
  });

  it("keeps the documents before the one that is too deep", () => {
    const documents = readDocuments(`a: 1\n---\n${"[".repeat(300)}\n---\nb: 2\n`);
    expect(documents.map(({ value }) => value)).toEqual([{ a: 1 }, undefined]);
  });

  it("S04: refuses a file that is too large, counted in bytes", () => {
    const limits = { ...defaultReadLimits, maxBytes: 10 };
    expect(readDocuments("a: 345678\n", { limits })[0]?.problems).toEqual([]);
    for (const text of ["a: 3456789\n", "a: ééé\n+", new Uint8Array(11)]) {
      expect(readDocuments(text, { limits })[0]?.problems[0]?.message).toBe(
        "The file is larger than 10 bytes. Split it into several files.",
      );
    }
  });

  it("S04: stops at too many documents and keeps those before", () => {
    const documents = readDocuments("a: b\n---\n".repeat(1001), { limits: repositoryReadLimits });
    expect(documents).toHaveLength(1001);
    expect(documents[1000]?.problems[0]).toMatchObject({ rule: "yaml/limit", line: 2000 });
    expect(documents[999]?.value).toEqual({ a: "b" });
  });

  it("S04: reads 100,000 distinct keys in linear time", () => {
    const text = Array.from({ length: 100_000 }, (_, index) => `k${index}: v`).join("\n");
    const start = performance.now();
    expect(documentOf(text).problems).toEqual([]);
    expect(performance.now() - start).toBeLessThan(12_000); // about 1,000; more than 20,000 with the package's own check
  });

  it.each([
    ["__proto__: { polluted: 1 }", "yaml/unsafe-key 1:1"],
    ['{"a": {"__proto__": {"polluted": 1}}}', "yaml/unsafe-key 1:8"],
    ["a: { constructor: { prototype: { polluted: 1 } } }", "yaml/unsafe-key 1:21"],
    ["prototype: x", "yaml/unsafe-key 1:1"],
    ["%YAML 1.1\n---\na: { <<: { __proto__: { polluted: 1 } } }", "yaml/unsafe-key 3:12"],
  ])("S05: refuses the key in %s", (text, expected) => {
    expect(rules(text)).toEqual([expected]);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
    expect(Object.getPrototypeOf(documentOf(text).value)).toBe(Object.prototype);
  });

  it("S05: reads a key that is only called constructor", () => {
    expect(documentOf("a: { constructor: x }").value).toEqual({ a: { constructor: "x" } });
  });

  it.each(["!!js/function 'x'", "!!binary YQ==", "!!python/name:os.system x", "!thing x", "!!set x"])(
    "S06: reads %s as text, with a warning",
    (tagged) => {
      const document = documentOf(`a: ${tagged}\n`);
      expect(typeof (document.value as { a: unknown }).a).toBe("string");
      expect(document.problems).toEqual([expect.objectContaining({ severity: "warning", rule: "yaml/unknown-tag" })]);
    },
  );

  it.each(["owner: 012", "owner: 1e3", "owner: true", "owner: 0x1F"])("S06: says to quote %s", (line) => {
    const result = validated(component().replace("owner: team-pay", line));
    expect(result.problems).toEqual([
      expect.objectContaining({ path: "/spec/owner", message: expect.stringContaining("Put it in quotes.") }),
    ]);
  });

  it("S06: reads owner: no as text", () => {
    expect(validated(component().replace("owner: team-pay", "owner: no")).ok).toBe(true);
  });

  it("S07: reads bytes that are not UTF-8 as U+FFFD, with a warning in the document that has them", () => {
    const bytes = new Uint8Array([...new TextEncoder().encode("a: b\n---\nc: caf"), 0xe9, 0x0a]);
    const documents = readDocuments(bytes);
    expect(documents.map(({ value }) => value)).toEqual([{ a: "b" }, { c: "caf\ufffd" }]);
    expect(documents.map(({ problems }) => problems.map(spot))).toEqual([[], ["yaml/encoding 3:7"]]);
  });

  it("S07: says that a file is UTF-16", () => {
    const utf16 = [0xff, 0xfe, ...[..."kind: API"].flatMap((character) => [character.charCodeAt(0), 0])];
    expect(documentOf(new Uint8Array(utf16)).problems.at(-1)).toMatchObject({
      rule: "yaml/not-an-object",
      message: "The file seems to be UTF-16 text. Save it as UTF-8.",
    });
  });

  it("S07, S47: shows no character in a message that ends a line, drives a terminal or turns direction", () => {
    const hostile = [
      "a: *\u202ex\n",
      '"\\e[31m\u202e\\u2028": 1\n"\\e[31m\u202e\\u2028": 2\n',
      "a: !\u001b[31m\u200f x\n",
    ];
    const messages = hostile.flatMap((text) =>
      readDocuments(text).flatMap(({ problems }) => problems.map((p) => p.message)),
    );
    expect(messages.length).toBeGreaterThanOrEqual(3);
    for (const message of messages) expect(message).not.toMatch(/[\p{Cc}\u200f\u2028\u202e]/u);
  });

  it("throws for no text, and what it reads is plain JSON", () => {
    const piece = fc.constantFrom(
      ..."- |? |: |a|b: c|\n|\n  |\t|[|]|{|}|,|&a |*a|!t |!!set |!!omap |!!int |!!binary |<<: *a|---\n|...\n|%YAML 1.1\n---\n".split(
        "|",
      ),
      ..."%TAG !e! x:\n---\n;%F\n;>;|;';\";\\x;#c;\0;\ufeff;\r;~;1e3;.inf;__proto__;!;!<x>;@;\ud800;2024-13-45".split(
        ";",
      ),
      ..."kind: Component\n;apiVersion: backstage.io/v1alpha1\n;metadata:\n  name: a\n;spec:\n  owner: ;dependsOn: ;edges: ".split(
        ";",
      ),
    );
    const text = fc.oneof(
      fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join("")),
      fc.string({ unit: "binary", maxLength: 60 }),
    );
    const context = { kinds: kindRegistry(builtInKinds), unknownKinds: "keep", location: "file:x" } as const;
    fc.assert(
      fc.property(text, (content) => {
        for (const document of readDocuments(content)) {
          expect(structuredClone(document)).toEqual(document);
          if (document.value !== undefined) expect(JSON.parse(JSON.stringify(document.value))).toEqual(document.value);
          validateEntity(document, context);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
