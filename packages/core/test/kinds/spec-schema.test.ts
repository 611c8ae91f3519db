import { Ajv } from "ajv";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { compiledSchema } from "../../src/ingest/compiled-schema.ts";
import { type SchemaReading, specSchema } from "../../src/kinds/spec-schema.ts";

type Schema = Readonly<Record<string, unknown>>;

const names = fc.constantFrom("a", "b", "c");
const small = fc.integer({ min: 0, max: 3 });
const scalars = fc.constantFrom<unknown>("", "a", "ab", "🐢", "🐢🐢🐢", 0, 1, 2.5, -1, true, false, null);

/** Some of these keywords. */
const some = (keywords: Readonly<Record<string, fc.Arbitrary<unknown>>>) =>
  fc.record(keywords, { requiredKeys: [] }) as fc.Arbitrary<Schema>;

const typed = (type: string, keywords: Readonly<Record<string, fc.Arbitrary<unknown>>>) =>
  some(keywords).map((written): Schema => ({ type, ...written }));

/** Schemas such as a kinds file may hold; those without sense are sorted out by what is found wrong with them. */
const { schema, spec } = fc.letrec<{ schema: Schema; fields: Schema; spec: Schema }>((tie) => {
  const fields = fc
    .record({
      properties: fc.dictionary(names, tie("schema"), { maxKeys: 3, noNullPrototype: true }),
      wanted: fc.array(names),
    })
    .map(({ properties, wanted }): Schema => {
      const required = [...new Set(wanted)].filter((name) => name in properties);
      return { properties, ...(required.length > 0 && { required }) };
    });
  const closed = fc.oneof(fc.boolean(), tie("schema"));
  const half = fc.tuple(names, scalars, fc.boolean()).map(([name, value, needed]) => ({
    properties: { [name]: { const: value } },
    ...(needed && { required: [name] }),
  }));
  return {
    schema: fc.oneof(
      { maxDepth: 3 },
      typed("string", { minLength: small, maxLength: small }),
      typed("number", { minimum: small, maximum: small }),
      typed("integer", { minimum: small }),
      typed("boolean", {}),
      some({ enum: fc.uniqueArray(scalars, { minLength: 1, maxLength: 3 }) }),
      some({ const: scalars, description: fc.string() }),
      typed("array", { items: tie("schema"), minItems: small, maxItems: small }),
      fc
        .tuple(fields, some({ additionalProperties: closed }))
        .map(([own, more]) => ({ type: "object", ...own, ...more })),
    ),
    fields,
    spec: fc
      .tuple(
        fields,
        some({
          additionalProperties: closed,
          // biome-ignore lint/suspicious/noThenProperty: it is the keyword of JSON Schema
          allOf: fc.array(fc.record({ if: half, then: tie("fields") }), { minLength: 1, maxLength: 2 }),
        }),
      )
      .map(([own, more]) => ({ ...own, ...more })),
  };
});

const { value: anyValue } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    scalars,
    scalars,
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom("a", "b", "c", "d"), tie("value"), { maxKeys: 4, noNullPrototype: true }),
  ),
}));
const specValue = fc.dictionary(fc.constantFrom("a", "b", "c", "d"), anyValue, { maxKeys: 4, noNullPrototype: true });

function read(written: unknown): { readonly schema: z.ZodObject; readonly reading: SchemaReading } {
  const reading = { findings: [], left: 1000 };
  return { schema: specSchema(written, ["spec"], reading), reading };
}

describe("specSchema", () => {
  const ajv = new Ajv({ strict: false });

  it("accepts what the JSON Schema accepts, as it is and made fast, and says so in JSON Schema again", () => {
    let [accepted, refused] = [0, 0];
    const check = (written: Schema, values: readonly unknown[]) => {
      const { schema, reading } = read(written);
      expect(reading.findings).toEqual([]);
      const fast = compiledSchema(schema);
      const again = ajv.compile(z.toJSONSchema(schema, { target: "draft-7", io: "input" }));
      const validate = ajv.compile({ type: "object", ...written });
      for (const value of values) {
        const expected = validate(value);
        if (expected) accepted += 1;
        else refused += 1;
        const verdicts = [schema.safeParse(value).success, fast.safeParse(value).success, again(value)];
        expect(verdicts, JSON.stringify({ written, value })).toEqual([expected, expected, expected]);
      }
    };
    fc.assert(fc.property(spec, fc.array(specValue, { minLength: 5, maxLength: 10 }), check), { numRuns: 150 });
    expect(Math.min(accepted, refused)).toBeGreaterThan(80);
  });

  it("never throws, whatever is written, and says nothing is wrong only of what ajv can use", () => {
    const anything = fc.oneof(
      schema,
      fc.jsonValue({ maxDepth: 4 }),
      spec.map((one) => ({ ...one, type: "array", patern: 1 })),
    );
    const check = (written: unknown) => {
      const { reading } = read(written);
      if (reading.findings.length === 0) expect(() => ajv.compile(written as Schema)).not.toThrow();
    };
    fc.assert(fc.property(anything, check), { numRuns: 400 });
  });
});
