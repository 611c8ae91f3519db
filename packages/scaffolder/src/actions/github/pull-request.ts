import { z } from "zod";
import type { ActionContext } from "../../action/action.ts";
import { defineAction } from "../../action/define-action.ts";
import { TemplateError } from "../../template-error.ts";
import { publishedFiles } from "../published-files.ts";
import { isMarked } from "../task-marker.ts";
import { commitFiles } from "./commit-files.ts";
import { type GithubRepository, githubRepository, onGithub, orMissing, repositoryName } from "./github-repository.ts";
import { authorOf } from "./push-files.ts";

const input = z.looseObject({
  repoUrl: z.string().min(1).describe("The repository, as RepoUrlPicker gives it: github.com?owner=acme&repo=shop."),
  branchName: z.string().min(1),
  title: z.string().min(1),
  description: z.string(),
  targetBranchName: z.string().exactOptional(),
  draft: z.boolean().default(false),
  sourcePath: z.string().exactOptional(),
  targetPath: z.string().exactOptional(),
  filesToDelete: z.array(z.string()).exactOptional(),
  reviewers: z.array(z.string()).exactOptional(),
  teamReviewers: z.array(z.string()).exactOptional(),
  assignees: z.array(z.string()).exactOptional(),
  commitMessage: z.string().exactOptional(),
  gitAuthorName: z.string().exactOptional(),
  gitAuthorEmail: z.string().exactOptional(),
  update: z.boolean().default(false).describe("Adds to the branch when it is there, instead of failing."),
  createWhenEmpty: z.boolean().default(true),
  forceEmptyGitAuthor: z.boolean().exactOptional(),
  token: z.string().exactOptional(),
});
type PullRequestInput = z.output<typeof input>;

/** Opens a pull request with the files of the workspace. */
export const publishGithubPullRequest = defineAction({
  id: "publish:github:pull-request",
  description: "Opens a pull request on GitHub with the files of the workspace.",
  input,
  output: z.object({ targetBranchName: z.string(), remoteUrl: z.string(), pullRequestNumber: z.number() }),
  dryRun({ input: { repoUrl, branchName, title, targetBranchName = "main" }, hosts, effect, output }) {
    const { shown, url } = repositoryName(repoUrl, { hosts });
    effect({ verb: "create", what: `branch ${branchName} of ${shown}` });
    effect({
      verb: "create",
      what: `pull request "${title}" from ${branchName} to ${targetBranchName} of ${shown}`,
      url,
    });
    output("targetBranchName", targetBranchName);
    output("remoteUrl", `${url}/pull/0`);
    output("pullRequestNumber", 0);
  },
  async run(context) {
    const { input: given, output, log } = context;
    if (given.forceFork === true)
      throw new TemplateError(
        "invalid-values",
        "forceFork is not supported: the branch is made in the repository itself.",
      );
    const repository = await githubRepository(given.repoUrl, context, given.token);
    const target = given.targetBranchName ?? (await defaultBranch(repository));
    const commit = await pushBranch(repository, given, target, context);
    if (commit === null) {
      log("The workspace changes nothing, so no pull request was opened.");
      return;
    }
    const pull = await openPull(repository, given, target, context);
    await askForReview(repository, pull.number, given);
    output("targetBranchName", target);
    output("remoteUrl", pull.url);
    output("pullRequestNumber", pull.number);
  },
});

async function defaultBranch({ octokit, owner, repo, shown }: GithubRepository): Promise<string> {
  const { data } = await onGithub(`read ${shown}`, () => octokit.rest.repos.get({ owner, repo }));
  return data.default_branch;
}

type Context = Pick<ActionContext, "once" | "effect" | "workspace" | "task" | "step">;

/** Makes the branch with one commit, once; null when there is nothing to commit and nothing is to be made of that. */
async function pushBranch(
  repository: GithubRepository,
  given: PullRequestInput,
  target: string,
  context: Context,
): Promise<string | null> {
  const { octokit, owner, repo, shown } = repository;
  const { branchName, title, commitMessage = title, filesToDelete: deleted = [], update, createWhenEmpty } = given;
  const files = await publishedFiles(context, given);
  return context.once({
    key: "branch",
    result: z.string().nullable(),
    async find() {
      const head = await orMissing(octokit.rest.repos.getCommit({ owner, repo, ref: `heads/${branchName}` }));
      return head && isMarked(head.data.commit.message, context) ? head.data.sha : undefined;
    },
    run: () =>
      onGithub(`push ${branchName} to ${shown}`, async () => {
        const there = await orMissing(octokit.rest.repos.getCommit({ owner, repo, ref: `heads/${branchName}` }));
        if (there && !update) {
          const message = `The branch ${branchName} of ${shown} exists already. Choose another name, or set update: true.`;
          throw new TemplateError("already-exists", message);
        }
        const base = there ?? (await octokit.rest.repos.getCommit({ owner, repo, ref: `heads/${target}` }));
        const { tree: baseTree } = base.data.commit;
        const author = authorOf(given);
        const options = { message: commitMessage, parent: base.data.sha, baseTree: baseTree.sha, files, deleted };
        const made = await commitFiles(repository, { ...options, ...(author && { author }) }, context);
        if (made.tree === baseTree.sha && !createWhenEmpty) return null;
        context.effect({ verb: there ? "change" : "create", what: `branch ${branchName} of ${shown}` });
        if (there) await octokit.rest.git.updateRef({ owner, repo, ref: `heads/${branchName}`, sha: made.commit });
        else await octokit.rest.git.createRef({ owner, repo, ref: `refs/heads/${branchName}`, sha: made.commit });
        return made.commit;
      }),
  });
}

const pullResult = z.object({ number: z.number(), url: z.string() });

/** Opens the pull request, or finds the open one of the branch. */
async function openPull(
  { octokit, owner, repo, shown }: GithubRepository,
  { branchName, title, description, draft }: PullRequestInput,
  target: string,
  context: Context,
): Promise<z.output<typeof pullResult>> {
  async function find() {
    const { data } = await octokit.rest.pulls.list({
      owner,
      repo,
      head: `${owner}:${branchName}`,
      base: target,
      state: "open",
    });
    const pull = data.find(({ head }) => head.ref === branchName);
    return pull && { number: pull.number, url: pull.html_url };
  }
  return context.once({
    key: "pull request",
    result: pullResult,
    find,
    run: () =>
      onGithub(`open a pull request to ${shown}`, async () => {
        const open = await find();
        if (open) return open;
        const asked = { owner, repo, title, body: description, head: branchName, base: target, draft };
        const { data } = await octokit.rest.pulls.create(asked);
        context.effect({ verb: "create", what: `pull request #${data.number} of ${shown}`, url: data.html_url });
        return { number: data.number, url: data.html_url };
      }),
  });
}

async function askForReview(
  { octokit, owner, repo, shown }: GithubRepository,
  number: number,
  { reviewers, teamReviewers, assignees }: PullRequestInput,
): Promise<void> {
  await onGithub(`ask for review of #${number} of ${shown}`, async () => {
    if (reviewers || teamReviewers) {
      await octokit.rest.pulls.requestReviewers({
        owner,
        repo,
        pull_number: number,
        ...(reviewers && { reviewers }),
        ...(teamReviewers && { team_reviewers: teamReviewers }),
      });
    }
    if (assignees) await octokit.rest.issues.addAssignees({ owner, repo, issue_number: number, assignees });
  });
}
