import { describe, expect, it } from "vitest";
import { CatalogError } from "../../src/errors.ts";
import { validateEntity } from "../../src/ingest/validate-entity.ts";
import { readKinds } from "../../src/kinds/read-kinds.ts";
import { builtInKinds } from "../../src/model/built-in-kinds.ts";
import { kindRegistry } from "../../src/model/kind.ts";
import { validated } from "../ingest/documents.ts";
import { builtInKindsWithout, corpus, kindsFrom } from "./corpus.ts";

/** Why a file is refused, a line each; empty when it is not. */
function refusal(content: string): readonly string[] {
  try {
    readKinds(content, "kinds.yaml");
    return [];
  } catch (error) {
    if (!(error instanceof CatalogError) || error.code !== "invalid-kind") throw error;
    return error.message.split("\n");
  }
}

/** A kinds file with one field, `size`, whose schema is given. */
const withField = (schema: string, more = "") => `kind: Queue\nspec: { properties: { size: ${schema} } }\n${more}`;

const queue = `
kind: Queue
description: A queue.
apiVersions: [acme.example/v1]
spec:
  properties:
    owner: { type: string, minLength: 1 }
    mode: { type: string, enum: [fifo, standard] }
    feeds: { type: array, items: { type: string }, maxItems: 2 }
    retention: { type: object, properties: { days: { type: integer, minimum: 1 } }, additionalProperties: false }
  required: [owner, mode]
relations:
  - { field: owner, type: ownedBy, defaultKind: Group }
  - { field: feeds, type: feeds, inverse: fedBy, failureFlows: to-target }
entryPoint: { types: [public] }
standsFor: [fedBy]
`;

const entity = (spec: string) => `apiVersion: acme.example/v1\nkind: Queue\nmetadata: { name: jobs }\nspec: ${spec}\n`;

describe("readKinds", () => {
  it("yields a kind for each document, with the defaults of a kind from code", () => {
    const [first, second, ...others] = readKinds(`${queue}---\nkind: Robot\nspec: {}\n`, "kinds.yaml");
    expect(others).toEqual([]);
    expect(first).toMatchObject({
      kind: "Queue",
      description: "A queue.",
      apiVersions: ["acme.example/v1"],
      relations: [{ field: "owner" }, { field: "feeds", inverse: "fedBy", failureFlows: "to-target" }],
      entryPoint: { types: ["public"], tags: [] },
      standsFor: ["fedBy"],
      owns: false,
      level: null,
    });
    expect(second).toMatchObject({ kind: "Robot", apiVersions: ["backstage.io/v1alpha1", "backstage.io/v1beta1"] });
  });

  it("checks entities as the file says, and derives their relations", () => {
    const kinds = [...builtInKinds, ...readKinds(queue, "kinds.yaml")];
    const good = validated(entity("{ owner: shop, mode: fifo, feeds: ['component:worker'], color: red }"), { kinds });
    expect(good.ok && good.relations.map(({ type, target }) => `${type} ${target}`)).toEqual([
      "ownedBy group:default/shop",
      "feeds component:default/worker",
    ]);
    const bad = validated(entity("{ mode: lifo, feeds: [a, b, c], retention: { days: 0.5, hours: 1 } }"), { kinds });
    expect(bad.problems.map(({ rule, message }) => `${rule}: ${message}`)).toEqual(
      expect.arrayContaining([
        "kind/schema: spec.owner is missing. Add it: text.",
        'kind/schema: spec.mode is "lifo", but takes "fifo" or "standard".',
        "kind/schema: spec.feeds has a list, but takes at most 2 items.",
        "kind/schema: spec.retention.hours is not a known field. Correct its name or remove it.",
      ]),
    );
    expect(bad.problems.map(({ path }) => path)).toContain("/spec/retention/days");
  });

  it("applies rules between fields together with everything else that is wrong", () => {
    const rule =
      "allOf: [{ if: { properties: { mode: { const: fifo } }, required: [mode] }, then: { required: [group] } }]";
    const file = `kind: Queue\napiVersions: [acme.example/v1]\nspec: { properties: { mode: {}, group: { type: string }, owner: { type: string } }, required: [owner], ${rule} }`;
    const kinds = readKinds(file, "kinds.yaml");
    expect(validated(entity("{ owner: a, mode: standard }"), { kinds }).ok).toBe(true);
    expect(validated(entity("{ owner: a, mode: fifo, group: g }"), { kinds }).ok).toBe(true);
    expect(validated(entity("{ mode: fifo }"), { kinds }).problems.map(({ message }) => message)).toEqual([
      "spec.owner is missing. Add it: text.",
      "spec.group is missing. Add it: text.",
    ]);
  });

  it("counts characters, not the units they are stored in", () => {
    const kinds = readKinds(
      "kind: Queue\napiVersions: [acme.example/v1]\nspec: { properties: { size: { type: string, minLength: 2, maxLength: 3 } } }",
      "kinds.yaml",
    );
    const messages = (size: string) =>
      validated(entity(`{ size: "${size}" }`), { kinds }).problems.map(({ message }) => message);
    expect(messages("🐢🐢🐢")).toEqual([]);
    expect(messages("🐢")).toEqual(['spec.size has "🐢", but takes at least 2 characters.']);
    expect(messages("abcd")).toEqual(['spec.size has "abcd", but takes at most 3 characters.']);
  });

  it("reports everything that is wrong at once, each with its place", () => {
    const file = [
      "kind: Queue",
      "colour: red",
      "spec:",
      "  properties:",
      "    owner: { type: string, minLenght: 1 }",
      "relations:",
      "  - { field: ownr, type: ownedBy }",
      "---",
      "kind: Robot",
      "spec: { properties: { dock: { type: strin } } }",
      "level: planet",
      "entryPoint: { tag: [public] }",
    ].join("\n");
    expect(refusal(file)).toEqual([
      expect.stringMatching(/^kinds\.yaml:2:1: colour is not known here\. Write one of: kind, description, /),
      "kinds.yaml:5:28: spec.properties.owner.minLenght is not a keyword of these schemas. Did you mean minLength?",
      'kinds.yaml:7:14: relations[0].field is "ownr", which is not a property of the spec. Did you mean owner?',
      "kinds.yaml:10:37: spec.properties.dock.type is not a type of these schemas. Did you mean string?",
      'kinds.yaml:11:8: level is "planet", but takes "system" or "domain".',
      "kinds.yaml:12:15: entryPoint.tag is not known here. Did you mean tags?",
    ]);
  });

  it("refuses a relation that names a missing field, with its line and the field that was meant", () => {
    const file =
      "kind: Queue\nspec:\n  properties: { owner: { type: string } }\nrelations:\n  - { field: ownr, type: ownedBy }\n";
    expect(refusal(file)).toEqual([
      'kinds.yaml:5:14: relations[0].field is "ownr", which is not a property of the spec. Did you mean owner?',
    ]);
  });

  it("refuses a field for edge notes or further files that is missing", () => {
    expect(refusal(withField("{}", "edgeNotesFor: entity"))).toEqual([expect.stringContaining("3:15: edgeNotesFor")]);
    expect(refusal(withField("{}", "pointsTo: { target: size, targets: sizes, type: size, presence: size }"))).toEqual([
      expect.stringContaining("pointsTo.targets"),
    ]);
  });

  it.each([
    ["{ type: number }", "a number"],
    ["{ type: array, items: { type: boolean } }", "true or false"],
    ["{ type: object }", "a mapping"],
  ])("refuses a relation from the field %s, which holds no refs", (schema) => {
    const relations = "relations: [{ field: size, type: dependsOn }]";
    expect(refusal(withField(schema, relations))).toEqual([expect.stringContaining("relations[0].field")]);
    expect(refusal(withField("{}", relations))).toEqual([]);
    expect(refusal(withField("{ type: array, items: { type: string } }", relations))).toEqual([]);
  });

  it("wants both ends of a relation that is not built in, and no second meaning for one that is", () => {
    const relation = (facts: string) =>
      refusal(withField("{ type: string }", `relations: [{ field: size, ${facts} }]`));
    expect(relation("type: aimsAt")).toEqual([expect.stringContaining('"aimsAt" of field "size" is not built in')]);
    expect(relation("type: dependsOn, failureFlows: none")).toEqual([expect.stringContaining("already defined")]);
    expect(relation("type: aimsAt, inverse: ownedBy, failureFlows: none")).toEqual([
      expect.stringContaining("already defined"),
    ]);
    expect(relation("type: aimsAt, inverse: aimedAtBy, failureFlows: sideways")).toEqual([
      expect.stringContaining("to-target"),
    ]);
  });

  it("refuses to stand for relations that are not there", () => {
    expect(refusal(withField("{}", "standsFor: [hasParts]"))).toEqual([
      'kinds.yaml:3:13: standsFor[0] is "hasParts", which is not a relation. Did you mean hasPart?',
    ]);
  });

  it("says of a name that is taken whether it is built in, whatever its case", () => {
    expect(refusal("kind: component\nspec: {}\n")).toEqual([
      'kinds.yaml:1:7: kind is "component", but Component is built in. Take another name, or leave that one out.',
    ]);
    expect(refusal("kind: Queue\nspec: {}\n---\nkind: QUEUE\nspec: {}\n")).toEqual([
      'kinds.yaml:4:7: kind is "QUEUE", but Queue is defined already. Take another name, or leave that one out.',
    ]);
  });

  it("refuses names and versions that no descriptor could have", () => {
    expect(refusal("kind: My Queue\nspec: {}\n")).toEqual([expect.stringContaining("letters and digits")]);
    expect(refusal("kind: Queue\napiVersions: [acme/]\nspec: {}\n")).toEqual([expect.stringContaining("acme/")]);
  });

  it.each([
    ["{ type: string, pattern: '^(a+)+$' }", "Use enum, minLength and maxLength"],
    ["{ type: string, format: uri }", "format is not supported"],
    ["{ $ref: '#/definitions/size' }", "Write the schema out"],
    ["{ oneOf: [{}] }", "oneOf is not a keyword"],
    ["{ minLength: 1 }", "goes with type: string"],
    ["{ type: number, minLength: 1 }", "goes with type: string"],
    ["{ type: string, minimum: 1 }", "goes with type: number or integer"],
    ["{ type: [string, number] }", "Write one of: string, number"],
    ["{ type: string, minLength: -1 }", "minLength"],
    ["{ type: string, maxLength: long }", "maxLength"],
    ["{ type: string, enum: [] }", "enum"],
    ["{ type: string, enum: [a, a] }", "an item occurs twice"],
    ["{ type: object, properties: { a: {} }, required: [a, a] }", "an item occurs twice"],
    ["{ type: string, enum: [a, 1] }", "size.enum[1] is not allowed"],
    ["{ type: integer, const: 1.5 }", "size.const is not allowed"],
    ["{ enum: [a], const: a }", "Keep one"],
    ["{ type: boolean, default: 'no' }", "size.default is not allowed"],
    ["{ type: object, required: [ags], properties: { tags: {} } }", "Did you mean tags?"],
    ["{ type: object, allOf: [] }", "directly below spec"],
    ["{ type: object, properties: { constructor: {} } }", "Choose another"],
    ["text", "mapping"],
    ["[]", "mapping"],
  ])("refuses the schema %s", (schema, message) => {
    expect(refusal(withField(schema)).join("\n")).toContain(message);
  });

  it("refuses what is no kind at all, and a file without any", () => {
    expect(refusal("")).toEqual(["kinds.yaml: The file is empty. Describe a kind in it, or remove it."]);
    expect(refusal("- kind: Queue")[0]).toMatch(/^kinds\.yaml:1:1: /);
    expect(refusal("kind: Queue")).toEqual([expect.stringContaining("spec is missing")]);
    expect(refusal("kind: Queue\nspec: text\n")).toEqual([expect.stringContaining("spec")]);
  });

  describe("on hostile files", () => {
    it("S01: refuses an alias bomb at once", () => {
      const levels = Array.from(
        { length: 9 },
        (_, level) => `a${level + 1}: &a${level + 1} [${`*a${level},`.repeat(9)}]`,
      );
      const start = process.cpuUsage();
      expect(refusal(`a0: &a0 [x]\n${levels.join("\n")}\nkind: Queue\nspec: {}\n`)[0]).toContain("repeats too much");
      expect(process.cpuUsage(start).user / 1000).toBeLessThan(500);
    });

    it("S04: refuses a file of more than a mebibyte", () => {
      expect(refusal(`kind: Queue\nspec: {}\n# ${"x".repeat(1024 * 1024)}`)).toEqual([
        expect.stringContaining("larger than 1048576 bytes"),
      ]);
    });

    it("S05: keeps names of prototypes out of shapes", () => {
      for (const name of ["__proto__", "prototype"])
        expect(refusal(`kind: Queue\nspec: { properties: { ${name}: { type: string } } }`)[0]).toContain("not allowed");
      for (const name of ["constructor", "toString", "hasOwnProperty"])
        expect(refusal(`kind: Queue\nspec: { properties: { ${name}: { type: string } } }`)[0]).toContain(name);
      expect(refusal("kind: Queue\nspec: {}\nconstructor: {}\n")).toHaveLength(1);
      expect(Object.prototype).not.toHaveProperty("polluted");
    });

    it("S08: refuses a pattern instead of running it", () => {
      expect(refusal(withField(`{ type: string, pattern: "^(a+)+$", default: "${"a".repeat(28)}!" }`))).toEqual([
        expect.stringContaining("regular expressions"),
      ]);
    });

    it("bounds how many schemas a file may hold, also by repeating one", () => {
      const fields = Array.from({ length: 100 }, (_, index) => `f${index}: {}`).join(", ");
      const groups = Array.from({ length: 30 }, (_, index) => `g${index}: *fields`).join(", ");
      const file = `kind: Queue\nspec: { properties: { first: &fields { type: object, properties: { ${fields} } }, ${groups} } }`;
      expect(refusal(file)).toEqual([expect.stringContaining("too many")]);
    });

    it("lists the first of many problems, and how many more there are", () => {
      const fields = Array.from({ length: 200 }, (_, index) => `f${index}: { type: wrong }`).join(", ");
      const lines = refusal(`kind: Queue\nspec: { properties: { ${fields} } }`);
      expect(lines).toHaveLength(51);
      expect(lines.at(-1)).toBe("and 150 more problems.");
    });

    it("takes a name that is code for the name of a field", () => {
      const name = '"];process.exit(1);//\\u2028';
      const kinds = readKinds(
        `kind: Queue\napiVersions: [acme.example/v1]\nspec: { properties: { ${JSON.stringify(name)}: { type: string } }, required: [${JSON.stringify(name)}] }`,
        "kinds.yaml",
      );
      expect(validated(entity("{}"), { kinds }).problems).toHaveLength(1);
    });
  });

  it("defines Component anew so that every document of the conformance data gets the same verdict", () => {
    const others = builtInKindsWithout("Component");
    const registries = [builtInKinds, [...others, ...kindsFrom("component.yaml", others)]].map(kindRegistry);
    const documents = corpus().filter(({ document }) =>
      document.problems.every(({ severity }) => severity !== "error"),
    );
    const components = documents.filter(
      ({ document: { value } }) => (value as { kind?: unknown }).kind === "Component",
    );
    expect(components.length).toBeGreaterThan(400);
    for (const { id, document } of components) {
      const [builtIn, fromFile] = registries.map((kinds) => {
        const result = validateEntity(document, { kinds, unknownKinds: "reject", location: id });
        return result.ok ? { ...result, kind: result.kind?.kind } : result;
      });
      expect(fromFile, id).toEqual(builtIn);
    }
  });
});
