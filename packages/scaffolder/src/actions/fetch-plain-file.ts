import { z } from "zod";
import { defineAction } from "../action/define-action.ts";
import { sourceInput, warnOfToken } from "./source-input.ts";

/** Copies one file into the workspace, over what is there. */
export const fetchPlainFile = defineAction({
  id: "fetch:plain:file",
  description: "Copies one file into the workspace as it is.",
  input: z.object({ ...sourceInput, targetPath: z.string().min(1).describe("Its path in the workspace.") }),
  dryRun: "run",
  async run(context) {
    const { input, files, workspace, log } = context;
    warnOfToken(context);
    const { isExecutable, content } = await files.file(input.url);
    await workspace.write(input.targetPath, await content(), { isExecutable });
    log(`Copied ${input.url} to ${input.targetPath}.`);
  },
});
