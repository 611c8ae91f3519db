import { openCatalog } from "@callboard/core";
import { fileProvider } from "@callboard/providers/file";
import { describe, expect, it } from "vitest";
import { checkOpenApi, type OpenApiOptions } from "../../src/openapi/check-openapi.ts";
import { catalogFolder } from "../catalog-folder.ts";

/** The descriptor of an API; `definition` as it stands behind the key, lines below it with their own indentation. */
const api = (definition: string, name = "rates", type = "openapi") =>
  [
    "apiVersion: backstage.io/v1alpha1",
    "kind: API",
    `metadata: { name: ${name} }`,
    "spec:",
    `  type: ${type}`,
    "  lifecycle: production",
    "  owner: shop",
    `  definition: ${definition}`,
    "",
  ].join("\n");

/** The lines of a definition as a block of a descriptor; they begin on line 9. */
const block = (...lines: string[]) => ["|", ...lines.map((line) => (line === "" ? "" : `    ${line}`))].join("\n");

const VALID_3_1 = ['openapi: "3.1.0"', "info: { title: Rates, version: '1' }", "paths: {}"];

async function check(files: Readonly<Record<string, string>>, options: Partial<OpenApiOptions> = {}) {
  const cwd = await catalogFolder(files);
  const catalog = await openCatalog({ providers: [fileProvider({ root: cwd })], schedule: false });
  try {
    return await checkOpenApi(catalog, { cwd, ...options });
  } finally {
    await catalog.close();
  }
}

/** The findings in one descriptor as `line:column message`. */
async function spots(definition: string): Promise<string[]> {
  const { problems } = await check({ "catalog-info.yaml": api(definition) });
  return problems.map(({ line, column, message }) => `${line}:${column} ${message}`);
}

describe("checkOpenApi", () => {
  it.each([
    ["2.0", ["swagger: '2.0'", "info: { title: a, version: '1' }", "paths: {}"]],
    [
      "3.0",
      [
        "openapi: 3.0.3",
        "info: { title: a, version: '1' }",
        "paths: { /x: { get: { responses: { '200': { description: ok } } } } }",
      ],
    ],
    ["3.1", VALID_3_1],
    ["3.2", ["openapi: 3.2.0", "info: { title: a, version: '1' }", "components: {}"]],
  ])("finds nothing wrong with a definition of version %s", async (_version, lines) => {
    expect(await spots(block(...lines))).toEqual([]);
  });

  it("finds nothing wrong with a definition in JSON, and leaves other types of API alone", async () => {
    const json = JSON.stringify({ openapi: "3.1.0", info: { title: "Rates", version: "1" }, paths: {} });
    const files = {
      "a/catalog-info.yaml": api(JSON.stringify(json)),
      "b/catalog-info.yaml": api("'type Query { a: Int }'", "graph", "graphql"),
    };
    expect(await check(files)).toEqual({ problems: [], notes: [] });
  });

  it("finds a syntax error at its line and column in the descriptor", async () => {
    const { problems } = await check({
      "catalog-info.yaml": api(block("openapi: 3.1.0", "", "info: { title: a, version: '1' }", "paths: {", "  /x: [}")),
    });
    expect(problems).toEqual([
      expect.objectContaining({
        severity: "warning",
        rule: "openapi-invalid",
        location: "file:catalog-info.yaml",
        line: 13,
        entity: "api:default/rates",
        path: "/spec/definition",
      }),
    ]);
  });

  it("finds what the schema lacks, at the line that lacks it", async () => {
    expect(await spots(block("openapi: 3.0.3", "info:", "  title: Rates", "paths: {}"))).toEqual([
      "10:5 spec.definition: line 2 of the definition: info has no version. Add it.",
    ]);
  });

  it("finds a field that OpenAPI does not know, at its key", async () => {
    expect(await spots(block("openapi: 3.0.3", "info: { title: a, version: '1' }", "path: {}", "paths: {}"))).toEqual([
      '11:5 spec.definition: line 3 of the definition: the definition has a field "path" that OpenAPI does not know. Remove it.',
    ]);
  });

  it("names the one fault that counts where the schema has alternatives", async () => {
    const lines = [
      "openapi: 3.0.3",
      "info: { title: a, version: '1' }",
      "paths:",
      "  /x:",
      "    get:",
      "      respons: {}",
    ];
    expect(await spots(block(...lines))).toEqual([
      '13:9 spec.definition: line 5 of the definition: paths."/x".get has no responses. Add it.',
    ]);
  });

  it("finds a ref of the definition to itself that leads to nothing, and follows no other", async () => {
    const refs = [
      '"#/components/schemas/Rate"',
      '"#/components/schemas/Gone"',
      '"file:///etc/passwd"',
      '"https://example.com/a.yaml#/b"',
    ];
    const lines = [...VALID_3_1.slice(0, 2), "components:", "  schemas:", "    Rate: { type: number }"];
    expect(await spots(block(...lines, ...refs.map((ref, index) => `    R${index}: { $ref: ${ref} }`)))).toEqual([
      '15:15 spec.definition: line 7 of the definition: $ref "#/components/schemas/Gone" leads to nothing in the definition. Correct it.',
    ]);
  });

  it("takes refs in examples for data", async () => {
    const lines = [...VALID_3_1.slice(0, 2), "components:", "  examples: { a: { value: { $ref: '#/gone' } } }"];
    expect(await spots(block(...lines, "  schemas: { A: { properties: { constructor: { type: string } } } }"))).toEqual(
      [],
    );
  });

  it("places a fault at the definition where that is not written line by line", async () => {
    const json = JSON.stringify({ openapi: "3.1.0", paths: {} });
    expect(await spots(JSON.stringify(json))).toEqual([
      "8:15 spec.definition: line 1 of the definition: the definition has no info. Add it.",
    ]);
    const { problems } = await check({
      "catalog-info.yaml": api("{ $text: ./openapi.yaml }"),
      "openapi.yaml": "openapi: 3.1.0\npaths: {}\n",
    });
    expect(problems).toMatchObject([{ line: 8, column: 15 }]);
  });

  it.each([
    ["no version", block("title: a"), "it has no version"],
    ["a version that is a number", block("swagger: 2.0"), 'Write it in quotes, such as swagger: "2.0"'],
    ["a version that nobody knows", block('openapi: "4.0.0"'), 'openapi is "4.0.0", which is not checked'],
    ["a list", block("- a"), "it is not a mapping"],
    ["comments alone", block("# later"), "it is empty"],
    ["two documents", block("a: 1", "---", "b: 2"), "a second document begins here"],
  ])("says what is wrong with %s", async (_what, definition, message) => {
    expect(await spots(definition)).toEqual([expect.stringContaining(message)]);
  });

  it("finds the right entity in a file that holds several", async () => {
    const good = api(block(...VALID_3_1), "good");
    const { problems } = await check({ "catalog-info.yaml": `${good}---\n${api(block("openapi: 3.1.0"), "bad")}` });
    expect(problems).toMatchObject([{ entity: "api:default/bad", line: 21 }]);
  });

  it("S02: refuses an alias bomb and what is too large, too deep or too long, in little time", async () => {
    const bomb = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"];
    for (let level = 1; level < 12; level++)
      bomb.push(
        `a${level}: &a${level} [${Array(9)
          .fill(`*a${level - 1}`)
          .join(", ")}]`,
      );
    const started = process.cpuUsage();
    expect((await spots(block(...bomb)))[0]).toMatch(/^\d+:\d+ .*alias/i);
    expect((await spots(block(`x: ${"[".repeat(20_000)}`)))[0]).toContain("100 levels");
    expect((await spots(block(`x: ${"y".repeat(2_200_000)}`)))[0]).toContain("larger than 2 MiB");
    const tags = Array.from({ length: 60_000 }, (_, index) => `- { name: t${index} }`);
    expect(
      await spots(block("swagger: '2.0'", "info: { title: a, version: '1' }", "paths: {}", "tags:", ...tags)),
    ).toEqual([expect.stringMatching(/^12:5 .* a list here has more than 2,000 items/)]);
    const { user, system } = process.cpuUsage(started);
    expect((user + system) / 1000).toBeLessThan(15_000);
  });

  it.each([
    ["a path", "{ a: { $ref: '#/__proto__', b: { $ref: '#/info' } } }"],
    ["a list", "{ a: { $ref: ['#/__proto__'], b: { $ref: '#/info' } } }"],
    ["an anchor", "{ a: { $dynamicRef: __proto__, b: { $ref: '#/info' } } }"],
    ["an id", "{ a: { $ref: 'constructor#/prototype', b: { $ref: '#/info' } } }"],
  ])("S05: leaves the prototype of objects alone, whatever a ref names: %s", async (_what, schemas) => {
    await spots(block(...VALID_3_1, `components: { schemas: ${schemas} }`));
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(({} as { b?: unknown }).b).toBeUndefined();
  });

  it("says what to install, once and only when there is a definition to check", async () => {
    const load = async () => undefined;
    const files = { "a/catalog-info.yaml": api(block("x: 1"), "a"), "b/catalog-info.yaml": api(block("x: 1"), "b") };
    expect(await check(files, { load })).toEqual({
      problems: [],
      notes: ["2 OpenAPI definitions not checked. Install @seriousme/openapi-schema-validator to check them."],
    });
    expect(await check({ "catalog-info.yaml": api("none", "a", "grpc") }, { load })).toEqual({
      problems: [],
      notes: [],
    });
  });

  it("checks what it is asked about, weighs it as it is told, and stops in time", async () => {
    const files = Object.fromEntries(
      ["a", "b", "c"].map((name) => [`${name}/catalog-info.yaml`, api(block("x: 1"), name)]),
    );
    const { problems } = await check(files, { isAsked: (location) => location.includes("b/"), severity: "error" });
    expect(problems).toMatchObject([{ entity: "api:default/b", severity: "error" }]);

    const few = await check(files, { maxDefinitions: 2 });
    expect(few.problems).toHaveLength(2);
    expect(few.notes).toEqual([expect.stringContaining("1 OpenAPI definition not checked: there were too many")]);

    let time = 0;
    const late = await check(files, { maxMs: 10, now: () => (time += 6) });
    expect(late.problems).toHaveLength(1);
    expect(late.notes).toEqual([expect.stringContaining("2 OpenAPI definitions not checked")]);
  });
});
