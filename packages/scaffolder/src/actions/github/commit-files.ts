import type { ActionContext } from "../../action/action.ts";
import type { PublishedFile } from "../published-files.ts";
import { markedMessage } from "../task-marker.ts";
import type { GithubRepository } from "./github-repository.ts";

export interface CommitOptions {
  readonly message: string;
  /** The commit it follows; null for the first one. */
  readonly parent: string | null;
  /** The tree whose other files stay; null for nothing but these. */
  readonly baseTree: string | null;
  readonly files: readonly PublishedFile[];
  /** Paths to take away from the tree. */
  readonly deleted?: readonly string[];
  readonly author?: { readonly name: string; readonly email: string };
}

/** Texts up to this size go along with the tree; others, and what is no text, as a blob of their own. */
const MAX_INLINE = 100_000;
/** So many files go into one request. */
const FILES_PER_TREE = 500;

/** Makes a commit of files without a checkout (GitHub REST API, "Git database"). Nothing points to it yet. */
export async function commitFiles(
  { octokit, owner, repo }: GithubRepository,
  options: CommitOptions,
  context: Pick<ActionContext, "task" | "step">,
): Promise<{ readonly commit: string; readonly tree: string }> {
  const { message, parent, baseTree, files, deleted = [], author } = options;
  const entries: TreeEntry[] = deleted.map((path) => ({ path, mode: "100644", type: "blob", sha: null }));
  for (const file of files)
    entries.push({ path: file.path, mode: modeOf(file), type: "blob", ...(await contentOf(file)) });
  let tree = baseTree;
  for (let from = 0; from === 0 || from < entries.length; from += FILES_PER_TREE) {
    const part = entries.slice(from, from + FILES_PER_TREE);
    const made = await octokit.rest.git.createTree({
      owner,
      repo,
      tree: part,
      ...(tree !== null && { base_tree: tree }),
    });
    tree = made.data.sha;
  }
  const made = await octokit.rest.git.createCommit({
    owner,
    repo,
    message: markedMessage(message, context),
    tree: tree ?? "",
    parents: parent === null ? [] : [parent],
    ...(author && { author }),
  });
  return { commit: made.data.sha, tree: tree ?? "" };

  async function contentOf({ text, content }: PublishedFile): Promise<{ content: string } | { sha: string }> {
    if (text !== null && content.length <= MAX_INLINE) return { content: text };
    const base64 = Buffer.from(content).toString("base64");
    const blob = await octokit.rest.git.createBlob({ owner, repo, content: base64, encoding: "base64" });
    return { sha: blob.data.sha };
  }
}

type Mode = "100644" | "100755" | "120000";

interface TreeEntry {
  readonly path: string;
  readonly mode: Mode;
  readonly type: "blob";
  readonly content?: string;
  readonly sha?: string | null;
}

function modeOf({ isExecutable, linkTo }: PublishedFile): Mode {
  return linkTo !== null ? "120000" : isExecutable ? "100755" : "100644";
}
