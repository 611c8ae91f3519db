import { z } from "zod";
import { defineAction } from "../action/define-action.ts";

/** Moves files and folders. */
export const fsRename = defineAction({
  id: "fs:rename",
  description: "Moves files and folders within the workspace.",
  input: z.object({
    files: z.array(
      z.object({
        from: z.string().min(1),
        to: z.string().min(1),
        overwrite: z.boolean().optional().describe("Whether what is there is replaced; a fault otherwise."),
      }),
    ),
  }),
  dryRun: "run",
  async run({ input, workspace, log }) {
    for (const { from, to, overwrite = false } of input.files) {
      await workspace.move(from, to, { overwrite });
      log(`Moved ${from} to ${to}.`);
    }
  },
});
