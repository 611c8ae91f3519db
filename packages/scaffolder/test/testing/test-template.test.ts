import { describe, expect, it } from "vitest";
import { openTasks, readTestFile, testFileSchema, testTemplate } from "../../src/index.ts";
import { templateOf } from "../template-of.ts";

const tasks = openTasks();

const template = () =>
  templateOf(`
    parameters: { required: [name], properties: { name: { type: string, pattern: "^[a-z]+$" } } }
    steps:
      - { id: readme, action: fs:write, input: { path: README.md, content: "# \${{ parameters.name }}\\n\\nBy \${{ user.ref }}\\n" } }
      - { id: extra, if: "\${{ parameters.name == 'shop' }}", action: fs:write, input: { path: extra.txt, content: x } }
      - { id: publish, action: publish:github, input: { repoUrl: "github.com?owner=acme&repo=\${{ parameters.name }}" } }
      - { id: foreign, action: acme:deploy, input: { name: "\${{ parameters.name }}" } }
    output: { links: [{ title: Repository, url: "\${{ steps.publish.output.remoteUrl }}" }] }`);

/** Each failure of each test, for the lines of one test or more. */
async function failures(tests: string, options = {}) {
  const file = readTestFile(`tests:\n${tests}`, "template.test.yaml");
  const tested = await testTemplate(tasks, await template(), file, options);
  return tested.tests.map((test) => test.failures);
}

describe("testTemplate", () => {
  it("passes when everything is as expected", async () => {
    const tests = `
  - name: a shop
    values: { name: shop }
    user: user:default/helen
    expect:
      files: { README.md: "# shop\\n\\nBy user:default/helen\\n", extra.txt: { contains: x }, none.txt: null }
      steps: { publish: { input: { repoVisibility: private } }, foreign: { input: { name: shop } } }
      effects: ["create private repository acme/shop on github.com"]
      output: { links: [{ url: "https://github.com/acme/shop.git" }] }
  - name: another
    values: { name: depot }
    expect: { steps: { extra: skipped } }
  - name: a name that will not do
    values: { name: SHOP }
    expect: { fails: does not match the pattern }`;
    expect(await failures(tests)).toEqual([[], [], []]);
  });

  it("says what differs, each in a sentence", async () => {
    const tests = `
  - name: wrong
    values: { name: depot }
    expect:
      files: { README.md: "# depot\\n\\nBy me\\n", extra.txt: x, nothing: { contains: [a, b] } }
      steps: { readme: skipped, extra: { input: {} }, none: skipped, foreign: { input: { name: shop } } }
      effects: [call nobody]
      output: { links: [] }`;
    expect(await failures(tests)).toEqual([
      [
        'README.md:3 is "By ", expected "By me".',
        "extra.txt is not there.",
        "nothing is not there.",
        "The step readme is not skipped.",
        "The step extra is skipped: its if is false.",
        "There is no step none.",
        'steps.foreign.input.name is "depot", expected "shop".',
        "These effects are missing: call nobody.",
        "These effects are not expected: create private repository acme/depot on github.com.",
        expect.stringMatching(/^output\.links is \[\{"title":"Repository"/),
      ],
    ]);
  });

  it("fails when something is wrong that nobody expects, and when nothing is wrong that somebody expects", async () => {
    const tests = `
  - { name: refused, values: { name: SHOP } }
  - { name: accepted, values: { name: shop }, expect: { fails: nope } }`;
    expect(await failures(tests)).toEqual([
      [expect.stringContaining("does not match the pattern")],
      ['It should fail with "nope", but nothing is wrong'],
    ]);
  });

  it("keeps a snapshot, compares with it, and keeps it anew when told", async () => {
    const test = (name: string) =>
      readTestFile(`tests: [{ name: a, values: { name: ${name} }, snapshot: true }]`, "t.test.yaml");
    const first = await testTemplate(tasks, await template(), test("shop"));
    expect(first.tests[0]?.failures).toEqual([]);
    expect(first.snapshots).toContain("--- README.md");
    expect(first.snapshots).not.toContain("template.lock");
    const same = await testTemplate(tasks, await template(), test("shop"), first);
    expect(same).toEqual(first);
    const other = await testTemplate(tasks, await template(), test("depot"), first);
    expect(other.tests[0]?.failures).toEqual([
      'The snapshot:2 is "# depot", expected "# shop". If that is right, run it again with --update.',
    ]);
    expect(other.snapshots).toBe(first.snapshots);
    const updated = await testTemplate(tasks, await template(), test("depot"), { ...first, update: true });
    expect(updated.tests[0]?.failures).toEqual([]);
    expect(updated.snapshots).toContain("# depot");
  });

  it("refuses a file of snapshots that is none", async () => {
    const file = readTestFile("tests: [{ name: a, values: { name: shop } }]", "t.test.yaml");
    await expect(testTemplate(tasks, await template(), file, { snapshots: "- a" })).rejects.toThrow(
      "The snapshots cannot be read.",
    );
  });
});

describe("readTestFile", () => {
  it.each([
    ["tests: []", 1, 8, /^tests has to be right/],
    ["tests:\n  - values: {}", 2, 5, /^tests\.0\.name is missing\.$/],
    ["tests:\n  - { name: a, expects: {} }", 2, 25, /^There is no field expects in a test file\. Remove it\.$/],
    ["tests:\n  - { name: a, expect: { files: { x: 1 } } }", 2, 38, /a text, \{ contains: text \}, or null/],
    ["tests:\n  - { name: a }\n  - { name: a }", 3, 13, /^Another test is called a too\.$/],
    ["tests: [", 1, null, /./],
    ["", 1, 1, /^A test file is one YAML document/],
    ["a: 1\n---\nb: 2", 1, 1, /^A test file is one YAML document/],
  ])("says where %j is wrong", (text, line, column, message) => {
    const place = { location: "x.test.yaml", line, ...(column !== null && { column }) };
    const thrown = (() => {
      try {
        return readTestFile(text, "x.test.yaml");
      } catch (reason) {
        return reason;
      }
    })();
    expect(thrown).toMatchObject({ code: "invalid-values", place, message: expect.stringMatching(message) });
  });

  it("takes template.yaml beside it unless it names another", () => {
    expect(readTestFile("tests: [{ name: a }]", "x").template).toBe("./template.yaml");
    expect(readTestFile("template: ../t.yaml\ntests: [{ name: a }]", "x").template).toBe("../t.yaml");
  });
});

describe("testFileSchema", () => {
  it("describes the fields of a test file", () => {
    expect(testFileSchema()).toMatchObject({ properties: { tests: { type: "array" } }, required: ["tests"] });
  });
});
