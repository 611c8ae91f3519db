import { z } from "zod";
import { defineAction } from "../action/define-action.ts";
import { renderSkeleton } from "../render/render-skeleton.ts";
import { workspaceFiles } from "../render/workspace-files.ts";
import { writeSkeleton } from "../render/write-skeleton.ts";
import { TemplateError } from "../template-error.ts";
import { pathParts } from "../workspace/safe-path.ts";
import { skeletonOptions, treeInput } from "./template-input.ts";

/** Renders a folder of the workspace into another one. */
export const workspaceTemplate = defineAction({
  id: "workspace:template",
  description: "Renders a folder of the workspace into another folder of it.",
  input: z.object({
    ...treeInput,
    sourcePath: z.string().min(1).describe("The folder of the workspace that is rendered."),
    targetPath: z.string().describe("The folder that gets the result; not one below `sourcePath`."),
  }),
  dryRun: "run",
  async run(context) {
    const { input, workspace, log } = context;
    const { sourcePath, targetPath, replace = false } = input;
    const [source, target] = [pathParts(sourcePath), pathParts(targetPath)];
    if (source.every((part, index) => part === target[index])) {
      const message = `targetPath ${JSON.stringify(targetPath)} lies below sourcePath. Choose one beside it.`;
      throw new TemplateError("invalid-values", message);
    }
    const entries = renderSkeleton(workspaceFiles(workspace, sourcePath), skeletonOptions(context, sourcePath));
    log(`Rendered ${await writeSkeleton(entries, workspace, { targetPath, replace })} files of ${sourcePath}.`);
  },
});
