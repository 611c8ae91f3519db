import { z } from "zod";
import type { ActionContext } from "../../action/action.ts";
import { defineAction } from "../../action/define-action.ts";
import { TemplateError } from "../../template-error.ts";
import { publishedFiles } from "../published-files.ts";
import { commitOnce } from "./commit-files.ts";
import { findProject, type GitlabProject, gitlabProject, projectAnswer, projectName } from "./gitlab-project.ts";

const branch = z.looseObject({
  name: z.string(),
  protect: z.boolean().default(false),
  create: z.boolean().default(false),
  ref: z.string().exactOptional(),
});

const variable = z.looseObject({ key: z.string(), value: z.string() });

const input = z.looseObject({
  repoUrl: z.string().min(1).describe("The project, as RepoUrlPicker gives it: gitlab.com?owner=acme&repo=shop."),
  repoVisibility: z.enum(["private", "public", "internal"]).default("private"),
  defaultBranch: z.string().min(1).default("main"),
  sourcePath: z
    .union([z.string(), z.literal(false)])
    .exactOptional()
    .describe("False for no files."),
  skipExisting: z.boolean().default(false),
  gitCommitMessage: z.string().default("initial commit"),
  gitAuthorName: z.string().exactOptional(),
  gitAuthorEmail: z.string().exactOptional(),
  token: z.string().exactOptional(),
  topics: z.array(z.string()).exactOptional(),
  settings: z.looseObject({}).exactOptional().describe("Fields of a new project, as GitLab's API names them."),
  branches: z.array(branch).exactOptional(),
  projectVariables: z.array(variable).exactOptional(),
});
type PublishInput = z.output<typeof input>;

/** Makes a project of the workspace. */
export const publishGitlab = defineAction({
  id: "publish:gitlab",
  description: "Creates a project on GitLab with the files of the workspace.",
  input,
  output: z.object({
    remoteUrl: z.string(),
    repoContentsUrl: z.string(),
    projectId: z.number(),
    commitHash: z.string(),
    created: z.boolean(),
  }),
  dryRun({ input: { repoUrl, repoVisibility, defaultBranch }, hosts, effect, output }) {
    const { shown, url } = projectName(repoUrl, { hosts });
    effect({ verb: "create", what: `${repoVisibility} project ${shown}`, url });
    output("remoteUrl", `${url}.git`);
    output("repoContentsUrl", `${url}/-/blob/${defaultBranch}`);
    output("projectId", 0);
  },
  async run(context) {
    const { input: given, output } = context;
    const project = gitlabProject(given.repoUrl, context, given.token);
    const { id, url, created } = await createProject(project, given, context);
    output("remoteUrl", `${url}.git`);
    output("repoContentsUrl", `${url}/-/blob/${given.defaultBranch}`);
    output("projectId", id);
    output("created", created);
    if (!created) return;
    if (given.sourcePath !== false) {
      const files = await publishedFiles(context, { sourcePath: given.sourcePath });
      const { defaultBranch, gitCommitMessage: message, gitAuthorName: name, gitAuthorEmail: email } = given;
      const author = name !== undefined && email !== undefined ? { author: { name, email } } : {};
      const commit = { branch: defaultBranch, startBranch: null, message, action: "create" as const, files, ...author };
      const hash = await commitOnce(project, commit, context);
      if (hash !== null) output("commitHash", hash);
    }
    await setUp(project, given);
  },
});

const createdProject = z.object({ id: z.number(), url: z.string(), created: z.boolean() });

/** Makes the project once. After a crash one of the path is taken for the task's own when it was made after the task. */
function createProject(
  project: GitlabProject,
  { repoVisibility, topics, settings, defaultBranch, skipExisting }: PublishInput,
  context: Pick<ActionContext, "once" | "effect" | "task">,
): Promise<z.output<typeof createdProject>> {
  return context.once({
    key: "project",
    result: createdProject,
    async find() {
      const found = await findProject(project);
      const isOurs = found && Date.parse(found.created_at ?? "") >= Date.parse(context.task.createdAt);
      return isOurs ? { id: found.id, url: found.web_url, created: true } : undefined;
    },
    async run() {
      const there = await findProject(project);
      if (there && skipExisting) return { id: there.id, url: there.web_url, created: false };
      if (there) throw taken(project);
      const answer = await project.call(`create ${project.shown}`, "POST", "/projects", {
        ...settings,
        name: project.repo,
        path: project.repo,
        visibility: repoVisibility,
        default_branch: defaultBranch,
        namespace_id: await namespaceOf(project),
        ...(topics && { topics }),
      });
      const { id, web_url: url } = projectAnswer.parse(answer);
      context.effect({ verb: "create", what: `project ${project.shown}`, url });
      return { id, url, created: true };
    },
  });
}

function taken({ shown }: GitlabProject): TemplateError {
  const message = `The project ${shown} exists already. Choose another name, open a merge request, or set skipExisting: true.`;
  return new TemplateError("already-exists", message);
}

async function namespaceOf({ owner, host, call }: GitlabProject): Promise<number> {
  const answer = await call(`find the group ${owner}`, "GET", `/namespaces/${encodeURIComponent(owner)}`);
  if (answer !== undefined) return z.object({ id: z.number() }).parse(answer).id;
  throw new TemplateError("invalid-values", `${owner} is no group or user of ${host} that the token may see.`);
}

/** Branches and variables; doing it again changes nothing. */
async function setUp(project: GitlabProject, { branches = [], projectVariables = [] }: PublishInput): Promise<void> {
  const { id, shown, call } = project;
  for (const { name, create, protect, ref } of branches) {
    if (create) {
      const body = { branch: name, ref: ref ?? "HEAD" };
      await unlessThere(
        call(`make the branch ${name} of ${shown}`, "POST", `/projects/${id}/repository/branches`, body),
      );
    }
    if (protect) {
      await unlessThere(call(`protect ${name} of ${shown}`, "POST", `/projects/${id}/protected_branches`, { name }));
    }
  }
  for (const one of projectVariables) {
    const { key } = one;
    await call(`set the variable ${key} of ${shown}`, "POST", `/projects/${id}/variables`, one).catch(
      async (reason) => {
        if (!isTaken(reason)) throw reason;
        await call(
          `set the variable ${key} of ${shown}`,
          "PUT",
          `/projects/${id}/variables/${encodeURIComponent(key)}`,
          one,
        );
      },
    );
  }
}

async function unlessThere(call: Promise<unknown>): Promise<void> {
  await call.catch((reason: unknown) => {
    if (!isTaken(reason)) throw reason;
  });
}

function isTaken(reason: unknown): boolean {
  return reason instanceof TemplateError && reason.code === "already-exists";
}
