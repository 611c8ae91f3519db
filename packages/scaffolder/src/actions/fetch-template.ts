import { z } from "zod";
import { defineAction } from "../action/define-action.ts";
import { renderSkeleton } from "../render/render-skeleton.ts";
import { writeSkeleton } from "../render/write-skeleton.ts";
import { sourceInput, warnOfToken } from "./source-input.ts";
import { skeletonOptions, treeInput } from "./template-input.ts";

/** Renders a skeleton into the workspace. */
export const fetchTemplate = defineAction({
  id: "fetch:template",
  description: "Renders a folder of files into the workspace, names and contents.",
  input: z.object({
    ...sourceInput,
    ...treeInput,
    targetPath: z.string().optional().describe("The workspace unless given."),
  }),
  dryRun: "run",
  async run(context) {
    const { input, files, workspace, log } = context;
    const { url, targetPath = "", replace = false } = input;
    warnOfToken(context);
    const entries = renderSkeleton(files.tree(url), skeletonOptions(context, url));
    log(`Rendered ${await writeSkeleton(entries, workspace, { targetPath, replace })} files of ${url}.`);
  },
});
