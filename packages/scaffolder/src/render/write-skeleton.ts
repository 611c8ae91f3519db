import type { Workspace } from "../workspace/workspace.ts";
import type { RenderedEntry } from "./render-skeleton.ts";

export interface WriteSkeletonOptions {
  /** The folder of the workspace that gets it; the workspace itself unless given. */
  readonly targetPath?: string;
  /** Whether files that are there already are replaced; they stay as they are unless given. */
  readonly replace?: boolean;
}

/** Writes rendered entries into a workspace, and counts the files among them. */
export async function writeSkeleton(
  entries: AsyncIterable<RenderedEntry>,
  workspace: Workspace,
  { targetPath = "", replace = false }: WriteSkeletonOptions = {},
): Promise<number> {
  let files = 0;
  for await (const entry of entries) {
    const path = targetPath === "" ? entry.path : `${targetPath}/${entry.path}`;
    if (entry.type === "folder") {
      await workspace.makeFolder(path);
      continue;
    }
    if (!replace && (await workspace.has(path))) continue;
    if (entry.type === "link") await workspace.link(path, entry.linkTo);
    else await workspace.write(path, await entry.content(), { isExecutable: entry.isExecutable });
    files += 1;
  }
  return files;
}
