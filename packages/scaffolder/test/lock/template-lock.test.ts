import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import {
  defineAction,
  folderFiles,
  LOCK_PATH,
  openTasks,
  readLock,
  skeletonVersion,
  type Template,
  templateVersion,
} from "../../src/index.ts";
import { templateOf } from "../template-of.ts";
import { snapshot, temporaryFolder } from "../temporary-folder.ts";

const publish = defineAction({
  id: "publish:nowhere",
  description: "Fills a repository.",
  input: z.object({ sourcePath: z.string().optional() }),
  output: z.object({ files: z.array(z.string()) }),
  dryRun: ({ effect }) => effect({ verb: "create", what: "repository" }),
  async run({ workspace, output }) {
    output(
      "files",
      (await workspace.list()).filter(({ type }) => type === "file").map(({ path }) => path),
    );
  },
});

const spec = (source = "") => `
  parameters: { properties: { name: { type: string }, key: { type: string, ui:field: Secret } } }
  steps:
    - { id: write, action: fs:write, input: { path: src/a.txt, content: a } }
    - { id: publish, action: "publish:nowhere", input: {${source}} }
  output: { files: "\${{ steps.publish.output.files }}" }`;

const tasks = openTasks({ actions: [publish] });

describe("the lock file", () => {
  it("is in what a template publishes, and tells template, version and answers without secrets", async () => {
    const template = await templateOf(spec());
    const request = { values: { name: "shop", key: "***" }, secrets: { key: "canary" } };
    const { output } = await (await tasks.start(template, request)).done;
    expect(output.files).toEqual([LOCK_PATH, "src/a.txt"]);
    const { files } = await tasks.plan(template, request);
    const text = files.find(({ path }) => path === LOCK_PATH)?.text ?? "";
    expect(readLock(text, LOCK_PATH)).toEqual({
      template: "template:default/service",
      location: null,
      version: templateVersion(template),
      skeletons: await skeletonVersion(template),
      answers: { name: "shop" },
    });
    expect(text).not.toContain("canary");
  });

  it("is at the root of the folder that is published", async () => {
    const { output } = await (await tasks.start(await templateOf(spec(" sourcePath: src ")))).done;
    expect(output.files).toEqual([`src/${LOCK_PATH}`, "src/a.txt"]);
  });

  it("is not in what only changes something, and at the root of what is written out", async () => {
    const template = await templateOf("steps: [{ action: fs:write, input: { path: a.txt, content: a } }]");
    expect((await tasks.plan(template)).files.map(({ path }) => path)).toEqual(["a.txt"]);
    const folder = await temporaryFolder();
    const { written } = await tasks.writeFiles(template, { folder });
    expect(written).toEqual([LOCK_PATH, "a.txt"]);
  });

  it("names the template by its address where it has one", async () => {
    const template = await templateOf(spec());
    const plan = await tasks.plan({ ...template, location: "https://github.com/acme/t/blob/main/template.yaml" });
    const text = plan.files.find(({ path }) => path === LOCK_PATH)?.text ?? "";
    expect(readLock(text, LOCK_PATH).location).toBe("https://github.com/acme/t/blob/main/template.yaml");
  });
});

describe("readLock", () => {
  it.each(["", "a: [", "template: 1", "template: template:default/x\nversion: a", "&a [*a, *a]"])(
    "refuses %j",
    (text) => {
      expect(() => readLock(text, "x.yaml")).toThrow(/^x\.yaml is no lock file of a template/);
    },
  );
});

describe("templateVersion and skeletonVersion", () => {
  it("tell a change of the descriptor from one of the files beside it", async () => {
    const fetching = (more = "") =>
      `steps: [{ action: fetch:template, input: { url: ./s${more} } }, { action: "fetch:plain:file", input: { url: a.txt, targetPath: b } }]`;
    const files = { "s/a.md": "one", "a.txt": "a" };
    const before = await templateOf(fetching(), files);
    const versions = async (template: Template) => [templateVersion(template), await skeletonVersion(template)];
    const [version, skeletons] = await versions(before);
    expect(await versions(await templateOf(fetching(), files))).toEqual([version, skeletons]);
    expect(await versions(await templateOf(fetching(", targetPath: x"), files))).toEqual([
      expect.not.stringMatching(version ?? ""),
      skeletons,
    ]);
    const changed = [
      await templateOf(fetching(), { ...files, "s/a.md": "two" }),
      await templateOf(fetching(), { ...files, "a.txt": "b" }),
    ];
    for (const template of changed) {
      expect(templateVersion(template)).toBe(version);
      expect(await skeletonVersion(template)).not.toBe(skeletons);
    }
  });

  it("takes a folder that is not there for a state of its own", async () => {
    const template = await templateOf("steps: [{ action: fetch:template, input: { url: ./none } }]");
    const missing = { ...template, files: folderFiles({ folder: await temporaryFolder() }) };
    expect(await skeletonVersion({ ...missing, spec: { ...template.spec } })).toMatch(/^[0-9a-f]{16}$/);
  });
});

describe("Tasks.writeFiles", () => {
  const template = () =>
    templateOf(
      'steps: [{ action: fs:write, input: { path: a.txt, content: "new" } }, { action: fs:write, input: { path: b.txt, content: b } }]',
    );

  it("leaves what is the same, and adds beside what is there", async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, "b.txt"), "b", { mode: 0o644 });
    await writeFile(join(folder, "own.txt"), "mine");
    const { written } = await tasks.writeFiles(await template(), { folder });
    expect(written).toEqual([LOCK_PATH, "a.txt"]);
    expect(await snapshot(folder)).toMatchObject({ "a.txt": "new", "b.txt": "b", "own.txt": "mine" });
  });

  it("writes nothing where a file would be overwritten, unless that is allowed", async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, "a.txt"), "old");
    await expect(tasks.writeFiles(await template(), { folder })).rejects.toMatchObject({
      code: "already-exists",
      message: expect.stringContaining("a.txt in "),
    });
    expect(await snapshot(folder)).toEqual({ "a.txt": "old" });
    await tasks.writeFiles(await template(), { folder, overwrite: true });
    expect(await snapshot(folder)).toMatchObject({ "a.txt": "new" });
  });

  it("writes nothing when the plan cannot run, and does nothing outside", async () => {
    const folder = await temporaryFolder();
    const unknown = await templateOf(
      "steps: [{ action: fs:write, input: { path: a, content: a } }, { action: acme:x }]",
    );
    expect(await tasks.writeFiles(unknown, { folder })).toMatchObject({ isRunnable: false, written: [] });
    expect(await snapshot(folder)).toEqual({});
    const plan = await tasks.writeFiles(await templateOf(spec()), { folder });
    expect(plan.effects).toEqual([{ verb: "create", what: "repository" }]);
  });
});
