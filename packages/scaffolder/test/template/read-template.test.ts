import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { folderFiles, openTasks, readTemplate, readTemplates } from "../../src/index.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const HEAD =
  "apiVersion: scaffolder.backstage.io/v1beta3\nkind: Template\nmetadata: { name: a }\nspec:\n  type: service\n";
const STEPS = "  steps:\n    - { action: debug:log }\n";

async function source(content: string, files: Readonly<Record<string, string>> = {}) {
  const folder = await temporaryFolder();
  for (const [path, text] of Object.entries(files)) {
    await mkdir(join(folder, path, ".."), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  return { location: "template.yaml", content, files: folderFiles({ folder }) };
}

describe("readTemplate", () => {
  it("gives the template with what $yaml, $json and $text name in place", async () => {
    const content = `${HEAD}  parameters: { $yaml: ./page.yaml }\n  steps:\n    - { action: debug:log, input: { message: { $text: ./a.txt }, more: { $json: ./b.json } } }\n`;
    const files = { "page.yaml": "title: Page\nproperties: {}", "a.txt": "hello", "b.json": '{ "c": 1 }' };
    const { ref, spec } = await readTemplate(await source(content, files));
    expect(ref).toBe("template:default/a");
    expect(spec.parameters).toEqual({ title: "Page", properties: {} });
    expect(spec.steps[0]?.input).toEqual({ message: "hello", more: { c: 1 } });
  });

  it("S20: reads nothing outside of the folder of the template", async () => {
    const outside = `${HEAD}  parameters: { $yaml: ../../../etc/passwd }\n${STEPS}`;
    await expect(readTemplate(await source(outside))).rejects.toMatchObject({ code: "invalid-template" });
  });

  it("knows where each value stands", async () => {
    const template = await readTemplate(await source(HEAD + STEPS));
    expect(template.placeOf("/spec/steps/0/action")).toEqual({ location: "template.yaml", line: 7, column: 17 });
    expect(template.placeOf("/spec/steps/0/input/not/there")).toMatchObject({ line: 7 });
    expect(template.placeOf("/nowhere")).toMatchObject({ location: "template.yaml", line: 1 });
  });

  it.each([
    ["kind: [", /./],
    [`${HEAD}`, /steps/],
    [
      "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: { name: a }\nspec: { type: a, lifecycle: a, owner: a }",
      /describes no template/,
    ],
    [`${HEAD}${STEPS}---\n${HEAD.replace("name: a", "name: b")}${STEPS}`, /describes 2 templates/],
    [`${HEAD.replace("v1beta3", "v1beta2")}${STEPS}`, /v1beta3|v1beta2/],
  ])("refuses %j with its place", async (content, message) => {
    await expect(readTemplate(await source(content))).rejects.toMatchObject({
      code: "invalid-template",
      message: expect.stringMatching(message),
      place: { location: "template.yaml", line: expect.any(Number) },
    });
  });
});

describe("readTemplates", () => {
  it("gives all templates of a file, leaves out other kinds, and reports what is wrong with the others", async () => {
    const content = [
      HEAD + STEPS,
      "apiVersion: backstage.io/v1alpha1\nkind: Group\nmetadata: { name: g }\nspec: { type: team, children: [] }\n",
      HEAD.replace("name: a", "name: b"),
      HEAD.replace("name: a", "name: c") + STEPS,
    ].join("---\n");
    const { templates, problems } = await readTemplates(await source(content));
    expect(templates.map(({ ref }) => ref)).toEqual(["template:default/a", "template:default/c"]);
    expect(problems).toMatchObject([{ severity: "error", location: "template.yaml" }]);
  });

  it("S22: keeps a key such as __proto__ from becoming a prototype", async () => {
    const content = `${HEAD}  steps:\n    - { action: debug:log, input: { __proto__: { polluted: true } } }\n`;
    await readTemplates(await source(content));
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
    await openTasks().close();
  });
});
