import { z } from "zod";
import { defineAction } from "../action/define-action.ts";
import { pathParts } from "../workspace/safe-path.ts";

/** Deletes files and folders. */
export const fsDelete = defineAction({
  id: "fs:delete",
  description: "Deletes files and folders of the workspace. What is not there is no fault.",
  input: z.object({
    files: z.array(z.string().min(1)).describe("Paths of files and folders, and globs of files."),
  }),
  dryRun: "run",
  async run({ input, workspace, log }) {
    for (const pattern of input.files) {
      const path = pathParts(pattern).join("/");
      const isPlain = await workspace.has(path);
      const found = isPlain ? [] : await workspace.list({ patterns: [path] });
      const paths = isPlain ? [path] : found.filter(({ type }) => type !== "folder").map((file) => file.path);
      for (const one of paths) await workspace.remove(one);
      log(`Deleted ${paths.length} ${paths.length === 1 ? "entry" : "entries"} by ${pattern}.`);
    }
  },
});
