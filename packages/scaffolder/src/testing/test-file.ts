import { type JsonObject, readDocuments, repositoryReadLimits } from "@callboard/core";
import { z } from "zod";
import { placeIn } from "../template/place-in.ts";
import type { Place } from "../template/template.ts";
import { TemplateError } from "../template-error.ts";

const object = z.record(z.string(), z.json());

/** What a file has to hold: all of it, a part of it, or that it is not there. */
const expectedFile = z.union(
  [z.string(), z.strictObject({ contains: z.union([z.string(), z.array(z.string()).min(1)]) }), z.null()],
  { error: "a text, { contains: text }, or null for a file that is not there" },
);

const expectation = z
  .strictObject({
    files: z.record(z.string(), expectedFile).optional().describe("By path; null for one that is not there."),
    steps: z
      .record(
        z.string(),
        z.union([z.literal("skipped"), z.strictObject({ input: object })], { error: "skipped, or { input: … }" }),
      )
      .optional()
      .describe("By id: that it is skipped, or what its input holds, other fields aside."),
    effects: z.array(z.string()).optional().describe("What happens outside, all of it: create repository …."),
    output: object.optional().describe("What the template shows at the end, other fields aside."),
    fails: z.string().optional().describe("A part of what is wrong; nothing may be wrong unless given."),
  })
  .describe("What has to come of it.");

const oneTest = z.strictObject({
  name: z.string().min(1),
  values: object.optional(),
  secrets: z.record(z.string(), z.string()).optional(),
  user: z.string().optional().describe("Who runs it: user:default/helen."),
  expect: expectation.optional(),
  snapshot: z.boolean().optional().describe("Whether all files have to be as a file under __snapshots__ keeps them."),
});

const schema = z.strictObject({
  template: z.string().min(1).default("./template.yaml").describe("The template, from the folder of this file."),
  tests: z.array(oneTest).min(1),
});

/** One case of a test file. */
export type TemplateTest = z.output<typeof oneTest>;

/** The cases for one template. */
export interface TemplateTestFile {
  /** The template, from the folder of the file. */
  readonly template: string;
  readonly tests: readonly (TemplateTest & { readonly place: Place })[];
}

/** The JSON Schema (draft-07) of a test file, for editors. */
export function testFileSchema(): JsonObject {
  return JSON.parse(JSON.stringify(z.toJSONSchema(schema, { target: "draft-7", io: "input" })));
}

/**
 * Reads a `*.test.yaml`.
 *
 * @throws {TemplateError} `invalid-values` at the line that is wrong
 */
export function readTestFile(text: string, location: string): TemplateTestFile {
  const [document, further] = readDocuments(text, { limits: repositoryReadLimits });
  if (!document || further) {
    const message = "A test file is one YAML document with template and tests.";
    throw new TemplateError("invalid-values", message, { place: { location, line: 1, column: 1 } });
  }
  const wrong = (message: string, pointer: string) =>
    new TemplateError("invalid-values", message, { place: placeIn(document, pointer, location) });
  const [problem] = document.problems.filter(({ severity }) => severity === "error");
  if (problem) {
    const place = { location, line: problem.line, column: problem.column };
    throw new TemplateError("invalid-values", problem.message, { place });
  }
  const parsed = schema.safeParse(document.value);
  if (!parsed.success) {
    const { path, message } = firstFault(parsed.error);
    throw wrong(message, path.map((key) => `/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`).join(""));
  }
  const names = new Set<string>();
  for (const [index, { name }] of parsed.data.tests.entries()) {
    if (names.has(name)) throw wrong(`Another test is called ${name} too.`, `/tests/${index}/name`);
    names.add(name);
  }
  const tests = parsed.data.tests.map((test, index) => ({
    ...test,
    place: placeIn(document, `/tests/${index}`, location),
  }));
  return { template: parsed.data.template, tests };
}

function firstFault({ issues }: z.ZodError): { readonly path: readonly PropertyKey[]; readonly message: string } {
  const [issue] = issues;
  const path = issue?.path ?? [];
  if (issue?.code === "unrecognized_keys") {
    const [key = ""] = issue.keys;
    return { path: [...path, key], message: `There is no field ${key} in a test file. Remove it.` };
  }
  const field = path.map(String).join(".") || "a test file";
  const isMissing = issue?.code === "invalid_type" && issue.input === undefined;
  return { path, message: isMissing ? `${field} is missing.` : `${field} has to be right: ${issue?.message}.` };
}
