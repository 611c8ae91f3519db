import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fieldFault, formFields, isSecretField, secretNames, withoutSecrets } from "../../src/index.ts";
import { templateOf } from "../template-of.ts";

const text = { type: "string" };
const names = (schema: Parameters<typeof formFields>[0], values: Parameters<typeof formFields>[1] = {}) =>
  formFields(schema, values).map(({ name, isRequired }) => `${name}${isRequired ? "*" : ""}`);

describe("formFields", () => {
  it("gives the fields of a page as written, or in the order that ui:order says", () => {
    const page = { required: ["b"], properties: { a: text, b: text, c: text, d: text } };
    expect(names(page)).toEqual(["a", "b*", "c", "d"]);
    expect(names({ ...page, "ui:order": ["d", "*", "a"] })).toEqual(["d", "b*", "c", "a"]);
  });

  it("asks for what an answer makes needed", () => {
    const page = {
      properties: { card: text },
      dependencies: { card: { properties: { address: text }, required: ["address"] } },
    };
    expect(names(page)).toEqual(["card"]);
    expect(names(page, { card: "1" })).toEqual(["card", "address*"]);
    expect(names({ properties: { a: text, b: text }, dependencies: { a: ["b"] } }, { a: "1" })).toEqual(["a", "b*"]);
  });

  it("takes the branch of oneOf that the answer is for", () => {
    const page = {
      properties: { database: { type: "boolean" } },
      dependencies: {
        database: {
          oneOf: [
            { properties: { database: { const: false } } },
            { properties: { database: { const: true }, name: text }, required: ["name"] },
          ],
        },
      },
    };
    expect(names(page, { database: false })).toEqual(["database"]);
    expect(names(page, { database: true })).toEqual(["database", "name*"]);
  });

  it("takes then or else of an if, within allOf too", () => {
    const condition = {
      if: { properties: { kind: { const: "site" } }, required: ["kind"] },
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
      then: { properties: { domain: text } },
      else: { properties: { port: text } },
    };
    const page = { properties: { kind: text }, allOf: [condition] };
    expect(names(page, { kind: "site" })).toEqual(["kind", "domain"]);
    expect(names(page, { kind: "api" })).toEqual(["kind", "port"]);
    expect(names({ properties: { kind: text }, ...condition })).toEqual(["kind", "port"]);
  });

  it("keeps the schema of a field when a branch repeats it with one value", () => {
    const page = {
      properties: { a: { type: "string", title: "A" } },
      dependencies: { a: { oneOf: [{ properties: { a: { enum: ["x"] }, b: text } }] } },
    };
    expect(formFields(page, { a: "x" })[0]?.schema).toEqual({ type: "string", title: "A" });
  });

  it("ends on a schema that is nested deeply", () => {
    let page: Parameters<typeof formFields>[0] = { properties: { a: text } };
    for (let depth = 0; depth < 200; depth += 1) page = { allOf: [page] };
    expect(names(page)).toEqual([]);
  });

  it("gives each field once, whatever the schema repeats", () => {
    const fields = fc.dictionary(fc.constantFrom("a", "b", "c"), fc.constant(text));
    fc.assert(
      fc.property(fields, fields, (first, second) => {
        const found = names({ properties: first, allOf: [{ properties: second }] });
        expect(new Set(found).size).toBe(found.length);
        expect([...found].sort()).toEqual([...new Set([...Object.keys(first), ...Object.keys(second)])].sort());
      }),
    );
  });
});

describe("fieldFault", () => {
  it("says what is wrong with a value, and nothing of one that will do", () => {
    const field = { name: "name", schema: { type: "string", pattern: "^[a-z]+$" } };
    expect(fieldFault(field, "shop")).toBeNull();
    expect(fieldFault(field, "SHOP")).toBe("does not match the pattern ^[a-z]+$");
    expect(fieldFault(field, 1)).toBe("is not text");
  });
});

describe("withoutSecrets", () => {
  it("takes the values of secret fields out of the answers", async () => {
    const template = await templateOf(`
      parameters:
        properties: { name: { type: string }, key: { type: string, ui:field: Secret }, word: { type: string, ui:widget: password } }
      steps: [{ action: debug:log }]`);
    expect(withoutSecrets(template, { name: "a", key: "canary-1", word: "canary-2" })).toEqual({
      values: { name: "a", key: "***", word: "***" },
      secrets: { key: "canary-1", word: "canary-2" },
    });
    expect(withoutSecrets(template, { name: "a" })).toEqual({ values: { name: "a" }, secrets: {} });
    expect(secretNames(template, {})).toEqual(["key", "word"]);
    expect(isSecretField({ schema: { "ui:field": "OwnerPicker" } })).toBe(false);
  });
});
