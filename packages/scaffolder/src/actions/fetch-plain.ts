import { z } from "zod";
import { defineAction } from "../action/define-action.ts";
import { copySkeleton } from "../render/copy-skeleton.ts";
import { writeSkeleton } from "../render/write-skeleton.ts";
import { sourceInput, warnOfToken } from "./source-input.ts";

/** Copies a folder into the workspace, over what is there. */
export const fetchPlain = defineAction({
  id: "fetch:plain",
  description: "Copies a folder into the workspace as it is.",
  input: z.object({ ...sourceInput, targetPath: z.string().optional().describe("The workspace unless given.") }),
  dryRun: "run",
  async run(context) {
    const { input, files, workspace, log } = context;
    const { url, targetPath = "" } = input;
    warnOfToken(context);
    const count = await writeSkeleton(copySkeleton(files.tree(url)), workspace, { targetPath, replace: true });
    log(`Copied ${count} files of ${url}.`);
  },
});
