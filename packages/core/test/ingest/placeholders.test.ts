import { describe, expect, it } from "vitest";
import { hasPlaceholders, resolvePlaceholders } from "../../src/ingest/placeholders.ts";
import { defaultReadLimits } from "../../src/ingest/read-limits.ts";
import type { ReadDocument } from "../../src/provider/entity-provider.ts";
import { documentOf } from "./documents.ts";

const FILES: Readonly<Record<string, string>> = {
  "./text.txt": "hello\n",
  "./data.json": '{"a": [1, {"$text": "./text.txt"}]}',
  "./data.yaml": "owner: team-pay\ndependsOn:\n  - component:a\n",
  "./text.yaml": "just text\n",
  "./list.yaml": "- 1\n",
  "./two.yaml": "a: 1\n---\nb: 2\n",
  "./empty.yaml": "# nothing\n",
  "./broken.yaml": "a: 1\na: 2\n",
  "./broken.json": "{",
  "./deep.json": "[".repeat(300) + "]".repeat(300),
};

function resolved(content: string, limits = defaultReadLimits): Promise<ReadDocument> {
  return resolvePlaceholders(documentOf(content), {
    limits,
    read: async (target) => {
      if (target === "./secret") throw new Error("it may not be read.");
      return FILES[target];
    },
  });
}

/** What stands in place of `a: { … }`. */
async function valueAt(placeholder: string): Promise<unknown> {
  const { value, problems } = await resolved(`a: ${placeholder}\n`);
  expect(problems).toEqual([]);
  return Object(value).a;
}

describe("hasPlaceholders", () => {
  it.each([
    ["{a: {$text: ./x}}", true],
    ["{a: [1, {$yaml: ./x}]}", true],
    ["{a: {$json: 5}}", true],
    ["{a: '$text: ./x'}", false],
    ["{a: {$text: ./x, $json: ./y}}", false],
    ["{a: {$text: ./x, b: 1}}", false],
    ["{a: {$Text: ./x}}", false],
    ["{a: {$ref: ./x, b: {$text: ./x}}}", false],
    ["{a: {$: ./x}}", false],
  ])("of %s is %s", (content, expected) => {
    expect(hasPlaceholders(documentOf(content).value)).toBe(expected);
  });
});

describe("resolvePlaceholders", () => {
  it("puts text, JSON and YAML in their place, anywhere in the document", async () => {
    const { value } = await resolved(
      "a: {$text: ./text.txt}\nb:\n  - c: {$yaml: ./data.yaml}\n  - {$json: ./data.json}\n",
    );
    expect(value).toEqual({
      a: "hello\n",
      b: [{ c: { owner: "team-pay", dependsOn: ["component:a"] } }, { a: [1, { $text: "./text.txt" }] }],
    });
  });

  it("takes any value out of a YAML file", async () => {
    expect(await valueAt("{$yaml: ./text.yaml}")).toBe("just text");
    expect(await valueAt("{$yaml: ./list.yaml}")).toEqual([1]);
  });

  it("leaves other mappings with a $key alone, with all that is in them", async () => {
    for (const other of ["{$text: ./text.txt, b: 1}", "{$ref: ./x, b: {$text: ./text.txt}}", "{$openapi: ./x}"])
      expect(await valueAt(other)).toEqual(documentOf(other).value);
  });

  it("gives all that comes out of a file the position of its placeholder, and keeps the others", async () => {
    const { positions } = await resolved("a: 1\nspec:\n  $yaml: ./data.yaml\nz: 2\n");
    const place = positions["/spec"];
    expect([place?.[0], positions["/spec/owner"], positions["/spec/dependsOn/0"]]).toEqual([3, place, place]);
    expect([positions["/z"], positions["/spec/$yaml"]]).toEqual([[4, 4], undefined]);
  });

  it.each([
    ["{$text: null}", "$text holds nothing. Write the path of a file, such as $text: ./openapi.yaml."],
    ["{$text: 5}", "$text holds a number. Write the path of a file, such as $text: ./openapi.yaml."],
    ["{$yaml: [x]}", "$yaml holds a list. Write the path of a file, such as $yaml: ./openapi.yaml."],
    ['{$text: ""}', '$text: "" names no file. Write its path, such as ./openapi.yaml.'],
    ["{$text: ./nope}", '$text: "./nope" is not there. Correct the path, or add the file.'],
    ["{$text: ./secret}", '$text: "./secret" cannot be used: it may not be read.'],
    ["{$json: ./broken.json}", expect.stringMatching(/^\$json: ".\/broken.json" is not JSON: .*use \$text\.$/)],
    ["{$json: ./deep.json}", '$json: "./deep.json" is nested deeper than 200 levels. Make it flatter.'],
    ["{$yaml: ./broken.yaml}", expect.stringMatching(/^\$yaml: ".\/broken.yaml" is not YAML in line 2: /)],
    ["{$yaml: ./two.yaml}", expect.stringContaining("holds 2 YAML documents, but exactly one is needed.")],
    ["{$yaml: ./empty.yaml}", expect.stringContaining("holds no YAML document")],
  ])("says what is wrong with %s, and where", async (placeholder, message) => {
    const { problems } = await resolved(`b: 1\na: ${placeholder}\n`);
    const path = `/a/${placeholder.slice(1, 6)}`;
    expect(problems).toEqual([
      { severity: "error", rule: "preprocess/placeholder", message, path, line: 2, column: 12 },
    ]);
  });

  it("reports every placeholder that fails", async () => {
    const { problems } = await resolved("a: {$text: ./nope}\nb: {$text: 5}\nc: {$text: ./text.txt}\n");
    expect(problems.map(({ path }) => path)).toEqual(["/a/$text", "/b/$text"]);
  });

  it("reads no more than 100 files for a document, and no more of them than one file may hold", async () => {
    const many = await resolved(`a:\n${"  - {$text: ./text.txt}\n".repeat(101)}`);
    expect(many.problems.map(({ message }) => message)).toEqual([expect.stringContaining("a document may have 100.")]);
    const large = await resolvePlaceholders(documentOf("a:\n  - {$text: ./x}\n  - {$text: ./y}\n"), {
      limits: { ...defaultReadLimits, maxBytes: 9 },
      read: async () => "hello",
    });
    expect(large.problems.map(({ message, path }) => [path, message])).toEqual([
      ["/a/1/$text", '$text: "./y" is too much: the files of one document may hold 9 bytes in all.'],
    ]);
  });

  it("S05: keeps a __proto__ key of a JSON file apart, for validation to refuse", async () => {
    const { value } = await resolvePlaceholders(documentOf("a: {$json: ./x}\n"), {
      limits: defaultReadLimits,
      read: async () => '{"__proto__": {"polluted": true}}',
    });
    expect(Object.getOwnPropertyNames(Object(value).a)).toEqual(["__proto__"]);
    expect(Object({}).polluted).toBeUndefined();
  });
});
