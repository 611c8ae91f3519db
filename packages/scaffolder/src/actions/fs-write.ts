import { z } from "zod";
import type { Action } from "../action/action.ts";
import { defineAction } from "../action/define-action.ts";

/** Writes a file, over what is there; under its own name and the one that templates know from Roadie's actions. */
export const fsWrite: readonly Action[] = ["fs:write", "roadiehq:utils:fs:write"].map((id) =>
  defineAction({
    id,
    description: "Writes a text to a file of the workspace, over what is there.",
    input: z.object({ path: z.string().min(1), content: z.string() }),
    output: z.object({ path: z.string() }),
    dryRun: "run",
    async run({ input, workspace, output, log }) {
      await workspace.write(input.path, input.content);
      output("path", input.path);
      log(`Wrote ${input.path}.`);
    },
  }),
);
