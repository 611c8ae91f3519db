import { describe, expect, it } from "vitest";
import { configuredHosts, LOCK_PATH, openTasks } from "../../../src/index.ts";
import { templateOf } from "../../template-of.ts";
import { actionRun } from "../run-action.ts";
import { emulatedGithub } from "./emulated-github.ts";

const github = emulatedGithub();

/** Waits a fiftieth of the time. */
const hurriedClock = {
  now: () => Date.now(),
  setTimer(callback: () => void, ms: number) {
    const timer = setTimeout(callback, ms / 50);
    return () => clearTimeout(timer);
  },
};

async function githubRun() {
  const run = await actionRun();
  const hosts = configuredHosts([github().host]);
  return { ...run, act: (id: string, input: Parameters<typeof run.run>[1]) => run.run(id, input, { hosts, fetch }) };
}

describe("publish:github", () => {
  it("creates a repository with the files of the workspace as its one commit", async () => {
    const { workspace, output, effects, act } = await githubRun();
    await workspace.write("README.md", "# Shop\n");
    await workspace.write("bin/run.sh", "#!/bin/sh\n", { isExecutable: true });
    await workspace.write("logo.bin", Uint8Array.of(0, 1, 2, 255));
    await act("publish:github", {
      repoUrl: "github.com?owner=acme&repo=shop",
      description: "Sells things",
      topics: ["Node"],
      protectDefaultBranch: false,
    });
    const { data } = await github().octokit.rest.repos.get({ owner: "acme", repo: "shop" });
    expect(data).toMatchObject({ private: true, description: "Sells things", default_branch: "main" });
    expect(Object.keys(await github().filesOf("shop")).sort()).toEqual(["README.md", "bin/run.sh", "logo.bin"]);
    expect(output).toMatchObject({
      remoteUrl: "https://github.com/acme/shop.git",
      repoContentsUrl: "https://github.com/acme/shop/blob/main",
    });
    const head = await github().octokit.rest.repos.getCommit({ owner: "acme", repo: "shop", ref: "main" });
    expect(output.commitHash).toBe(head.data.sha);
    expect(head.data.parents).toEqual([]);
    expect(effects).toMatchObject([{ verb: "create", what: "repository acme/shop on github.com" }, { verb: "change" }]);
  });

  it("puts only the folder that it is told to into the repository", async () => {
    const { workspace, act } = await githubRun();
    await workspace.write("service/README.md", "in");
    await workspace.write("notes.md", "out");
    const input = { repoUrl: "github.com?owner=acme&repo=part", sourcePath: "./service", protectDefaultBranch: false };
    await act("publish:github", input);
    expect(await github().filesOf("part")).toEqual({ "README.md": "in" });
  });

  it("refuses a repository that exists, and leaves it as it is", async () => {
    const { workspace, act } = await githubRun();
    await workspace.write("README.md", "first");
    const input = { repoUrl: "github.com?owner=acme&repo=taken", protectDefaultBranch: false };
    await act("publish:github", input);
    const other = await githubRun();
    await other.workspace.write("README.md", "second");
    await expect(other.act("publish:github", input)).rejects.toMatchObject({ code: "already-exists" });
    await expect(other.act("github:repo:push", input)).rejects.toMatchObject({ code: "already-exists" });
    expect(await github().filesOf("taken")).toEqual({ "README.md": "first" });
  });

  it.each([
    ["a host of another kind", "gitlab.com?owner=acme&repo=x", /no GitHub host/],
    ["a host that is not configured", "evil.example?owner=acme&repo=x", /not among the hosts/],
    [
      "S24: a name with a path in it",
      "github.com?owner=acme&repo=..%2F..%2Fetc",
      /no name of an owner or a repository/,
    ],
    ["S24: a name like an option", "github.com?owner=--upload-pack&repo=x%20y", /no name of an owner or a repository/],
  ])("refuses %s", async (_, repoUrl, message) => {
    const { act } = await githubRun();
    await expect(act("publish:github", { repoUrl })).rejects.toThrow(message);
  });

  it("S36: refuses to make a repository for somebody else, and says nothing of the token", async () => {
    const { workspace, act } = await githubRun();
    await workspace.write("README.md", "x");
    const failing = act("publish:github", { repoUrl: "github.com?owner=nobody-here&repo=x" });
    await expect(failing).rejects.toThrow(
      "nobody-here is neither an organisation that the token may see nor its own user, priya.",
    );
    await expect(failing).rejects.not.toThrow(/canary/);
  });

  it("needs a token of the host", async () => {
    const { run } = await actionRun();
    await expect(run("publish:github", { repoUrl: "github.com?owner=a&repo=b" })).rejects.toThrow(
      "no token for github.com",
    );
  });

  it("R19: waits as long as the host asks, and makes one repository", async () => {
    const { workspace, ...run } = await actionRun();
    await workspace.write("README.md", "x");
    let refused = 0;
    let made = 0;
    const strained: typeof fetch = async (input, init) => {
      if ((init?.method ?? "GET") !== "GET" && refused < 3) {
        refused += 1;
        return new Response("slow down", { status: 429, headers: { "retry-after": "0" } });
      }
      const response = await fetch(input, init);
      if (String(input).endsWith("/orgs/acme/repos") && response.ok) made += 1;
      return response;
    };
    const hosts = configuredHosts([github().host]);
    const input = { repoUrl: "github.com?owner=acme&repo=patient", protectDefaultBranch: false };
    await run.run("publish:github", input, { hosts, fetch: strained, clock: hurriedClock });
    expect(refused).toBe(3);
    expect(made).toBe(1);
  });
});

describe("publish:github:pull-request", () => {
  async function repository(repo: string) {
    const { workspace, act } = await githubRun();
    await workspace.write("README.md", "old");
    await workspace.write("gone.md", "old");
    await act("publish:github", { repoUrl: `github.com?owner=acme&repo=${repo}`, protectDefaultBranch: false });
    return { repoUrl: `github.com?owner=acme&repo=${repo}`, title: "Add docs", description: "As asked" };
  }

  it("opens a pull request with the workspace beside what is there", async () => {
    const input = await repository("with-pull");
    const { workspace, output, act } = await githubRun();
    await workspace.write("docs/index.md", "new");
    await act("publish:github:pull-request", {
      ...input,
      branchName: "add-docs",
      targetPath: "site",
      filesToDelete: ["gone.md"],
    });
    expect(output).toMatchObject({ targetBranchName: "main", pullRequestNumber: expect.any(Number) });
    expect(await github().filesOf("with-pull", "add-docs")).toEqual({
      "README.md": "old",
      "site/docs/index.md": "new",
    });
    expect(await github().filesOf("with-pull")).toHaveProperty("gone.md");
  });

  it("refuses a branch that is there, unless it is to be added to", async () => {
    const input = { ...(await repository("twice")), branchName: "docs" };
    const { workspace, act } = await githubRun();
    await workspace.write("a.md", "a");
    await act("publish:github:pull-request", input);
    const other = await githubRun();
    await other.workspace.write("b.md", "b");
    await expect(other.act("publish:github:pull-request", input)).rejects.toThrow("set update: true");
    await other.act("publish:github:pull-request", { ...input, update: true });
    expect(Object.keys(await github().filesOf("twice", "docs")).sort()).toEqual([
      "README.md",
      "a.md",
      "b.md",
      "gone.md",
    ]);
    const { data } = await github().octokit.rest.pulls.list({ owner: "acme", repo: "twice", state: "all" });
    expect(data).toHaveLength(1);
  });

  it("opens none when nothing changes and none is wanted then", async () => {
    const input = { ...(await repository("same")), branchName: "docs", createWhenEmpty: false };
    const { workspace, output, log, act } = await githubRun();
    await workspace.write("README.md", "old");
    await act("publish:github:pull-request", input);
    expect(output).toEqual({});
    expect(log).toEqual(["The workspace changes nothing, so no pull request was opened."]);
  });
});

describe("github:webhook, github:issues:create and github:issues:label", () => {
  it("make each thing once", async () => {
    const { workspace, output, act } = await githubRun();
    const repoUrl = "github.com?owner=acme&repo=hooked";
    await workspace.write("README.md", "x");
    await act("publish:github", { repoUrl, protectDefaultBranch: false });
    const webhook = { repoUrl, webhookUrl: "https://ci.acme.example/hook", webhookSecret: "canary" };
    await act("github:webhook", webhook);
    await act("github:webhook", webhook);
    const { data } = await github().octokit.rest.repos.listWebhooks({ owner: "acme", repo: "hooked" });
    expect(data.map(({ config }) => config.url)).toEqual(["https://ci.acme.example/hook"]);
    await act("github:issues:create", { repoUrl, title: "Set up alerts", body: "Please" });
    expect(output.issueUrl).toContain("/acme/hooked/issues/");
    const number = Number(output.issueNumber);
    await act("github:issues:label", { repoUrl, number, labels: ["ops"] });
    const issue = await github().octokit.rest.issues.get({ owner: "acme", repo: "hooked", issue_number: number });
    expect(issue.data.labels).toMatchObject([{ name: "ops" }]);
  });
});

describe("R18", () => {
  it("makes one repository whichever call to GitHub fails, when the task is tried again", async () => {
    const spec = (repo: string) => `
      steps:
        - { id: write, action: roadiehq:utils:fs:write, input: { path: README.md, content: hello } }
        - { id: publish, action: publish:github, input: { repoUrl: "github.com?owner=acme&repo=${repo}", protectDefaultBranch: false, topics: [a] } }
      output: { url: "\${{ steps.publish.output.remoteUrl }}" }
      `;
    for (let failing = 1; failing < 40; failing += 1) {
      let calls = 0;
      // The call has taken effect, and its answer is lost on the way.
      const lossy: typeof fetch = async (input, init) => {
        const response = await fetch(input, init);
        calls += 1;
        if (calls !== failing) return response;
        await response.body?.cancel();
        throw new TypeError("fetch failed: connection reset");
      };
      const template = await templateOf(spec(`lossy-${failing}`));
      const tasks = openTasks({ hosts: [github().host], fetch: lossy, clock: hurriedClock });
      const first = await tasks.start(template);
      const report = await first.done;
      const ended = report.state === "completed" ? report : await (await tasks.resume(first.id, template)).done;
      expect(`call ${failing}: ${ended.state}`).toBe(`call ${failing}: completed`);
      expect(await github().filesOf(`lossy-${failing}`)).toEqual({
        "README.md": "hello",
        [LOCK_PATH]: expect.any(String),
      });
      expect(ended.effects.filter(({ verb }) => verb === "create")).toHaveLength(1);
      await tasks.close();
      if (calls < failing) return;
    }
    throw new Error("A publication never took less than 40 calls.");
  }, 60_000);
});
