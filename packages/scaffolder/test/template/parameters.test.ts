import { describe, expect, it } from "vitest";
import { checkParameters, parameterPages } from "../../src/index.ts";
import { checkSecrets } from "../../src/template/parameters.ts";
import { templateOf } from "../template-of.ts";

const STEPS = "steps: [{ action: debug:log }]";
const asking = (parameters: string) => templateOf(`parameters: ${parameters}\n${STEPS}`);

describe("parameterPages", () => {
  it("gives a list of pages, one page alone, and none", async () => {
    expect(parameterPages(await asking("[{ title: A }, { title: B }]")).map(({ title }) => title)).toEqual(["A", "B"]);
    expect(parameterPages(await asking("{ title: A }"))).toHaveLength(1);
    expect(parameterPages(await templateOf(STEPS))).toEqual([]);
  });
});

describe("checkParameters", () => {
  it("fills in defaults, and leaves the values that were given as they are", async () => {
    const template = await asking(
      "[{ properties: { a: { type: string, default: x } } }, { properties: { b: { type: number, default: 2 } } }]",
    );
    const given = { b: 3 };
    expect(checkParameters(template, given)).toEqual({ values: { a: "x", b: 3 }, faults: [] });
    expect(given).toEqual({ b: 3 });
  });

  it("names the page and the field of each fault", async () => {
    const template = await asking(
      '[{ required: [a], properties: { a: { type: string } } }, { properties: { "b/c": { type: array, items: { enum: [x, z] } } } }]',
    );
    expect(checkParameters(template, { "b/c": ["x", "y"] }).faults).toEqual([
      { page: 0, pointer: "/a", message: "is missing" },
      { page: 1, pointer: "/b~1c/1", message: "is none of x, z" },
    ]);
  });

  it("follows dependencies, if and then", async () => {
    const template = await asking(`
  properties: { a: { type: string }, kind: { type: string } }
  dependencies: { a: [b] }
  if: { properties: { kind: { const: site } }, required: [kind] }
  then: { required: [domain] }`);
    const missing = (values: Parameters<typeof checkParameters>[1]) =>
      checkParameters(template, values).faults.map(({ pointer }) => pointer);
    expect(missing({})).toEqual([]);
    expect(missing({ a: "1" })).toEqual(["/b"]);
    expect(missing({ kind: "site" })).toEqual(["/domain"]);
  });

  it("S08: takes no time with a pattern that makes others think for hours", async () => {
    const template = await asking('{ properties: { a: { type: string, pattern: "^(([a-z])+.)+[A-Z]([a-z])+$" } } }');
    const before = process.cpuUsage();
    expect(checkParameters(template, { a: "a".repeat(28) }).faults).toHaveLength(1);
    expect(process.cpuUsage(before).user).toBeLessThan(2_000_000);
  });

  it("refuses a page that is no schema, at its line", async () => {
    const template = await asking("[{ title: A }, { properties: { a: { type: strong } } }]");
    expect(() => checkParameters(template, {})).toThrow(/This is no JSON schema/);
    const lookAhead = await asking('{ properties: { a: { type: string, pattern: "(?=a)" } } }');
    expect(() => checkParameters(lookAhead, {})).toThrow(/This is no JSON schema/);
  });

  it("S22: takes no value through a prototype", async () => {
    const template = await asking("{ required: [toString], properties: { a: { type: string } } }");
    expect(checkParameters(template, {}).faults).toEqual([{ page: 0, pointer: "/toString", message: "is missing" }]);
  });
});

describe("checkSecrets", () => {
  it("names the secrets that are missing", async () => {
    const template = await templateOf(`secrets: { schema: { type: object, required: [TOKEN] } }\n${STEPS}`);
    expect(checkSecrets(template, {})).toEqual([{ page: 0, pointer: "/TOKEN", message: "is missing" }]);
    expect(checkSecrets(template, { TOKEN: "x" })).toEqual([]);
    expect(checkSecrets(await templateOf(STEPS), {})).toEqual([]);
  });
});
