import { z } from "zod";
import type { ActionContext } from "../../action/action.ts";
import { TemplateError } from "../../template-error.ts";
import { type GithubRepository, onGithub, orMissing, statusOf } from "./github-repository.ts";
import { applySettings, type RepositorySettings } from "./repository-settings.ts";

type Context = Pick<ActionContext, "once" | "effect" | "log" | "task">;

/**
 * Makes a repository once, with a first commit so that branches can be made, and sets what is to be set on it. After a
 * crash a repository of the name is taken for the task's own when it was made after the task.
 *
 * @throws {TemplateError} `already-exists`, `action-failed`
 */
export async function createRepository(
  repository: GithubRepository,
  settings: RepositorySettings,
  defaultBranch: string | undefined,
  context: Context,
): Promise<void> {
  const { octokit, owner, repo, shown, url } = repository;
  await context.once({
    key: "repository",
    result: z.string(),
    async find() {
      const found = await orMissing(octokit.rest.repos.get({ owner, repo }));
      const isOurs = found !== undefined && Date.parse(found.data.created_at) >= startOf(context.task.createdAt);
      return isOurs ? found.data.html_url : undefined;
    },
    async run() {
      context.effect({ verb: "create", what: `repository ${shown}`, url });
      return onGithub(`create ${shown}`, () => create(repository, settings, defaultBranch));
    },
  });
  await onGithub(`set up ${shown}`, () => applySettings(repository, settings));
}

/** GitHub tells times to the second. */
function startOf(createdAt: string): number {
  return Math.floor(Date.parse(createdAt) / 1000) * 1000;
}

async function create(
  { octokit, owner, repo, shown }: GithubRepository,
  settings: RepositorySettings,
  defaultBranch: string | undefined,
): Promise<string> {
  const isOrganization = (await orMissing(octokit.rest.orgs.get({ org: owner }))) !== undefined;
  if (!isOrganization) {
    // What is made for a user is made for the user of the token, whatever name was asked for.
    const { login } = (await octokit.rest.users.getAuthenticated()).data;
    if (login.toLowerCase() !== owner.toLowerCase()) {
      const message = `${owner} is neither an organisation that the token may see nor its own user, ${login}.`;
      throw new TemplateError("invalid-values", message);
    }
  }
  const options = {
    name: repo,
    private: settings.repoVisibility !== "public",
    auto_init: true,
    description: settings.description ?? "",
    delete_branch_on_merge: settings.deleteBranchOnMerge,
    allow_merge_commit: settings.allowMergeCommit,
    allow_squash_merge: settings.allowSquashMerge,
    squash_merge_commit_title: settings.squashMergeCommitTitle,
    squash_merge_commit_message: settings.squashMergeCommitMessage,
    allow_rebase_merge: settings.allowRebaseMerge,
    allow_auto_merge: settings.allowAutoMerge,
    allow_update_branch: settings.allowUpdateBranch,
    ...(settings.homepage !== undefined && { homepage: settings.homepage }),
    ...(settings.hasProjects !== undefined && { has_projects: settings.hasProjects }),
    ...(settings.hasWiki !== undefined && { has_wiki: settings.hasWiki }),
    ...(settings.hasIssues !== undefined && { has_issues: settings.hasIssues }),
    ...(defaultBranch !== undefined && { default_branch: defaultBranch }),
  };
  try {
    const route: string = isOrganization ? "POST /orgs/{org}/repos" : "POST /user/repos"; // its type knows no "internal"
    const visibility = isOrganization ? { org: owner, visibility: settings.repoVisibility } : {};
    const made = await octokit.request(route, { ...options, ...visibility });
    return made.data.html_url;
  } catch (cause) {
    if (statusOf(cause) !== 422 || !(cause instanceof Error) || !/already exists/i.test(cause.message)) throw cause;
    const message = `The repository ${shown} exists already. Choose another name, or open a pull request to it.`;
    throw new TemplateError("already-exists", message, { cause });
  }
}
