import { z } from "zod";
import { defineAction } from "../action/define-action.ts";
import { workspaceFiles } from "../render/workspace-files.ts";
import { TemplateError } from "../template-error.ts";
import { pathParts } from "../workspace/safe-path.ts";
import { renderInput } from "./template-input.ts";
import { writeRenderedFile } from "./write-rendered-file.ts";

/** Renders one file of the workspace to another place in it. */
export const workspaceTemplateFile = defineAction({
  id: "workspace:template:file",
  description: "Renders one file of the workspace to another place in it.",
  input: z.object({
    ...renderInput,
    sourcePath: z.string().min(1).describe("The file of the workspace that is rendered."),
    targetPath: z.string().min(1).describe("Where the result goes."),
  }),
  dryRun: "run",
  async run(context) {
    const { input, workspace } = context;
    const parts = pathParts(input.sourcePath);
    const siblings = workspaceFiles(workspace, parts.slice(0, -1).join("/"));
    for await (const file of siblings) {
      if (file.path === parts.at(-1)) return writeRenderedFile(file, input.sourcePath, context);
    }
    throw new TemplateError("not-found", `${input.sourcePath} is not in the workspace.`);
  },
});
