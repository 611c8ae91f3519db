import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it, onTestFinished } from "vitest";
import { parse } from "yaml";
import { z } from "zod";

const root = fileURLToPath(new URL("..", import.meta.url));
const BIN = join(root, "packages/cli/bin/callboard.mjs");

const Action = z.object({
  inputs: z.record(z.string(), z.object({ description: z.string(), default: z.string() })),
  runs: z.object({
    using: z.literal("composite"),
    steps: z.array(
      z.object({
        shell: z.literal("bash"),
        run: z.string(),
        env: z.record(z.string(), z.string()),
        "working-directory": z.string(),
      }),
    ),
  }),
});
const action = Action.parse(parse(readFileSync(join(root, "action.yml"), "utf8")));
const Hooks = z.tuple([
  z.object({
    id: z.string(),
    entry: z.string(),
    args: z.array(z.string()),
    language: z.literal("node"),
    additional_dependencies: z.array(z.string()),
    files: z.string(),
    require_serial: z.literal(true),
  }),
]);
const [hook] = Hooks.parse(parse(readFileSync(join(root, ".pre-commit-hooks.yaml"), "utf8")));

const BROKEN = descriptor("web", "nobody");
const GOOD = `${descriptor("web", "shop")}---
apiVersion: backstage.io/v1alpha1
kind: Group
metadata:
  name: shop
spec:
  type: team
  children: []
`;

function descriptor(name: string, owner: string): string {
  return `apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: ${name}
spec:
  type: service
  lifecycle: production
  owner: ${owner}
`;
}

/** A git repository with these files, and `npx` and `callboard` of this clone, or others, in front of the `PATH`. */
function repository(files: Readonly<Record<string, string>>, commandsInstead: Readonly<Record<string, string>> = {}) {
  const folder = mkdtempSync(join(tmpdir(), "callboard-action-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const [workspace, commands] = [join(folder, "workspace"), join(folder, "bin")];
  for (const made of [workspace, commands]) mkdirSync(made);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(workspace, name)), { recursive: true });
    writeFileSync(join(workspace, name), content);
  }
  execFileSync("git", ["init", "--quiet"], { cwd: workspace });
  const callboard = `exec "${process.execPath}" "${BIN}" "$@"`;
  const npx = `[ "$1 $2" = "--yes --" ] || exit 99\ncase $3 in callboard@*) ;; *) exit 99 ;; esac\nshift 3\n${callboard}`;
  for (const [name, script] of Object.entries({ callboard, npx, ...commandsInstead })) {
    writeFileSync(join(commands, name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(commands, name), 0o755);
  }
  const env = { PATH: [commands, process.env.PATH ?? ""].join(delimiter), HOME: folder };
  const isThere = (name: string) => [folder, workspace].some((at) => existsSync(join(at, name)));
  return { folder, workspace, env, isThere };
}

/** Runs the steps of the action as GitHub does, the inputs filled into everything but the scripts. */
function runAction(
  files: Readonly<Record<string, string>>,
  inputs: Readonly<Record<string, string>> = {},
  commandsInstead = {},
) {
  const { folder, workspace, env, isThere } = repository(files, commandsInstead);
  const summaryFile = join(folder, "summary.md");
  const filled = (text: string) =>
    text.replace(
      /\$\{\{ inputs\.([\w-]+) \}\}/g,
      (_, name: string) => inputs[name] ?? action.inputs[name]?.default ?? "",
    );
  const results = action.runs.steps.map((step, index) => {
    const script = join(folder, `step-${index}.sh`);
    writeFileSync(script, step.run);
    return spawnSync("bash", ["--noprofile", "--norc", "-e", "-o", "pipefail", script], {
      cwd: join(workspace, filled(step["working-directory"])),
      env: {
        ...env,
        ...Object.fromEntries(Object.entries(step.env).map(([name, value]) => [name, filled(value)])),
        CI: "true",
        GITHUB_ACTIONS: "true",
        GITHUB_WORKSPACE: workspace,
        GITHUB_STEP_SUMMARY: summaryFile,
      },
      encoding: "utf8",
    });
  });
  const [result] = results;
  return {
    code: result?.status,
    stdout: result?.stdout ?? "",
    /** What a command that prints its arguments was called with. */
    argv: (result?.stdout ?? "").split("\0").slice(0, -1),
    stderr: result?.stderr ?? "",
    summary: existsSync(summaryFile) ? readFileSync(summaryFile, "utf8") : "",
    workspace,
    isThere,
  };
}

describe("action.yml", () => {
  it("puts no input into a script, and every input into the environment of one", () => {
    for (const { run } of action.runs.steps) expect(run).not.toContain("${{");
    const used = JSON.stringify(action.runs.steps);
    for (const name of Object.keys(action.inputs)) expect(used).toContain(`\${{ inputs.${name} }}`);
  });

  it("annotates what is wrong, with file and line, and ends with the code of the command", () => {
    const { code, stdout, stderr, summary } = runAction({ "web/catalog-info.yaml": BROKEN });
    expect(code).toBe(1);
    expect(stdout).toMatch(/^::error file=web\/catalog-info\.yaml,line=8,col=10,title=owner-not-found::spec\.owner: /);
    expect(stderr).toMatch(/^1 file, 1 entity: 1 error, 0 warnings/m);
    expect(summary).toMatch(/There are findings\.[\s\S]*<pre>[\s\S]*web\/catalog-info\.yaml[\s\S]*<\/pre>/);
  });

  it("ends well where nothing is wrong, and names files from the root below a working directory", () => {
    expect(runAction({ "catalog-info.yaml": GOOD })).toMatchObject({
      code: 0,
      stdout: "",
      summary: expect.stringContaining("No findings."),
    });
    const below = runAction({ "sub/web/catalog-info.yaml": BROKEN }, { "working-directory": "sub" });
    expect(below.stdout).toContain("file=sub/web/catalog-info.yaml,");
  });

  it("passes every input on", () => {
    const files = {
      "web/catalog-info.yaml": descriptor("web", "shop"),
      "org/catalog-info.yaml": GOOD.split("---\n")[1] ?? "",
    };
    expect(runAction(files, { path: "web\n" }).code).toBe(1);
    expect(runAction(files, { path: "web", catalog: "org\n" }).code).toBe(0);
    expect(runAction(files, { baseline: "none.json" })).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("There is no none.json."),
    });
    expect(runAction(files, { changed: "none.callboard" }).stderr).toContain("none.callboard");
    expect(runAction(files, { "max-warnings": "many" }).stderr).toContain("whole number");
    const sarif = runAction(files, { path: "web", format: "sarif", output: "found.sarif" });
    expect(sarif).toMatchObject({ code: 1, stdout: "" });
    expect(JSON.parse(readFileSync(join(sarif.workspace, "found.sarif"), "utf8"))).toMatchObject({ version: "2.1.0" });
  });

  it("S24: hands every hostile input on as one value", () => {
    const hostile = ["; touch pwned", "$(touch pwned)", "`touch pwned`", "--store=pwned", '"; touch pwned; "', "* ?"];
    const { code, argv, isThere } = runAction(
      {},
      {
        path: hostile.join("\n"),
        catalog: hostile.join("\n"),
        config: "$(touch pwned)",
        "max-warnings": "0 --store=pwned",
        baseline: "x --write-baseline pwned",
        changed: "'$(touch pwned)'",
        format: "json; touch pwned",
      },
      { npx: 'printf "%s\\0" "$@"' },
    );
    expect(argv).toEqual([
      ...["--yes", "--", "callboard@latest", "validate", "--format=json; touch pwned", "--config=$(touch pwned)"],
      ...["--max-warnings=0 --store=pwned", "--baseline=x --write-baseline pwned", "--changed='$(touch pwned)'"],
      ...hostile.map((value) => `--catalog=${value}`),
      "--",
      ...hostile,
    ]);
    expect({ code, isPwned: isThere("pwned") }).toEqual({ code: 0, isPwned: false });
  });

  it.each(["1.0.0; touch pwned", "npm:other@1", "../other", "1.0.0 --package=other", "1\n2"])(
    "S24: refuses %j as a version",
    (version) => {
      expect(runAction({}, { version })).toMatchObject({ code: 2, stdout: expect.stringMatching(/^::error::/) });
    },
  );

  it("S24: reads no folder but the one in the repository that is called like an option", () => {
    const files = { "--catalog=/etc/catalog-info.yaml": BROKEN };
    const { code, stdout } = runAction(files, { path: "--catalog=/etc" });
    expect(code).toBe(1);
    expect(stdout).toContain("file=--catalog=/etc/catalog-info.yaml,line=8");
  });

  it("S47: gives no command and no markup of a repository to GitHub", () => {
    const { stdout, stderr, summary } = runAction({
      "a\n::set-output name=x::y/catalog-info.yaml": BROKEN,
      "::add-mask::b/catalog-info.yaml": descriptor("app", '"##[add-mask]</pre><img src=x>"'),
    });
    const commands = [...stdout.split("\n"), ...stderr.split("\n")].filter((line) => /^\s*::|##\[/.test(line));
    expect(commands).toHaveLength(2);
    for (const command of commands) expect(command).toMatch(/^::error file=/);
    expect(stdout).toContain("file=a%0A%3A%3Aset-output name=x%3A%3Ay/catalog-info.yaml");
    expect(summary.match(/<\/?\w+/g)).toEqual(["<pre", "</pre"]);
  });
});

describe("docs/validate.md", () => {
  const page = readFileSync(join(root, "docs/validate.md"), "utf8");
  const blocks = [...page.matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].map(([, text = ""]): unknown => parse(text));
  const Workflow = z.object({
    jobs: z.object({
      catalog: z.object({
        steps: z.array(z.object({ uses: z.string().optional(), with: z.record(z.string(), z.unknown()).optional() })),
      }),
    }),
  });

  it("gives the action inputs that it has, and names all of them", () => {
    const workflows = blocks.flatMap((block) => Workflow.safeParse(block).data ?? []);
    const own = workflows.flatMap(({ jobs }) =>
      jobs.catalog.steps
        .filter(({ uses }) => uses?.startsWith("callboard/"))
        .map((step) => Object.keys(step.with ?? {})),
    );
    expect(own).toHaveLength(3);
    for (const name of own.flat()) expect(Object.keys(action.inputs)).toContain(name);
    for (const name of Object.keys(action.inputs)) expect(page).toMatch(new RegExp(`^\\| .*\`${name}\``, "m"));
  });

  it("shows the hook as it is", () => {
    const Config = z.object({ repos: z.tuple([z.object({ hooks: z.tuple([z.record(z.string(), z.unknown())]) })]) });
    const hooks = blocks.flatMap((block) => Config.safeParse(block).data?.repos[0].hooks[0] ?? []);
    const { id, language, additional_dependencies, files, require_serial } = hook;
    const entry = [hook.entry, ...hook.args].join(" ");
    expect(hooks).toEqual([
      expect.objectContaining({ id, language, additional_dependencies, files, require_serial, entry }),
      { id },
    ]);
  });
});

/** Runs the hook on files as pre-commit does: the command, its arguments, then the names, from the root. */
function runHook(files: Readonly<Record<string, string>>, names: readonly string[]) {
  const { workspace, env, isThere } = repository(files);
  const [command = "", ...args] = [...hook.entry.split(" "), ...hook.args, ...names];
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: workspace, env, encoding: "utf8" });
  return { code: status, stdout, stderr, isThere };
}

describe(".pre-commit-hooks.yaml", () => {
  it("fails for what is wrong in the files of the commit", () => {
    const { code, stdout } = runHook({ "web/catalog-info.yaml": BROKEN }, ["web/catalog-info.yaml"]);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^web\/catalog-info\.yaml\n +8:10 +error +owner-not-found/);
  });

  it("looks for refs in the whole repository, and leaves alone what is wrong elsewhere", () => {
    const files = {
      "web/catalog-info.yaml": descriptor("web", "shop"),
      "org/catalog-info.yaml": GOOD.split("---\n")[1] ?? "",
      "old/catalog-info.yaml": descriptor("old", "nobody"),
    };
    expect(runHook(files, ["web/catalog-info.yaml"])).toMatchObject({ code: 0, stderr: "" });
  });

  it("S24: takes a file for nothing but a file, whatever it is called", () => {
    const hostile = ["--store=pwned/catalog-info.yaml", "$(touch pwned)/catalog-info.yaml", "a\nb/catalog-info.yaml"];
    const { code, isThere } = runHook(
      Object.fromEntries(hostile.map((name, index) => [name, descriptor(`web-${index}`, "nobody")])),
      hostile,
    );
    expect(code).toBe(1);
    expect(isThere("pwned")).toBe(false);
  });

  it("is called for the files that a catalog is read from", () => {
    const isMatch = (path: string) => new RegExp(hook.files).test(path);
    for (const path of ["catalog-info.yaml", "a/b/catalog-info-team.yml", "catalog-info.json"]) {
      expect(isMatch(path)).toBe(true);
    }
    for (const path of ["my-catalog-info.yaml", "catalog-info.md", "catalog-info/x.yaml"])
      expect(isMatch(path)).toBe(false);
  });

  it("installs the command of its own version", () => {
    const { version } = z
      .object({ version: z.string() })
      .parse(JSON.parse(readFileSync(join(root, "packages/cli/package.json"), "utf8")));
    expect(hook.additional_dependencies).toEqual([`callboard@${version}`]);
  });
});
