import { describe, expect, it } from "vitest";
import { z } from "zod";
import { schemaFindings } from "../../src/ingest/schema-findings.ts";

const source = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("file"), root: z.string() }),
  z.strictObject({ type: z.literal("git"), url: z.string() }),
]);

function found(value: unknown) {
  const { error } = source.safeParse(value);
  return schemaFindings(error?.issues ?? [], value, { rule: "test", base: ["source"] });
}

describe("schemaFindings", () => {
  it("names the forms of a union that a field tells apart", () => {
    expect(found({ type: "fil", root: "x" })).toEqual([
      {
        severity: "error",
        rule: "test",
        path: "/source/type",
        message: 'source.type is "fil", but takes "file" or "git". Replace it.',
      },
    ]);
    expect(found({ root: "x" })).toMatchObject([{ message: 'source.type is missing. Add it: "file" or "git".' }]);
  });

  it("says what is wrong with the form that the field names", () => {
    expect(found({ type: "git", root: "x" })).toMatchObject([
      { path: "/source/url", message: "source.url is missing. Add it: text." },
      { path: "/source/root", message: expect.stringContaining("not a known field"), onKey: true },
    ]);
  });
});
