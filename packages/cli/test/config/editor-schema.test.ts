import { describe, expect, it } from "vitest";
import { editorSchema } from "../../src/config/editor-schema.ts";

describe("editorSchema", () => {
  it("describes every field, and allows no other", () => {
    const bare: string[] = [];
    walk(editorSchema(), "", (node, path) => {
      if (isRecord(node.properties) && node.additionalProperties !== false) bare.push(`${path} is open`);
      for (const [name, field] of Object.entries(isRecord(node.properties) ? node.properties : {})) {
        if (isRecord(field) && field.description === undefined && field.const === undefined)
          bare.push(`${path}.${name}`);
      }
    });
    expect(bare).toEqual([]);
  });

  it("takes a reference to the environment for every value but a text", () => {
    const { properties, definitions } = editorSchema();
    expect(properties).toMatchObject({
      store: { type: "string" },
      unknownKinds: { anyOf: [{ enum: ["reject", "keep"] }, { $ref: "#/definitions/environment" }], default: "reject" },
      guard: { properties: { maxOwned: { anyOf: [{ type: "integer" }, { $ref: "#/definitions/environment" }] } } },
      lint: { properties: { rules: { additionalProperties: { anyOf: [{ enum: expect.anything() }, {}] } } } },
    });
    const environment = isRecord(definitions) ? definitions.environment : undefined;
    const pattern = new RegExp(isRecord(environment) ? String(environment.pattern) : "");
    for (const text of ["${env:A}", "${env:A:-3}", "x${env:A_1}y"]) expect(text).toMatch(pattern);
    for (const text of ["3", "${A}", "${env:}"]) expect(text).not.toMatch(pattern);
  });
});

function walk(node: unknown, path: string, visit: (node: Record<string, unknown>, path: string) => void): void {
  if (!isRecord(node)) return;
  visit(node, path);
  for (const [key, inner] of Object.entries(node)) {
    for (const each of Array.isArray(inner) ? inner : [inner]) walk(each, `${path}/${key}`, visit);
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
