import { z } from "zod";
import type { Action } from "../action/action.ts";
import { defineAction } from "../action/define-action.ts";

/** Adds to a file; under its own name and the one that templates know from Roadie's actions. */
export const fsAppend: readonly Action[] = ["fs:append", "roadiehq:utils:fs:append"].map((id) =>
  defineAction({
    id,
    description: "Adds a text to the end of a file of the workspace, which is made if it is not there.",
    input: z.object({ path: z.string().min(1), content: z.string() }),
    output: z.object({ path: z.string() }),
    dryRun: "run",
    async run({ input, workspace, output, log }) {
      await workspace.append(input.path, input.content);
      output("path", input.path);
      log(`Added to ${input.path}.`);
    },
  }),
);
