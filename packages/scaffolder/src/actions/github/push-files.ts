import { z } from "zod";
import type { ActionContext } from "../../action/action.ts";
import { TemplateError } from "../../template-error.ts";
import { publishedFiles } from "../published-files.ts";
import { isMarked } from "../task-marker.ts";
import { commitFiles } from "./commit-files.ts";
import { type GithubRepository, onGithub, orMissing } from "./github-repository.ts";

/** What goes into a repository as its first commit, in the words of Backstage's `publish:github`. */
export const pushInput = {
  defaultBranch: z.string().min(1).default("main"),
  sourcePath: z.string().exactOptional(),
  gitCommitMessage: z.string().default("initial commit"),
  gitAuthorName: z.string().exactOptional(),
  gitAuthorEmail: z.string().exactOptional(),
};
const input = z.object(pushInput);
export type PushInput = z.output<typeof input>;

type Context = Pick<ActionContext, "once" | "effect" | "workspace" | "task" | "step">;

/** Makes the workspace the one commit of a new repository's default branch, once. */
export async function pushFiles(repository: GithubRepository, given: PushInput, context: Context): Promise<string> {
  const { octokit, owner, repo, shown } = repository;
  const { defaultBranch: branch, sourcePath, gitCommitMessage: message } = given;
  const files = await publishedFiles(context, { sourcePath });
  const commit = await context.once({
    key: "push",
    result: z.string(),
    async find() {
      const head = await orMissing(octokit.rest.repos.getCommit({ owner, repo, ref: branch }));
      return head && isMarked(head.data.commit.message, context) ? head.data.sha : undefined;
    },
    async run() {
      context.effect({ verb: "change", what: `branch ${branch} of ${shown}: ${files.length} files` });
      return onGithub(`push to ${shown}`, async () => {
        const author = authorOf(given);
        const options = { message, parent: null, baseTree: null, files, ...(author && { author }) };
        const made = await commitFiles(repository, options, context);
        await setBranch(repository, branch, made.commit);
        return made.commit;
      });
    },
  });
  await onGithub(`make ${branch} the default branch of ${shown}`, async () => {
    const { data } = await octokit.rest.repos.get({ owner, repo });
    if (data.default_branch !== branch) await octokit.rest.repos.update({ owner, repo, default_branch: branch });
  });
  return commit;
}

/** Both have to be there: GitHub takes none or a whole author. */
export function authorOf({ gitAuthorName, gitAuthorEmail }: Pick<PushInput, "gitAuthorName" | "gitAuthorEmail">) {
  if (gitAuthorName === undefined || gitAuthorEmail === undefined) return undefined;
  return { name: gitAuthorName, email: gitAuthorEmail };
}

/** @throws {TemplateError} `already-exists` when the branch has more on it than the commit that a new repository has */
async function setBranch(
  { octokit, owner, repo, shown }: GithubRepository,
  branch: string,
  sha: string,
): Promise<void> {
  const head = await orMissing(octokit.rest.repos.getCommit({ owner, repo, ref: `heads/${branch}` }));
  if (!head) {
    await octokit.rest.git.createRef({ owner, repo, ref: `refs/heads/${branch}`, sha });
    return;
  }
  if (head.data.parents.length > 0 || !/^initial commit$/i.test(head.data.commit.message.trim())) {
    const message = `The branch ${branch} of ${shown} has commits already. Open a pull request to it instead.`;
    throw new TemplateError("already-exists", message);
  }
  await octokit.rest.git.updateRef({ owner, repo, ref: `heads/${branch}`, sha, force: true });
}
