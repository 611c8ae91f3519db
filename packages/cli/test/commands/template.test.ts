import { existsSync } from "node:fs";
import { readdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { catalogFolder, component, group } from "../catalog-folder.ts";
import { runCommand } from "../run-command.ts";

const HEAD =
  "apiVersion: scaffolder.backstage.io/v1beta3\nkind: Template\nmetadata: { name: service, title: A service, tags: [node] }\n";

const SPEC = `spec:
  type: service
  owner: shop
  parameters:
    required: [name]
    properties:
      name: { type: string, pattern: "^[a-z0-9.]+$" }
      port: { type: number, default: 80 }
      key: { type: string, ui:field: Secret }
  steps:
    - { id: files, name: Write files, action: fetch:template, input: { url: ./skeleton, values: { name: "\${{ parameters.name }}", port: "\${{ parameters.port }}" } } }
    - { id: publish, name: Publish, action: publish:github, input: { repoUrl: "github.com?owner=acme&repo=\${{ parameters.name }}" } }
  output:
    links: [{ title: Repository, url: "\${{ steps.publish.output.remoteUrl }}" }]
    text: [{ title: Next, content: "Tell \${{ parameters.name }} to the team." }]
`;

const SKELETON = { "skeleton/README.md": "# ${{ values.name }}\n\nPort ${{ values.port }}\n" };
const FILES = { "template.yaml": HEAD + SPEC, ...SKELETON };

const local = (steps: string, more = "") =>
  `${HEAD}spec:\n  type: service\n${more}  steps:\n${steps
    .split("\n")
    .map((line) => `    ${line}`)
    .join("\n")}\n`;

const template = (args: readonly string[], cwd: string, options = {}) =>
  runCommand(["template", ...args], { cwd, ...options });

describe("callboard template list", () => {
  it("lists the templates of the catalog", async () => {
    const cwd = await catalogFolder({ "catalog/a.yaml": group("shop"), "catalog/catalog-info.yaml": HEAD + SPEC });
    const result = await template(["list", "--catalog", "catalog", "--format", "json"], cwd);
    expect(result.json()).toEqual([
      {
        ref: "template:default/service",
        title: "A service",
        description: null,
        type: "service",
        owner: null,
        tags: ["node"],
      },
    ]);
    const text = await template(["list", "--catalog", "catalog"], cwd);
    expect(text.stdout).toBe("template:default/service  A service  service  no owner\n");
  });

  it("says so when there are none", async () => {
    const cwd = await catalogFolder({ "catalog-info.yaml": component("a") });
    expect((await template(["list", "--catalog", "."], cwd)).stdout).toBe("The catalog has no templates.\n");
  });
});

describe("callboard template plan", () => {
  it("prints steps, files and effects, and does nothing", async () => {
    const cwd = await catalogFolder(FILES);
    const { code, stdout } = await template(["plan", ".", "--set", "name=shop"], cwd);
    expect(code).toBe(0);
    expect(stdout).toContain("# shop");
    expect(stdout).toContain("Port 80");
    expect(stdout).toContain("create private repository acme/shop on github.com");
    expect(await readdir(cwd)).toEqual(["skeleton", "template.yaml"]);
  });

  it("takes values from a file, those of --set in their place, texts as they are and other types as YAML", async () => {
    const cwd = await catalogFolder({ ...FILES, "values.yaml": "name: other\nport: 1\n" });
    const args = ["plan", "template.yaml", "--values", "values.yaml", "--set", "name=1.10", "--set", "port=8080"];
    const result = await template([...args, "--format", "json"], cwd);
    expect(result.json()).toMatchObject({ parameters: { name: "1.10", port: 8080 }, isRunnable: true });
  });

  it("S36: never shows the value of a secret field", async () => {
    const cwd = await catalogFolder(FILES);
    const { stdout, stderr } = await template(
      ["plan", ".", "--set", "name=shop", "--set", "key=canary-1234", "--format", "json"],
      cwd,
    );
    expect(stdout + stderr).not.toContain("canary");
  });

  it("shows what would change in a folder that is there", async () => {
    const cwd = await catalogFolder({ ...FILES, "out/README.md": "# shop\n\nPort 81\n" });
    const { stdout } = await template(["plan", ".", "--set", "name=shop", "--out", "out"], cwd);
    expect(stdout).toContain("README.md changed");
    expect(stdout).toContain("  - Port 81\n  + Port 80\n");
    const json = await template(["plan", ".", "--set", "name=shop", "--out", "out", "--format", "json"], cwd);
    expect(json.json()).toMatchObject({ files: [{ change: "new" }, { path: "README.md", change: "changed" }] });
  });

  it("says what is wrong with file, line and column, and ends with 1", async () => {
    const cwd = await catalogFolder({
      "template.yaml": local("- { action: acme:deploy }\n- { action: fs:delete, input: {} }"),
    });
    const { code, stdout } = await template(["plan", "."], cwd);
    expect(code).toBe(1);
    expect(stdout).toContain("template.yaml:7:17: error: Step step-1 needs the action acme:deploy");
    expect(stdout).toContain("template.yaml:8:");
  });

  it("ends with 2 for values that the form does not accept, and for templates that are not there", async () => {
    const cwd = await catalogFolder(FILES);
    const missing = await template(["plan", "."], cwd);
    expect(missing).toMatchObject({ code: 2, stderr: expect.stringContaining("name is missing") });
    expect(await template(["plan", "none.yaml"], cwd)).toMatchObject({
      code: 2,
      stderr: "callboard: There is no file none.yaml. Name a template.yaml, or a template of the catalog.\n",
    });
    expect(await template(["plan", "skeleton"], cwd)).toMatchObject({ code: 2 });
    expect(await template(["plan", ".", "--set", "name"], cwd)).toMatchObject({ code: 2 });
    expect(await template(["plan", ".", "--values", "template.yaml"], cwd)).toMatchObject({ code: 2 });
  });

  it("plans a template of the catalog by its name, and one of another kind not", async () => {
    const cwd = await catalogFolder({ "catalog-info.yaml": `${HEAD + SPEC}---\n${component("thing")}`, ...SKELETON });
    const result = await template(["plan", "service", "--set", "name=shop", "--catalog", "."], cwd);
    expect(result).toMatchObject({ code: 0, stdout: expect.stringContaining("# shop") });
    expect(await template(["plan", "thing", "--catalog", "."], cwd)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("component:default/thing is no template."),
    });
  });

  it("S20: reads beside the folder of the template within its repository, and nothing outside of it", async () => {
    const steps = (url: string) => local(`- { action: fetch:plain, input: { url: "${url}" } }`);
    const cwd = await catalogFolder({
      "repo/.git/HEAD": "ref: refs/heads/main",
      "repo/templates/a/template.yaml": steps("../../skeletons/a"),
      "repo/templates/b/template.yaml": steps("../../../outside"),
      "repo/templates/c/template.yaml": steps("./link"),
      "repo/skeletons/a/x.txt": "inside",
      "outside/secret.txt": "canary",
    });
    await symlink(join(cwd, "outside"), join(cwd, "repo/templates/c/link"));
    expect(await template(["plan", "repo/templates/a"], cwd)).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("inside"),
    });
    for (const name of ["b", "c"]) {
      const { code, stdout } = await template(["plan", `repo/templates/${name}`], cwd);
      expect(code).toBe(1);
      expect(stdout).toContain("leads out of");
      expect(stdout).not.toContain("canary");
    }
  });
});

describe("callboard template run", () => {
  it("runs no part of a template with an unknown action", async () => {
    const steps = "- { action: fs:write, input: { path: a, content: a } }\n- { action: acme:deploy }";
    const cwd = await catalogFolder({ "template.yaml": local(steps) });
    const { code, stderr } = await template(["run", ".", "--yes"], cwd);
    expect(code).toBe(1);
    expect(stderr).toContain("acme:deploy, which is not registered");
    const out = await template(["run", ".", "--out", "out"], cwd);
    expect(out.code).toBe(1);
    expect(existsSync(join(cwd, "out/a"))).toBe(false);
  });

  it("S19: writes nothing outside of the folder, whatever the names of files come to", async () => {
    const cwd = await catalogFolder({
      "template.yaml": local(
        '- { action: fetch:template, input: { url: ./skeleton, values: { name: "${{ parameters.name }}" } } }',
        "  parameters: { properties: { name: { type: string } } }\n",
      ),
      "skeleton/${{ values.name }}": "x",
    });
    const { code } = await template(["run", ".", "--set", "name=../../evil", "--out", "a/b/out"], cwd);
    expect(code).toBe(1);
    expect(await readdir(cwd)).toEqual(["skeleton", "template.yaml"]);
  });

  it("S22: hands values on as they are, whatever expressions they hold, and nothing of the host", async () => {
    const messages = [
      "${{ parameters.name }}",
      "${{ parameters.constructor }}",
      "${{ parameters['__proto__'] }}",
      `\${{ ''.constructor.constructor('return process')() }}`,
      "${{ range.constructor }}",
    ];
    const steps = messages.map(
      (content, index) =>
        `- { action: fs:write, input: { path: "${index}.txt", content: ${JSON.stringify(`[${content}]`)} } }`,
    );
    const cwd = await catalogFolder({
      "template.yaml": local(steps.join("\n"), "  parameters: { properties: { name: { type: string } } }\n"),
      "secrets.yaml": "TOKEN: canary-1234",
    });
    const value = "${{ secrets.TOKEN }}{{ 7 * 7 }}{% for i in range(3) %}x{% endfor %}";
    const args = ["run", ".", "--set", `name=${value}`, "--secrets", "secrets.yaml", "--out", "out"];
    expect((await template(args, cwd)).code).toBe(0);
    const written = await Promise.all(messages.map((_, index) => readFile(join(cwd, `out/${index}.txt`), "utf8")));
    expect(written[0]).toBe(`[${value}]`);
    expect(written.join("")).not.toMatch(/canary|function|native code|\[object/);
  });

  it.each([
    ["a loop that would not end", "{% for i in range(1000000000) %}x{% endfor %}"],
    ["a text that doubles", `{% set a = "x" %}{% for i in range(60) %}{% set a = a ~ a %}{% endfor %}\${{ a }}`],
    ["a macro that calls itself", "{% macro m(n) %}${{ m(n + 1) }}{% endmacro %}${{ m(1) }}"],
  ])("S23: stops %s, names the file and writes nothing", async (_, text) => {
    const cwd = await catalogFolder({
      "template.yaml": local("- { id: files, action: fetch:template, input: { url: ./skeleton } }"),
      "skeleton/a.txt": `first\n${text}`,
    });
    const { code, stdout } = await template(["run", ".", "--out", "out"], cwd);
    expect(code).toBe(1);
    expect(stdout).toMatch(/error: Step files fails: .*skeleton\/a\.txt:\d+/);
    expect(existsSync(join(cwd, "out"))).toBe(false);
  });

  it("writes into a folder with --out, leaves out what works outside, and overwrites nothing unless told", async () => {
    const cwd = await catalogFolder({ ...FILES, "out/own.txt": "mine" });
    const args = ["run", ".", "--set", "name=shop", "--out", "out"];
    const first = await template(args, cwd);
    expect(first).toMatchObject({
      code: 0,
      stderr: "Left out: publish:github (step publish), which works outside of the folder.\n",
    });
    expect(first.stdout).toContain("+ README.md");
    expect(first.stdout).toContain("Tell shop to the team.");
    expect(first.stdout).not.toContain("Repository");
    expect(await readFile(join(cwd, "out/README.md"), "utf8")).toBe("# shop\n\nPort 80\n");
    await writeFile(join(cwd, "out/README.md"), "changed by hand");
    expect(await template(args, cwd)).toMatchObject({ code: 4, stderr: expect.stringContaining("README.md in ") });
    expect(await readFile(join(cwd, "out/README.md"), "utf8")).toBe("changed by hand");
    expect(await template([...args, "--force"], cwd)).toMatchObject({ code: 0 });
    expect(await readFile(join(cwd, "out/README.md"), "utf8")).toBe("# shop\n\nPort 80\n");
    expect(await readFile(join(cwd, "out/own.txt"), "utf8")).toBe("mine");
  });

  it("does nothing outside without being told to, where nobody can be asked", async () => {
    const cwd = await catalogFolder(FILES);
    const { code, stdout, stderr } = await template(["run", ".", "--set", "name=shop"], cwd);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain("create private repository acme/shop on github.com");
    expect(stderr).toContain("Agree to it with --yes.");
  });

  it("runs one that does nothing outside at once: steps on stderr, the result on stdout", async () => {
    const cwd = await catalogFolder({
      "template.yaml": `${local('- { id: hi, name: Say hello, action: debug:log, input: { message: "hello" } }')}  output: { links: [{ title: Docs, url: "https://docs.acme.example" }] }\n`,
    });
    expect(await template(["run", "."], cwd)).toEqual({
      code: 0,
      stdout: "Docs  https://docs.acme.example\n",
      stderr: "    hello\n✓ Say hello\n",
      json: expect.any(Function),
    });
    const json = await template(["run", ".", "--format", "json"], cwd);
    expect(json.json()).toMatchObject({ state: "completed", steps: [{ id: "hi", state: "finished" }] });
  });

  it("R18: says what exists after a failure, and resume carries it on from the step that failed", async () => {
    const steps = `- { id: log, action: debug:log, input: { message: "first" } }\n- { id: read, action: fetch:plain, input: { url: ./later } }`;
    const cwd = await catalogFolder({ "template.yaml": local(steps) });
    const env = { HOME: join(cwd, "home") };
    await writeFile(join(cwd, "template.yaml"), local(steps));
    const planned = await template(["run", "."], cwd, { env });
    expect(planned.stderr).toContain("It cannot run as it is, so nothing was done.");
    const failing = local(
      '- { id: log, action: debug:log, input: { message: "first" } }\n- { id: call, action: http:request, input: { method: GET, url: "https://hooks.acme.example" } }',
    );
    await writeFile(join(cwd, "template.yaml"), failing);
    const failed = await template(["run", ".", "--yes"], cwd, { env });
    expect(failed.code).toBe(1);
    expect(failed.stdout).toContain("Nothing was done outside.");
    const id = /callboard template resume ([0-9a-f]{32})/.exec(failed.stderr)?.[1] ?? "";
    const resumed = await template(["resume", id], cwd, { env });
    expect(resumed.code).toBe(1);
    expect(resumed.stderr).not.toContain("first");
    expect(resumed.stderr).toContain("✗ http:request");
    expect(await template(["resume", "0".repeat(32)], cwd, { env })).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(id),
    });
  });
});

describe("templates in callboard.yaml", () => {
  const TEMPLATES = `templates:
  hosts: [{ host: github.com, type: github, token: "\${env:GH}" }]
  environment: { parameters: { region: eu }, secrets: { KEY: "\${env:PASS}" } }
  folder: tasks
  allowedHosts: [hooks.acme.example]
`;
  const env = { GH: "ghp-canary-1234", PASS: "canary-5678" };

  it("S36: masks tokens and secrets in what it prints of them", async () => {
    const cwd = await catalogFolder({ "callboard.yaml": TEMPLATES });
    const { stdout, code } = await runCommand(["config", "print"], { cwd, env });
    expect(code).toBe(0);
    expect(stdout).toContain("hooks.acme.example");
    expect(stdout).not.toContain("canary");
  });

  it("says which field is not right, with its line", async () => {
    const cwd = await catalogFolder({ "callboard.yaml": "templates:\n  host: []\n" });
    const { code, stderr } = await runCommand(["config", "print"], { cwd });
    expect(code).toBe(2);
    expect(stderr).toContain("callboard.yaml:2:3");
    expect(stderr).toContain("hosts");
  });

  it("gives templates their environment, keeps their tasks in its folder, and shows no secret of it", async () => {
    const steps = `- { action: debug:log, input: { message: "\${{ environment.parameters.region }} \${{ environment.secrets.KEY }}" } }`;
    const parameters = "  parameters: { properties: { owner: { type: string, ui:field: OwnerPicker } } }\n";
    const cwd = await catalogFolder({ "callboard.yaml": TEMPLATES, "template.yaml": local(steps, parameters) });
    const { code, stderr } = await template(["run", "."], cwd, { env });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "    eu ***\n✓ debug:log\n" });
    expect(await readdir(join(cwd, "tasks"))).toHaveLength(1);
  });
});

describe("callboard template lint", () => {
  it("reports problems with their places, errors as findings and warnings not", async () => {
    const cwd = await catalogFolder({
      "bad/template.yaml": local('- { action: debug:log, input: { message: "${{ user.ref | nope }}" } }'),
      "odd/template.yaml": local("- { action: acme:deploy }"),
      "broken/template.yaml": "kind: [",
    });
    const bad = await template(["lint", "bad"], cwd);
    expect(bad).toMatchObject({ code: 1 });
    expect(bad.stdout).toContain("bad/template.yaml:7:46: error: There is no filter nope.");
    expect(await template(["lint", "odd"], cwd)).toMatchObject({ code: 0, stdout: expect.stringContaining("warning") });
    const all = await template(["lint", "broken", "odd", "--format", "json"], cwd);
    expect(all.code).toBe(1);
    expect(all.json()).toMatchObject({
      templates: 2,
      problems: [{ rule: "template/invalid", line: 1 }, { rule: "template/unknown-action" }],
    });
  });
});

describe("callboard template test", () => {
  const test = (expected: string) =>
    `tests:\n  - name: a shop\n    values: { name: shop }\n    expect: { ${expected} }\n`;

  it("runs the tests below a folder, and tells what differs", async () => {
    const cwd = await catalogFolder({
      ...FILES,
      "template.test.yaml": test('files: { README.md: "# shop\\n\\nPort 80\\n" }'),
    });
    expect(await template(["test"], cwd)).toMatchObject({ code: 0, stdout: "✓ a shop\n1 test, all passed\n" });
    await writeFile(join(cwd, "template.test.yaml"), test('files: { README.md: "# depot" }'));
    const failed = await template(["test", "template.test.yaml"], cwd);
    expect(failed).toMatchObject({
      code: 1,
      stdout: '✗ a shop  template.test.yaml:2\n    README.md:1 is "# shop", expected "# depot".\n1 test, 1 failed\n',
    });
  });

  it("keeps snapshots beside the test, and keeps them anew with --update", async () => {
    const cwd = await catalogFolder({
      ...FILES,
      "t.test.yaml": "tests: [{ name: a, values: { name: shop }, snapshot: true }]",
    });
    expect(await template(["test"], cwd)).toMatchObject({ code: 0 });
    const kept = join(cwd, "__snapshots__/t.test.yaml.snap");
    expect(await readFile(kept, "utf8")).toContain("# shop");
    await writeFile(join(cwd, "skeleton/README.md"), "other");
    expect(await template(["test"], cwd)).toMatchObject({ code: 1, stdout: expect.stringContaining("--update") });
    expect(await template(["test", "--update"], cwd)).toMatchObject({ code: 0 });
    expect(await readFile(kept, "utf8")).toContain("other");
  });

  it("says where a test file is wrong, and that there is none", async () => {
    const cwd = await catalogFolder({
      ...FILES,
      "a/t.test.yaml": "tests:\n  - { name: a, expcet: {} }",
      "b/c.txt": "",
    });
    expect(await template(["test", "a"], cwd)).toMatchObject({
      code: 2,
      stderr: "callboard: a/t.test.yaml:2:24: There is no field expcet in a test file. Remove it.\n",
    });
    expect(await template(["test", "b"], cwd)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("No *.test.yaml"),
    });
  });
});

describe("callboard template check", () => {
  it("tells which repositories are behind their template, and why", async () => {
    const cwd = await catalogFolder(FILES);
    await template(["run", ".", "--set", "name=shop", "--out", "out"], cwd);
    const check = () => template(["check", "out", "--template", "template.yaml", "--format", "json"], cwd);
    expect(await check()).toMatchObject({ code: 0 });
    await writeFile(join(cwd, "skeleton/README.md"), "other");
    const behind = await check();
    expect(behind.code).toBe(1);
    expect(behind.json()).toEqual([
      { folder: "out", template: "template:default/service", state: "behind", reason: "its files changed since" },
    ]);
    const unknown = await template(["check", "out"], cwd);
    expect(unknown).toMatchObject({ code: 1, stdout: expect.stringContaining("its template is not known") });
  });

  it("refuses a folder that no template made", async () => {
    const cwd = await catalogFolder(FILES);
    expect(await template(["check", "skeleton"], cwd)).toMatchObject({ code: 2 });
  });
});
