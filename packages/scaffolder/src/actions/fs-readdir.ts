import { join } from "node:path";
import { z } from "zod";
import { defineAction } from "../action/define-action.ts";
import { pathParts } from "../workspace/safe-path.ts";
import type { WorkspaceFile } from "../workspace/workspace.ts";

const content = z.object({
  name: z.string(),
  path: z.string().describe("From the workspace."),
  fullPath: z.string(),
});

/** Lists what is in folders. */
export const fsReaddir = defineAction({
  id: "fs:readdir",
  description: "Gives the files and folders in folders of the workspace to later steps.",
  input: z.object({
    paths: z.array(z.string().min(1)),
    recursive: z.boolean().optional().describe("Whether folders in them are listed too; they are not unless given."),
  }),
  output: z.object({ files: z.array(content), folders: z.array(content) }),
  dryRun: "run",
  async run({ input, workspace, output }) {
    const { paths, recursive = false } = input;
    const found: WorkspaceFile[] = [];
    for (const below of paths) {
      const depth = pathParts(below).length + 1;
      const entries = await workspace.list({ below });
      found.push(...entries.filter(({ path }) => recursive || path.split("/").length === depth));
    }
    const shown = ({ path }: WorkspaceFile) => ({
      name: path.slice(path.lastIndexOf("/") + 1),
      path,
      fullPath: join(workspace.path, path),
    });
    output("files", found.filter(({ type }) => type !== "folder").map(shown));
    output("folders", found.filter(({ type }) => type === "folder").map(shown));
  },
});
