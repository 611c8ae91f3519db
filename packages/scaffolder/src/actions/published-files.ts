import type { ActionContext } from "../action/action.ts";

/** A file on its way into a repository. */
export interface PublishedFile {
  /** From the root of the repository. */
  readonly path: string;
  readonly isExecutable: boolean;
  /** Where a link leads; null for a file. */
  readonly linkTo: string | null;
  readonly content: Uint8Array;
  /** The content of a text file; null for a binary one. */
  readonly text: string | null;
}

/** The files below a folder of the workspace, as they go below a folder of a repository. */
export async function publishedFiles(
  { workspace }: Pick<ActionContext, "workspace">,
  {
    sourcePath = "",
    targetPath = "",
  }: { readonly sourcePath?: string | undefined; readonly targetPath?: string | undefined },
): Promise<readonly PublishedFile[]> {
  const [from, to] = [folderOf(sourcePath), folderOf(targetPath)];
  const files: PublishedFile[] = [];
  for (const { path, type, isExecutable, linkTo } of await workspace.list({ below: from })) {
    if (type === "folder" || path === ".git" || path.startsWith(".git/")) continue;
    const content = type === "file" ? await workspace.read(path) : new TextEncoder().encode(linkTo ?? "");
    const inside = path.slice(from.length);
    files.push({ path: to + inside, isExecutable, linkTo, content, text: textOf(content) });
  }
  return files;
}

/** A folder as the start of paths: nothing for the root, else with a slash at its end. */
function folderOf(path: string): string {
  const clean = path
    .split("/")
    .filter((part) => part !== "" && part !== ".")
    .join("/");
  return clean === "" ? "" : `${clean}/`;
}

function textOf(content: Uint8Array): string | null {
  if (content.includes(0)) return null;
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(content);
  } catch {
    return null;
  }
}
