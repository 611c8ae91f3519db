import { mkdir, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { testClock } from "@callboard/core/testing";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { builtInActions, TemplateError } from "../../src/index.ts";
import { snapshot } from "../temporary-folder.ts";
import { type ActionRun, actionRun, taskCatalog } from "./run-action.ts";

/** Writes the files of a template; `-> target` makes a link. */
async function templateFiles({ templateFolder }: ActionRun, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    const at = join(templateFolder, path);
    await mkdir(dirname(at), { recursive: true });
    if (text.startsWith("-> ")) await symlink(text.slice(3), at);
    else await writeFile(at, text, { mode: path.endsWith(".sh") ? 0o755 : 0o644 });
  }
}

async function workspaceFiles({ workspace }: ActionRun, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) await workspace.write(path, text);
}

function held({ workspace }: ActionRun): Promise<Readonly<Record<string, string>>> {
  return snapshot(workspace.path);
}

describe("builtInActions", () => {
  it("are there by the names that templates use", () => {
    const files = ["fetch:plain", "fetch:template", "workspace:template"].flatMap((id) => [id, `${id}:file`]);
    const folders = ["fs:delete", "fs:rename", "fs:readdir", "fs:write", "fs:append"];
    const others = ["catalog:write", "catalog:register", "catalog:fetch", "debug:log", "debug:wait"];
    const http = ["http:request", "http:backstage:request", "roadiehq:utils:fs:write", "roadiehq:utils:fs:append"];
    expect(builtInActions.map(({ id }) => id)).toEqual(
      expect.arrayContaining([...files, ...folders, ...others, ...http]),
    );
  });

  it.each(builtInActions)("$id says in a schema what it takes, and tells a plan what it would do", (action) => {
    expect(action.input).toMatchObject({ type: "object", properties: expect.any(Object) });
    expect(action.hasDryRun).toBe(true);
    expect(action.description).toMatch(/^[A-Z].*\.$/);
  });
});

describe("fetch:plain", () => {
  it("copies a folder as it is, over what is there", async () => {
    const task = await actionRun();
    await templateFiles(task, {
      "s/a.txt": "${{ values.x }}",
      "s/run.sh": "#!",
      "s/in/link": "-> ../a.txt",
      "s/.hidden": "",
    });
    await workspaceFiles(task, { "out/a.txt": "old" });
    await task.run("fetch:plain", { url: "./s", targetPath: "./out" });
    expect(await held(task)).toEqual({
      "out/": "",
      "out/.hidden": "",
      "out/a.txt": "${{ values.x }}",
      "out/in/": "",
      "out/in/link": "-> ../a.txt",
      "out/run.sh": "#!",
    });
    expect(await task.workspace.list({ patterns: ["out/run.sh"] })).toMatchObject([{ isExecutable: true }]);
  });

  it("leaves the clone's own .git alone", async () => {
    const task = await actionRun();
    await templateFiles(task, { "a.txt": "a", ".git/config": "[core]", ".github/x.yml": "" });
    await task.run("fetch:plain", { url: "./" });
    expect(Object.keys(await held(task)).sort()).toEqual([".github/", ".github/x.yml", "a.txt"]);
  });

  it("S20: refuses a link of the skeleton that leads out, and writes nothing through it", async () => {
    for (const target of ["/etc/passwd", "../../../etc/passwd", "x/../../.."]) {
      const task = await actionRun();
      await templateFiles(task, { "s/link": `-> ${target}` });
      await expect(task.run("fetch:plain", { url: "./s" })).rejects.toMatchObject({ code: "outside-workspace" });
      expect(await held(task)).toEqual({});
    }
  });

  it("S19: reads nothing above the template, and writes nothing above the workspace", async () => {
    const task = await actionRun();
    await templateFiles(task, { "s/a.txt": "a" });
    await expect(task.run("fetch:plain", { url: "../" })).rejects.toMatchObject({ code: "not-allowed" });
    await expect(task.run("fetch:plain", { url: "file:///etc" })).rejects.toMatchObject({ code: "not-allowed" });
    for (const targetPath of ["..", "../x", "/tmp/x", "~/x", "a/../../x", "..\\x"]) {
      await expect(task.run("fetch:plain", { url: "./s", targetPath })).rejects.toMatchObject({
        code: "outside-workspace",
      });
    }
    expect(await held(task)).toEqual({});
  });

  it("S40: does not use a token that a template brings along, and says so", async () => {
    const task = await actionRun();
    await templateFiles(task, { "s/a.txt": "a" });
    await task.run("fetch:plain", { url: "./s", token: "hunter2" });
    expect(task.log.join("\n")).toMatch(/token is not used/);
    expect(task.log.join("\n")).not.toContain("hunter2");
  });
});

describe("fetch:plain:file", () => {
  it("copies one file", async () => {
    const task = await actionRun();
    await templateFiles(task, { "s/run.sh": "${{ x }}" });
    await task.run("fetch:plain:file", { url: "s/run.sh", targetPath: "bin/run.sh" });
    expect(await held(task)).toEqual({ "bin/": "", "bin/run.sh": "${{ x }}" });
    expect(await task.workspace.list({ patterns: ["bin/run.sh"] })).toMatchObject([{ isExecutable: true }]);
  });
});

describe("fetch:template", () => {
  it("renders a skeleton with the values of the step, and nothing else", async () => {
    const task = await actionRun();
    await templateFiles(task, {
      "s/${{ values.name }}.txt": "${{ values.port }} [${{ parameters.x }}][${{ secrets.T }}]",
    });
    await task.run(
      "fetch:template",
      { url: "./s", values: { name: "shop", port: 8080 } },
      { secrets: { T: "hunter2" } },
    );
    expect(await held(task)).toEqual({ "shop.txt": "8080 [][]" });
  });

  it("leaves files that are there, unless told to replace them", async () => {
    const task = await actionRun();
    await templateFiles(task, { "s/a.txt": "${{ values.broken | nope }}" });
    await workspaceFiles(task, { "a.txt": "mine" });
    await task.run("fetch:template", { url: "./s", values: {} });
    expect(await held(task)).toEqual({ "a.txt": "mine" });
    await expect(task.run("fetch:template", { url: "./s", values: {}, replace: true })).rejects.toMatchObject({
      code: "template-failed",
      message: expect.stringMatching(/^\.\/s\/a\.txt:1:\d+ /),
    });
  });

  it("renders Mustache where the step asks for it", async () => {
    const task = await actionRun();
    await templateFiles(task, { "s/a.txt": "{{ values.name }} ${{ github.sha }}" });
    await task.run("fetch:template", { url: "./s", values: { name: "<shop>" }, engine: "mustache" });
    expect(await held(task)).toEqual({ "a.txt": "<shop> $" });
  });

  it.each([
    "../x",
    "../../x",
    "/tmp/x",
    "~/x",
    "..\\\\x",
    "a/../../x",
    "C:/x",
    ".git/config",
    "a/.git/hooks/pre-commit",
  ])("S19, S24: writes nothing when a name renders to %s", async (name) => {
    const task = await actionRun();
    await templateFiles(task, { "s/${{ values.name }}": "x" });
    const run = task.run("fetch:template", { url: "./s", values: { name: name.replaceAll("\\\\", "\\") } });
    // What starts with "/" has no name of its own folder, so it is left out like a folder that is not wanted.
    if (name.startsWith("/")) await run;
    else await expect(run).rejects.toMatchObject({ code: expect.stringMatching(/outside-workspace|not-allowed/) });
    expect(Object.keys(await held(task)).filter((path) => !path.endsWith("/"))).toEqual([]);
  });

  it("S22: renders a parameter that holds an expression once", async () => {
    const task = await actionRun();
    await templateFiles(task, { "s/a.txt": "${{ values.name }}" });
    await task.run(
      "fetch:template",
      { url: "./s", values: { name: "${{ secrets.T }}" } },
      { secrets: { T: "hunter2" } },
    );
    expect(await held(task)).toEqual({ "a.txt": "${{ secrets.T }}" });
  });

  it("S05: refuses reserved keys among the values, and pollutes nothing", async () => {
    const task = await actionRun();
    await templateFiles(task, { "s/a.txt": "${{ values.polluted }}${{ values.deep.polluted }}" });
    const values = JSON.parse('{"deep":{"__proto__":{"polluted":"yes"}}}');
    await task.run("fetch:template", { url: "./s", values }).catch((reason) => {
      expect(reason).toHaveProperty("code", "template-failed");
    });
    expect(Object.values(await held(task)).join()).not.toContain("yes");
    expect({}).not.toHaveProperty("polluted");
  });

  it("says which of its options exclude one another", async () => {
    const task = await actionRun();
    await templateFiles(task, { "s/a.txt": "" });
    const input = { url: "./s", templateFileExtension: true, copyWithoutRender: ["a"] };
    await expect(task.run("fetch:template", input)).rejects.toMatchObject({ code: "invalid-values" });
  });
});

describe("fetch:template:file", () => {
  it("renders one file to the path that is named", async () => {
    const task = await actionRun();
    await templateFiles(task, { "s/a.sh": "${{ values.name }}" });
    await task.run("fetch:template:file", { url: "s/a.sh", targetPath: "out/${{x", values: { name: "shop" } });
    expect(await held(task)).toEqual({ "out/": "", "out/${{x": "shop" });
    await task.run("fetch:template:file", { url: "s/a.sh", targetPath: "out/${{x", values: { name: "other" } });
    expect(await held(task)).toMatchObject({ "out/${{x": "shop" });
    await task.run("fetch:template:file", {
      url: "s/a.sh",
      targetPath: "out/${{x",
      values: { name: "b" },
      replace: true,
    });
    expect(await held(task)).toMatchObject({ "out/${{x": "b" });
  });

  it("names the file in which something is wrong", async () => {
    const task = await actionRun();
    await templateFiles(task, { "s/a.txt": "\n${{ 1 | nope }}" });
    await expect(
      task.run("fetch:template:file", { url: "s/a.txt", targetPath: "a", values: {} }),
    ).rejects.toMatchObject({
      message: expect.stringMatching(/^s\/a\.txt:2:/),
    });
  });
});

describe("workspace:template", () => {
  it("renders a folder of the workspace into another", async () => {
    const task = await actionRun();
    await workspaceFiles(task, { "in/${{ values.name }}/a.txt": "${{ values.name }}" });
    await task.run("workspace:template", { sourcePath: "./in", targetPath: "out", values: { name: "shop" } });
    expect(await held(task)).toMatchObject({ "out/shop/a.txt": "shop" });
  });

  it.each(["in", "in/deep", "./in/"])("refuses to render a folder into itself, %s", async (targetPath) => {
    const task = await actionRun();
    await workspaceFiles(task, { "in/a.txt": "" });
    const input = { sourcePath: "in", targetPath, values: {} };
    await expect(task.run("workspace:template", input)).rejects.toMatchObject({ code: "invalid-values" });
  });

  it("S20: does not read through a link that leads out", async () => {
    const task = await actionRun();
    await symlink("/etc", join(task.workspace.path, "in"));
    const input = { sourcePath: "in", targetPath: "out", values: {} };
    await expect(task.run("workspace:template", input)).rejects.toMatchObject({ code: "outside-workspace" });
  });
});

describe("workspace:template:file", () => {
  it("renders one file of the workspace", async () => {
    const task = await actionRun();
    await task.workspace.write("in/a.sh", "${{ values.name }}", { isExecutable: true });
    await task.run("workspace:template:file", { sourcePath: "in/a.sh", targetPath: "b.sh", values: { name: "shop" } });
    expect(await held(task)).toMatchObject({ "b.sh": "shop" });
    expect(await task.workspace.list({ patterns: ["b.sh"] })).toMatchObject([{ isExecutable: true }]);
    const gone = { sourcePath: "in/b.sh", targetPath: "c", values: {} };
    await expect(task.run("workspace:template:file", gone)).rejects.toMatchObject({ code: "not-found" });
  });
});

describe("catalog:write", () => {
  it("writes an entity with the template that it comes from", async () => {
    const task = await actionRun();
    const entity = {
      apiVersion: "backstage.io/v1alpha1",
      kind: "Component",
      metadata: { name: "shop", annotations: { a: "b" } },
    };
    await task.run("catalog:write", { entity });
    expect(parse((await held(task))["catalog-info.yaml"] ?? "")).toEqual({
      ...entity,
      metadata: { name: "shop", annotations: { a: "b", "backstage.io/source-template": "template:default/service" } },
    });
    await task.run("catalog:write", { entity, filePath: "sub/info.yaml" });
    expect(await held(task)).toHaveProperty(["sub/info.yaml"]);
  });
});

describe("catalog:register", () => {
  it("registers an address, and names the component that it describes", async () => {
    const task = await actionRun();
    const { catalog, registered } = taskCatalog(
      [],
      ["api:default/a", "component:default/generated-1", "component:default/shop"],
    );
    const url = "https://github.com/acme/shop/blob/main/catalog-info.yaml";
    await task.run("catalog:register", { catalogInfoUrl: url }, { catalog });
    expect(registered).toEqual([url]);
    expect(task.output).toEqual({ catalogInfoUrl: url, entityRef: "component:default/shop" });
    expect(task.effects).toMatchObject([{ verb: "change", url }]);
  });

  it.each([
    ["https://github.com/acme/shop", "/catalog-info.yaml", "https://github.com/acme/shop/blob/HEAD/catalog-info.yaml"],
    ["https://github.com/acme/shop/blob/main", undefined, "https://github.com/acme/shop/blob/main/catalog-info.yaml"],
    ["https://github.com/acme/shop/tree/main/deep", "x.yaml", "https://github.com/acme/shop/blob/main/deep/x.yaml"],
    ["https://github.com/acme/shop/tree/main/deep", "/x.yaml", "https://github.com/acme/shop/blob/main/x.yaml"],
    ["https://gitlab.com/a/b/shop/-/blob/main", "/x.yaml", "https://gitlab.com/a/b/shop/-/blob/main/x.yaml"],
    ["https://dev.azure.com/o/p/_git/r", "/x.yaml", "https://dev.azure.com/o/p/_git/r?path=%2Fx.yaml"],
    ["https://bitbucket.org/w/r/src/main", "/x.yaml", "https://bitbucket.org/w/r/src/main/x.yaml"],
  ])("finds the file in %s at %s", async (repoContentsUrl, catalogInfoPath, url) => {
    const task = await actionRun();
    const input = { repoContentsUrl, ...(catalogInfoPath && { catalogInfoPath }) };
    await task.run("catalog:register", input, { isDryRun: true });
    expect(task.output).toEqual({ catalogInfoUrl: url });
    expect(task.effects).toMatchObject([{ url }]);
  });

  it.each([{}, { repoContentsUrl: "<repoContentsUrl>" }])(
    "tells a plan of %j, which a step left out would have given",
    async (input) => {
      const task = await actionRun();
      await task.run("catalog:register", input, { isDryRun: true });
      expect(task.effects).toEqual([{ verb: "change", what: "the catalog: adds a file that a step before makes" }]);
      expect(task.output).toEqual({});
    },
  );

  it("fails without a catalog, unless it is optional", async () => {
    const task = await actionRun();
    const input = { catalogInfoUrl: "https://github.com/acme/shop/blob/main/catalog-info.yaml" };
    await expect(task.run("catalog:register", input)).rejects.toMatchObject({ code: "not-allowed" });
    await task.run("catalog:register", { ...input, optional: true });
    expect(task.effects).toEqual([]);
  });

  it("says what it takes", async () => {
    const task = await actionRun();
    await expect(task.run("catalog:register", {})).rejects.toMatchObject({ code: "invalid-values" });
  });
});

describe("catalog:fetch", () => {
  it("gives entities as data", async () => {
    const task = await actionRun();
    const { catalog } = taskCatalog(["component:web dependsOn component:api"]);
    await task.run("catalog:fetch", { entityRef: "web", defaultKind: "component" }, { catalog });
    await task.run("catalog:fetch", { entityRefs: ["component:api", "component:gone"], optional: true }, { catalog });
    expect(task.output).toMatchObject({
      entity: { kind: "Component", metadata: { name: "web" } },
      entities: [{ metadata: { name: "api" } }, null],
    });
  });

  it("fails for what is not there", async () => {
    const task = await actionRun();
    const { catalog } = taskCatalog([]);
    await expect(task.run("catalog:fetch", { entityRef: "component:gone" }, { catalog })).rejects.toMatchObject({
      code: "not-found",
    });
    await expect(task.run("catalog:fetch", { entityRef: "component:gone" })).rejects.toMatchObject({
      code: "not-found",
    });
    await expect(task.run("catalog:fetch", {}, { catalog })).rejects.toMatchObject({ code: "invalid-values" });
  });
});

describe("fs:delete", () => {
  it("deletes files, folders and what globs mean, and passes over what is not there", async () => {
    const task = await actionRun();
    await workspaceFiles(task, { "a.md": "", "b/c.md": "", "b/d.txt": "", "e/f/g": "", ".x.md": "" });
    await task.run("fs:delete", { files: ["**/*.md", "e", "gone", "no/*"] });
    expect(await held(task)).toEqual({ "b/": "", "b/d.txt": "" });
  });

  it.each(["..", "../*", "/tmp", "/tmp/*", "a/../../*", "", ".", "./"])("S19: refuses %j", async (pattern) => {
    const task = await actionRun();
    await workspaceFiles(task, { "a/b": "" });
    await expect(task.run("fs:delete", { files: [pattern] })).rejects.toBeInstanceOf(TemplateError);
    expect(await held(task)).toEqual({ "a/": "", "a/b": "" });
  });

  it("S20: deletes a link, not what it leads to", async () => {
    const task = await actionRun();
    await templateFiles(task, { "keep/me": "x" });
    await symlink(join(task.templateFolder, "keep"), join(task.workspace.path, "link"));
    for (const path of ["link/*", "link/me"]) {
      await expect(task.run("fs:delete", { files: [path] })).rejects.toMatchObject({ code: "outside-workspace" });
    }
    await task.run("fs:delete", { files: ["**", "link"] });
    expect(await held(task)).toEqual({});
    expect(await snapshot(task.templateFolder)).toHaveProperty(["keep/me"]);
  });
});

describe("fs:rename", () => {
  it("moves files, over others only when told", async () => {
    const task = await actionRun();
    await workspaceFiles(task, { a: "1", b: "2" });
    await task.run("fs:rename", { files: [{ from: "a", to: "x/a" }] });
    await expect(task.run("fs:rename", { files: [{ from: "x/a", to: "b" }] })).rejects.toMatchObject({
      code: "already-exists",
    });
    await task.run("fs:rename", { files: [{ from: "x/a", to: "b", overwrite: true }] });
    expect(await held(task)).toEqual({ "x/": "", b: "1" });
    await expect(task.run("fs:rename", { files: [{ from: "b", to: "../b" }] })).rejects.toMatchObject({
      code: "outside-workspace",
    });
  });
});

describe("fs:readdir", () => {
  it("gives files and folders, of all depths when told", async () => {
    const task = await actionRun();
    await workspaceFiles(task, { "a/b": "", "a/c/d": "" });
    await task.run("fs:readdir", { paths: ["a"] });
    const fullPath = join(task.workspace.path, "a/b");
    expect(task.output).toMatchObject({ files: [{ name: "b", path: "a/b", fullPath }], folders: [{ path: "a/c" }] });
    await task.run("fs:readdir", { paths: ["./"], recursive: true });
    expect(task.output).toMatchObject({
      files: [{ path: "a/b" }, { path: "a/c/d" }],
      folders: [{ path: "a" }, { path: "a/c" }],
    });
    await expect(task.run("fs:readdir", { paths: ["gone"] })).rejects.toMatchObject({ code: "not-found" });
  });
});

describe.each(["fs:", "roadiehq:utils:fs:"])("%swrite and append", (prefix) => {
  it("write a file, and add to it", async () => {
    const task = await actionRun();
    await task.run(`${prefix}write`, { path: "a/b.txt", content: "one\n" });
    await task.run(`${prefix}append`, { path: "a/b.txt", content: "two\n" });
    await task.run(`${prefix}append`, { path: "c.txt", content: "three" });
    expect(await held(task)).toEqual({ "a/": "", "a/b.txt": "one\ntwo\n", "c.txt": "three" });
    expect(task.output).toEqual({ path: "c.txt" });
  });

  it("S20: write nothing through a dangling link", async () => {
    const task = await actionRun();
    await symlink(join(task.templateFolder, "new"), join(task.workspace.path, "link"));
    await expect(task.run(`${prefix}append`, { path: "link", content: "x" })).rejects.toMatchObject({
      code: "outside-workspace",
    });
    expect(await snapshot(task.templateFolder)).toEqual({});
  });
});

describe("debug:log", () => {
  it("logs a message, further data and what is in the workspace", async () => {
    const task = await actionRun();
    await workspaceFiles(task, { "a/b.txt": "hello" });
    await task.run("debug:log", { message: "Hi", extra: { x: 1 }, listWorkspace: true });
    expect(task.log).toEqual(["Hi", '{\n  "x": 1\n}', "Workspace:\n  - a/b.txt"]);
    await task.run("debug:log", { listWorkspace: "with-contents" });
    expect(task.log.at(-1)).toBe("a/b.txt:\nhello");
  });

  it("S20: names a link, and shows nothing of what it leads to", async () => {
    const task = await actionRun();
    await symlink("/etc/passwd", join(task.workspace.path, "link"));
    await task.run("debug:log", { listWorkspace: "with-contents" });
    expect(task.log.join("\n")).not.toContain("root:");
    expect(task.log.at(-1)).toBe("link -> /etc/passwd");
  });
});

describe("debug:wait", () => {
  it("waits by the clock", async () => {
    const task = await actionRun();
    const clock = testClock();
    let isOver = false;
    const run = task.run("debug:wait", { minutes: 1, seconds: 2, milliseconds: 3 }, { clock }).then(() => {
      isOver = true;
    });
    await clock.advance(62_002);
    expect(isOver).toBe(false);
    await clock.advance(1);
    await run;
    expect(isOver).toBe(true);
  });

  it("ends when the task does", async () => {
    const task = await actionRun();
    const stop = new AbortController();
    const run = task.run("debug:wait", { minutes: 1 }, { signal: stop.signal });
    stop.abort(new Error("cancelled"));
    await expect(run).rejects.toThrow("cancelled");
  });

  it("waits an hour at most, and only tells a plan", async () => {
    const task = await actionRun();
    await expect(task.run("debug:wait", { minutes: 61 })).rejects.toMatchObject({ code: "invalid-values" });
    await task.run("debug:wait", { seconds: 5 }, { isDryRun: true });
    expect(task.log).toEqual(["Would wait for 5 s."]);
  });
});
