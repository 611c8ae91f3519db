import { z } from "zod";
import { defineAction } from "../action/define-action.ts";
import { sourceInput, warnOfToken } from "./source-input.ts";
import { renderInput } from "./template-input.ts";
import { writeRenderedFile } from "./write-rendered-file.ts";

/** Renders one file into the workspace. */
export const fetchTemplateFile = defineAction({
  id: "fetch:template:file",
  description: "Renders one file into the workspace.",
  input: z.object({
    ...sourceInput,
    ...renderInput,
    targetPath: z.string().min(1).describe("Its path in the workspace."),
  }),
  dryRun: "run",
  async run(context) {
    warnOfToken(context);
    await writeRenderedFile(await context.files.file(context.input.url), context.input.url, context);
  },
});
