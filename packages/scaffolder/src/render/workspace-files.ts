import type { TemplateFile } from "../template/template.ts";
import { pathParts } from "../workspace/safe-path.ts";
import type { Workspace } from "../workspace/workspace.ts";

/** What lies below a folder of a workspace now, as files of a template. */
export async function* workspaceFiles(workspace: Workspace, below: string): AsyncGenerator<TemplateFile> {
  const prefix = pathParts(below).reduce((length, part) => length + part.length + 1, 0);
  for (const { path, type, isExecutable, linkTo } of await workspace.list({ below })) {
    const content = async () => (type === "folder" ? new Uint8Array() : workspace.read(path));
    yield { path: path.slice(prefix), type, isExecutable, linkTo, content };
  }
}
