import { PassThrough } from "node:stream";
import { entityRef } from "@callboard/core";
import { openTasks } from "@callboard/scaffolder";
import { describe, expect, it } from "vitest";
import { emulatedGithub } from "../../../scaffolder/test/actions/github/emulated-github.ts";
import { templateOf } from "../../../scaffolder/test/template-of.ts";
import { readConfig } from "../../src/config/read-config.ts";
import { newSession, type Session } from "../../src/session.ts";
import { templateAt } from "../../src/template/open-template.ts";
import { catalogFolder } from "../catalog-folder.ts";

const github = emulatedGithub();

const DESCRIPTOR = `apiVersion: scaffolder.backstage.io/v1beta3
kind: Template
metadata: { name: far }
spec:
  type: service
  steps: [{ action: "fetch:plain:file", input: { url: ../skeletons/a/hello.txt, targetPath: hello.txt } }]
`;

async function session(): Promise<Session> {
  const { apiBaseUrl, token } = github().host;
  const cwd = await catalogFolder({
    "callboard.yaml": `templates: { hosts: [{ host: github.com, type: github, apiBaseUrl: "${apiBaseUrl}", token: ${token} }] }`,
  });
  const stream = new PassThrough();
  const isTty = { stdin: false, stdout: false, stderr: false };
  const io = { argv: [], env: {}, stdin: stream, stdout: stream, stderr: stream, isTty, cwd, now: Date.now };
  return newSession(io, { format: "text" }, await readConfig({ cwd, env: {} }));
}

describe("templateAt", () => {
  it("reads a template and the files that it names from the repository that its location names", async () => {
    const tasks = openTasks({ hosts: [github().host] });
    const publish = await templateOf(`
      steps:
        - { action: fs:write, input: { path: templates/far.yaml, content: ${JSON.stringify(DESCRIPTOR)} } }
        - { action: fs:write, input: { path: skeletons/a/hello.txt, content: "hello" } }
        - { action: "publish:github", input: { repoUrl: "github.com?owner=acme&repo=templates", protectDefaultBranch: false } }`);
    expect((await (await tasks.start(publish)).done).state).toBe("completed");
    const location = "url:https://github.com/acme/templates/blob/main/templates/far.yaml";
    const template = await templateAt(location, entityRef("template:default/far"), await session());
    const plan = await tasks.plan(template);
    expect(plan.files).toMatchObject([{ path: "hello.txt", text: "hello" }]);
    await tasks.close();
  });

  it("says so when the template is no longer there, or was made up", async () => {
    const ref = entityRef("template:default/far");
    const open = await session();
    await expect(templateAt("file:gone.yaml", ref, open)).rejects.toMatchObject({
      code: "not-found",
      message: expect.stringContaining("gone.yaml"),
    });
    await expect(templateAt("made:1", ref, open)).rejects.toMatchObject({ code: "not-found" });
    await expect(templateAt("url:https://elsewhere.example/t.yaml", ref, open)).rejects.toMatchObject({
      code: "not-allowed",
    });
  });
});
