import { describe, expect, it } from "vitest";
import { configuredHosts, openTasks } from "../../../src/index.ts";
import { templateOf } from "../../template-of.ts";
import { actionRun } from "../run-action.ts";
import { fakeGitlab } from "./fake-gitlab.ts";

const gitlab = fakeGitlab();

async function gitlabRun() {
  const run = await actionRun();
  const hosts = configuredHosts([gitlab().host]);
  return { ...run, act: (id: string, input: Parameters<typeof run.run>[1]) => run.run(id, input, { hosts, fetch }) };
}

const addressOf = (repo: string) => `gitlab.com?owner=acme&repo=${repo}`;

describe("publish:gitlab", () => {
  it("creates a project with the files of the workspace", async () => {
    const { workspace, output, effects, act } = await gitlabRun();
    await workspace.write("README.md", "# Shop");
    await workspace.write("logo.bin", Uint8Array.of(0, 255));
    await act("publish:gitlab", {
      repoUrl: addressOf("shop"),
      topics: ["node"],
      settings: { issues_access_level: "disabled" },
      projectVariables: [{ key: "STAGE", value: "dev" }],
    });
    const project = gitlab().project("acme/shop");
    expect(project?.created).toMatchObject({
      visibility: "private",
      namespace_id: 7,
      topics: ["node"],
      issues_access_level: "disabled",
    });
    expect(Object.fromEntries(project?.branches.get("main") ?? [])).toEqual({
      "README.md": "# Shop",
      "logo.bin": "\u0000ÿ",
    });
    expect(project?.variables.get("STAGE")).toBe("dev");
    expect(output).toEqual({
      remoteUrl: "https://gitlab.com/acme/shop.git",
      repoContentsUrl: "https://gitlab.com/acme/shop/-/blob/main",
      projectId: project?.id,
      created: true,
      commitHash: "commit-of-main",
    });
    expect(effects.map(({ verb, what }) => `${verb} ${what}`)).toEqual([
      "create project acme/shop on gitlab.com",
      "change branch main of acme/shop on gitlab.com",
    ]);
  });

  it("refuses a project that exists, or takes it when it is told to", async () => {
    const { workspace, act, output } = await gitlabRun();
    await workspace.write("README.md", "first");
    await act("publish:gitlab", { repoUrl: addressOf("taken") });
    await expect(act("publish:gitlab", { repoUrl: addressOf("taken") })).rejects.toMatchObject({
      code: "already-exists",
    });
    await act("publish:gitlab", { repoUrl: addressOf("taken"), skipExisting: true });
    expect(output.created).toBe(false);
  });

  it.each([
    ["a group that is not there", "gitlab.com?owner=nobody&repo=x", /nobody is no group or user of gitlab.com/],
    ["a host of another kind", "github.com?owner=acme&repo=x", /no GitLab host/],
    ["S24: a path that leads elsewhere", "gitlab.com?owner=..&repo=x", /no path of a project/],
  ])("refuses %s", async (_, repoUrl, message) => {
    const { act } = await gitlabRun();
    await expect(act("publish:gitlab", { repoUrl })).rejects.toThrow(message);
  });

  it("R18: makes one project whichever call to GitLab fails, when the task is tried again", async () => {
    for (let failing = 1; failing < 30; failing += 1) {
      let calls = 0;
      // The call has taken effect, and its answer is lost on the way.
      const lossy: typeof fetch = async (input, init) => {
        const response = await fetch(input, init);
        calls += 1;
        if (calls !== failing || (init?.method ?? "GET") === "GET") return response;
        await response.body?.cancel();
        throw new TypeError("fetch failed: connection reset");
      };
      const template = await templateOf(`
        steps:
          - { id: write, action: fs:write, input: { path: README.md, content: hello } }
          - { id: publish, action: publish:gitlab, input: { repoUrl: "${addressOf(`lossy-${failing}`)}", projectVariables: [{ key: A, value: b }] } }
        `);
      const tasks = openTasks({ hosts: [gitlab().host], fetch: lossy });
      const first = await tasks.start(template);
      const report = await first.done;
      const ended = report.state === "completed" ? report : await (await tasks.resume(first.id, template)).done;
      await tasks.close();
      expect(`call ${failing}: ${ended.state}`).toBe(`call ${failing}: completed`);
      const files = gitlab().project(`acme/lossy-${failing}`)?.branches.get("main");
      expect([...(files ?? [])].map(([path]) => path)).toEqual([".callboard/template.lock.yaml", "README.md"]);
      if (calls < failing) return;
    }
    throw new Error("A publication never took less than 30 calls.");
  });
});

describe("publish:gitlab:merge-request and gitlab:repo:push", () => {
  async function project(repo: string) {
    const { workspace, act } = await gitlabRun();
    await workspace.write("README.md", "old");
    await act("publish:gitlab", { repoUrl: addressOf(repo) });
    return addressOf(repo);
  }

  it("opens a merge request that changes what is there and adds what is not", async () => {
    const repoUrl = await project("merged");
    const { workspace, output, act } = await gitlabRun();
    await workspace.write("out/README.md", "new");
    await workspace.write("out/docs.md", "docs");
    const input = { repoUrl, title: "Docs", branchName: "docs", sourcePath: "out", reviewers: ["sam"] };
    await act("publish:gitlab:merge-request", input);
    expect(output).toEqual({
      targetBranchName: "main",
      projectid: "acme/merged",
      projectPath: "acme/merged",
      mergeRequestUrl: "https://gitlab.com/acme/merged/-/merge_requests/1",
    });
    const there = gitlab().project("acme/merged");
    expect(Object.fromEntries(there?.branches.get("docs") ?? [])).toEqual({ "README.md": "new", "docs.md": "docs" });
    expect(there?.mergeRequests[0]?.body).toMatchObject({ reviewer_ids: [3], remove_source_branch: false });
    await expect(act("publish:gitlab:merge-request", input)).rejects.toMatchObject({ code: "already-exists" });
  });

  it("pushes to a branch, which it makes when it is not there", async () => {
    const repoUrl = await project("pushed");
    const { workspace, output, act } = await gitlabRun();
    await workspace.write("a.md", "a");
    await act("gitlab:repo:push", { repoUrl, branchName: "next", commitMessage: "Add a", targetPath: "docs" });
    expect(output.commitHash).toBe("commit-of-next");
    const files = gitlab().project("acme/pushed")?.branches.get("next");
    expect(Object.fromEntries(files ?? [])).toEqual({ "README.md": "old", "docs/a.md": "a" });
  });

  it("says that a project is not there", async () => {
    const { act } = await gitlabRun();
    const input = { repoUrl: addressOf("missing"), branchName: "x", commitMessage: "x" };
    await expect(act("gitlab:repo:push", input)).rejects.toMatchObject({ code: "not-found" });
  });
});
