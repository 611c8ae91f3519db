import { z } from "zod";
import type { ActionContext } from "../../action/action.ts";
import { defineAction } from "../../action/define-action.ts";
import { TemplateError } from "../../template-error.ts";
import { publishedFiles } from "../published-files.ts";
import { commitAction, commitOnce } from "./commit-files.ts";
import { findProject, type GitlabProject, gitlabProject, projectName } from "./gitlab-project.ts";

const repoUrl = z.string().min(1).describe("The project, as RepoUrlPicker gives it: gitlab.com?owner=acme&repo=shop.");
const token = z.string().exactOptional();
const paths = { sourcePath: z.string().exactOptional(), targetPath: z.string().exactOptional() };

/** Opens a merge request with the files of the workspace. */
export const publishGitlabMergeRequest = defineAction({
  id: "publish:gitlab:merge-request",
  description: "Opens a merge request on GitLab with the files of the workspace.",
  input: z.looseObject({
    repoUrl,
    token,
    ...paths,
    title: z.string().min(1),
    description: z.string().default(""),
    branchName: z.string().min(1),
    targetBranchName: z.string().exactOptional(),
    commitAction: commitAction.default("auto"),
    removeSourceBranch: z.boolean().default(false),
    assignee: z.string().exactOptional(),
    reviewers: z.array(z.string()).exactOptional(),
    labels: z.union([z.string(), z.array(z.string())]).exactOptional(),
  }),
  output: z.object({
    targetBranchName: z.string(),
    projectid: z.string(),
    projectPath: z.string(),
    mergeRequestUrl: z.string(),
  }),
  dryRun({ input, hosts, effect, output }) {
    const { shown, url, owner, repo } = projectName(input.repoUrl, { hosts });
    const { branchName, title, targetBranchName = "main" } = input;
    effect({ verb: "create", what: `branch ${branchName} of ${shown}` });
    effect({
      verb: "create",
      what: `merge request "${title}" from ${branchName} to ${targetBranchName} of ${shown}`,
      url,
    });
    output("targetBranchName", targetBranchName);
    output("projectid", `${owner}/${repo}`);
    output("projectPath", `${owner}/${repo}`);
    output("mergeRequestUrl", `${url}/-/merge_requests/0`);
  },
  async run(context) {
    const { input, output } = context;
    const project = gitlabProject(input.repoUrl, context, input.token);
    const found = await projectThere(project);
    const target = input.targetBranchName ?? found.default_branch ?? "main";
    const files = await publishedFiles(context, input);
    const { branchName: branch, title: message, commitAction: action } = input;
    await commitOnce(project, { branch, startBranch: target, message, action, files }, context);
    const url = await openMergeRequest(project, { ...input, target }, context);
    output("targetBranchName", target);
    output("projectid", found.path_with_namespace);
    output("projectPath", found.path_with_namespace);
    output("mergeRequestUrl", url);
  },
});

/** Adds the files of the workspace to a branch. */
export const gitlabRepoPush = defineAction({
  id: "gitlab:repo:push",
  description: "Pushes the files of the workspace to a branch of a project on GitLab.",
  input: z.looseObject({
    repoUrl,
    token,
    ...paths,
    branchName: z.string().min(1),
    commitMessage: z.string().min(1),
    commitAction: commitAction.default("auto"),
  }),
  output: z.object({ projectid: z.string(), projectPath: z.string(), commitHash: z.string() }),
  dryRun({ input, hosts, effect, output }) {
    const { shown, owner, repo } = projectName(input.repoUrl, { hosts });
    effect({ verb: "change", what: `branch ${input.branchName} of ${shown}` });
    output("projectid", `${owner}/${repo}`);
    output("projectPath", `${owner}/${repo}`);
  },
  async run(context) {
    const { input, output } = context;
    const project = gitlabProject(input.repoUrl, context, input.token);
    const found = await projectThere(project);
    const { branchName: branch, commitMessage: message, commitAction: action } = input;
    const path = `/projects/${project.id}/repository/branches/${encodeURIComponent(branch)}`;
    const isThere = (await project.call(`read ${project.shown}`, "GET", path)) !== undefined;
    const startBranch = isThere ? null : (found.default_branch ?? null);
    const files = await publishedFiles(context, input);
    const hash = await commitOnce(project, { branch, startBranch, message, action, files }, context);
    output("projectid", found.path_with_namespace);
    output("projectPath", found.path_with_namespace);
    if (hash !== null) output("commitHash", hash);
  },
});

async function projectThere(project: GitlabProject) {
  const found = await findProject(project);
  if (found) return found;
  throw new TemplateError("not-found", `The project ${project.shown} is not there, or the token may not see it.`);
}

interface MergeRequest {
  readonly title: string;
  readonly description: string;
  readonly branchName: string;
  readonly target: string;
  readonly removeSourceBranch: boolean;
  readonly assignee?: string;
  readonly reviewers?: readonly string[];
  readonly labels?: string | readonly string[];
}

const mergeRequests = z.array(z.object({ web_url: z.string() }));

/** Opens the merge request, or finds the open one of the branch. */
function openMergeRequest(
  { id, shown, call }: GitlabProject,
  { title, description, branchName, target, removeSourceBranch, assignee, reviewers, labels }: MergeRequest,
  context: Pick<ActionContext, "once" | "effect">,
): Promise<string> {
  async function find(): Promise<string | undefined> {
    const query = `state=opened&source_branch=${encodeURIComponent(branchName)}&target_branch=${encodeURIComponent(target)}`;
    const answer = await call(`read ${shown}`, "GET", `/projects/${id}/merge_requests?${query}`);
    return mergeRequests.parse(answer ?? [])[0]?.web_url;
  }

  async function userId(username: string): Promise<number> {
    const answer = await call(`find the user ${username}`, "GET", `/users?username=${encodeURIComponent(username)}`);
    const [user] = z.array(z.object({ id: z.number() })).parse(answer ?? []);
    if (user) return user.id;
    throw new TemplateError("invalid-values", `GitLab has no user ${username} to ask for a review.`);
  }

  return context.once({
    key: "merge request",
    result: z.string(),
    find,
    async run() {
      const open = await find();
      if (open !== undefined) return open;
      const answer = await call(`open a merge request to ${shown}`, "POST", `/projects/${id}/merge_requests`, {
        title,
        description,
        source_branch: branchName,
        target_branch: target,
        remove_source_branch: removeSourceBranch,
        ...(assignee !== undefined && { assignee_id: await userId(assignee) }),
        ...(reviewers && { reviewer_ids: await Promise.all(reviewers.map(userId)) }),
        ...(labels && { labels: typeof labels === "string" ? labels : labels.join(",") }),
      });
      const { web_url: url } = z.object({ web_url: z.string() }).parse(answer);
      context.effect({ verb: "create", what: `merge request from ${branchName} to ${target} of ${shown}`, url });
      return url;
    },
  });
}
