import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { emulatedGithub } from "../../../scaffolder/test/actions/github/emulated-github.ts";
import { catalogFolder } from "../catalog-folder.ts";
import { runCommand } from "../run-command.ts";

const github = emulatedGithub();

/** A template that publishes, then reads a file that may not be there yet, and registers what it made. */
const TEMPLATE = `apiVersion: scaffolder.backstage.io/v1beta3
kind: Template
metadata: { name: service }
spec:
  type: service
  parameters: { required: [name], properties: { name: { type: string } } }
  steps:
    - { id: files, name: Write, action: fs:write, input: { path: README.md, content: "# \${{ parameters.name }}" } }
    - { id: publish, name: Publish, action: publish:github, input: { repoUrl: "github.com?owner=acme&repo=\${{ parameters.name }}", protectDefaultBranch: false } }
    - { id: after, name: After, action: http:request, if: "\${{ parameters.name == 'cut-off' }}", input: { method: GET, url: "https://hooks.acme.example" } }
    - { id: register, name: Register, action: catalog:register, input: { repoContentsUrl: "\${{ steps.publish.output.repoContentsUrl }}" } }
  output: { links: [{ title: Repository, url: "\${{ steps.publish.output.remoteUrl }}" }] }
`;

async function folderFor(): Promise<string> {
  const { apiBaseUrl, token } = github().host;
  const host = `{ host: github.com, type: github, apiBaseUrl: "${apiBaseUrl}", token: ${token} }`;
  return catalogFolder({
    "callboard.yaml": `templates: { folder: tasks, hosts: [${host}] }\n`,
    "template.yaml": TEMPLATE,
  });
}

describe("callboard template run, with a GitHub", () => {
  it("publishes what was agreed to, with a lock file, and says where it is", async () => {
    const cwd = await folderFor();
    const args = ["template", "run", ".", "--set", "name=parcels"];
    const result = await runCommand([...args, "--yes"], { cwd });
    expect(result).toMatchObject({ code: 0, stdout: "Repository  https://github.com/acme/parcels.git\n" });
    expect(result.stderr).toContain("✓ Publish");
    expect(result.stderr).toContain("catalog-info.yaml was not registered");
    expect(result.stdout + result.stderr).not.toContain("canary");
    const files = await github().filesOf("parcels");
    expect(files).toMatchObject({
      "README.md": "# parcels",
      ".callboard/template.lock.yaml": expect.stringContaining("name: parcels"),
    });
    expect(await runCommand([...args, "--yes"], { cwd })).toMatchObject({ code: 1 });
  });

  it("R18: tells what exists after a failure, and resumes without making it twice", async () => {
    const cwd = await folderFor();
    const failed = await runCommand(["template", "run", ".", "--set", "name=cut-off", "--yes"], { cwd });
    expect(failed.code).toBe(1);
    expect(failed.stdout).toContain("Done outside all the same:\n  create repository acme/cut-off on github.com");
    const id = /resume ([0-9a-f]{32})/.exec(failed.stderr)?.[1] ?? "";
    const again = await runCommand(["template", "resume", id, "--format", "json"], { cwd });
    expect(again.json()).toMatchObject({ attempts: 2, state: "failed" });
    expect(again.stderr).not.toContain("Publish");
    const { data } = await github().octokit.rest.repos.listCommits({ owner: "acme", repo: "cut-off" });
    expect(data).toHaveLength(1);
  });

  it("refuses to resume with a template that has changed since", async () => {
    const cwd = await folderFor();
    const failed = await runCommand(["template", "run", ".", "--set", "name=cut-off", "--yes"], { cwd });
    const id = /resume ([0-9a-f]{32})/.exec(failed.stderr)?.[1] ?? "";
    const path = join(cwd, "template.yaml");
    await writeFile(path, (await readFile(path, "utf8")).replace("name: After", "name: Changed"));
    expect(await runCommand(["template", "resume", id], { cwd })).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("has changed since the task"),
    });
  });
});
