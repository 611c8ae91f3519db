import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { compiledSchema } from "../../src/ingest/compiled-schema.ts";
import { builtInKinds } from "../../src/model/built-in-kinds.ts";

describe("compiledSchema", () => {
  afterEach(() => {
    z.config({ jitless: false });
  });

  it.each(builtInKinds.map((kind) => [kind.kind, kind.spec] as const))(
    "finds in a %s what the schema finds",
    (_kind, spec) => {
      const compiled = compiledSchema<z.ZodType>(spec);
      const text = fc.constantFrom("", " ", "a", "required");
      const leaf = fc.oneof(text, fc.constantFrom(null, true, 0, 1.5));
      const item = fc.oneof(
        leaf,
        fc.array(leaf, { maxLength: 2 }),
        fc.dictionary(fc.constantFrom("action", "id", "tags", "x"), leaf),
      );
      const value = fc.oneof(item, fc.array(item, { maxLength: 3 }));
      const fields = fc.dictionary(fc.constantFrom(...Object.keys(spec.shape), "other"), value);
      fc.assert(
        fc.property(fc.oneof({ weight: 9, arbitrary: fields }, value), (written) => {
          expect(compiled.safeParse(written).error?.issues).toEqual(spec.safeParse(written).error?.issues);
        }),
      );
    },
  );

  it("makes no code where zod may not", () => {
    const schema = z.object({ a: z.string() });
    expect(compiledSchema(schema)).not.toBe(schema);
    z.config({ jitless: true });
    expect(compiledSchema(schema)).toBe(schema);
  });
});
