import { z } from "zod";
import type { ActionContext } from "../../action/action.ts";
import type { PublishedFile } from "../published-files.ts";
import { isMarked, markedMessage } from "../task-marker.ts";
import type { GitlabProject } from "./gitlab-project.ts";

/** What becomes of files that a branch has already. */
export const commitAction = z.enum(["create", "update", "delete", "skip", "auto"]);

export interface GitlabCommit {
  readonly branch: string;
  /** Where the branch begins when it is new; null when it has to be there, or is the first of the project. */
  readonly startBranch: string | null;
  readonly message: string;
  readonly action: z.output<typeof commitAction>;
  readonly files: readonly PublishedFile[];
  readonly author?: { readonly name: string; readonly email: string };
}

const commitAnswer = z.object({ id: z.string(), message: z.string().default("") });

/** Makes a commit of files once (GitLab REST API, "Commits"); its id, or null when there is nothing to commit. */
export function commitOnce(
  project: GitlabProject,
  commit: GitlabCommit,
  context: Pick<ActionContext, "once" | "effect" | "task" | "step">,
): Promise<string | null> {
  const { branch, startBranch, message, files, author } = commit;
  const doing = `push ${branch} to ${project.shown}`;
  return context.once({
    key: "commit",
    result: z.string().nullable(),
    async find() {
      const path = `/projects/${project.id}/repository/commits/${encodeURIComponent(branch)}`;
      const head = commitAnswer.safeParse(await project.call(doing, "GET", path));
      return head.success && isMarked(head.data.message, context) ? head.data.id : undefined;
    },
    async run() {
      const there = await pathsOn(project, startBranch ?? branch);
      const actions = files.flatMap((file) => actionsFor(file, commit.action, there));
      if (actions.length === 0) return null;
      context.effect({
        verb: startBranch === null ? "change" : "create",
        what: `branch ${branch} of ${project.shown}`,
      });
      const answer = await project.call(doing, "POST", `/projects/${project.id}/repository/commits`, {
        branch,
        commit_message: markedMessage(message, context),
        actions,
        ...(startBranch !== null && { start_branch: startBranch }),
        ...(author && { author_name: author.name, author_email: author.email }),
      });
      return commitAnswer.parse(answer).id;
    },
  });
}

/** The most pages of a tree that are looked through. */
const MAX_PAGES = 200;

async function pathsOn(project: GitlabProject, branch: string): Promise<ReadonlySet<string>> {
  const paths = new Set<string>();
  for (let page = 1; page <= MAX_PAGES; page += 1) {
    const query = `ref=${encodeURIComponent(branch)}&recursive=true&per_page=100&page=${page}`;
    const answer = await project.call(
      `read ${project.shown}`,
      "GET",
      `/projects/${project.id}/repository/tree?${query}`,
    );
    const items = z.array(z.object({ path: z.string() })).safeParse(answer);
    if (!items.success || items.data.length === 0) break; // no branch, or no further page
    for (const { path } of items.data) paths.add(path);
    if (items.data.length < 100) break;
  }
  return paths;
}

function actionsFor(
  file: PublishedFile,
  wanted: GitlabCommit["action"],
  there: ReadonlySet<string>,
): readonly object[] {
  const isThere = there.has(file.path);
  if (wanted === "skip" && isThere) return [];
  if (wanted === "delete") return isThere ? [{ action: "delete", file_path: file.path }] : [];
  const action = wanted === "auto" || wanted === "skip" ? (isThere ? "update" : "create") : wanted;
  const content = file.text ?? Buffer.from(file.content).toString("base64");
  const encoding = file.text === null ? "base64" : "text";
  return [{ action, file_path: file.path, content, encoding, execute_filemode: file.isExecutable }];
}
