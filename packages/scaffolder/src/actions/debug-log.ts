import { z } from "zod";
import { defineAction } from "../action/define-action.ts";
import type { Workspace, WorkspaceFile } from "../workspace/workspace.ts";

/** Writes to the log. */
export const debugLog = defineAction({
  id: "debug:log",
  description: "Writes a message to the log, or what is in the workspace.",
  input: z.object({
    message: z.string().optional(),
    listWorkspace: z
      .union([z.boolean(), z.enum(["with-filenames", "with-contents"])])
      .optional()
      .describe("Whether all files are listed, with what they hold if wanted."),
    extra: z.json().optional().describe("Further data, shown as JSON."),
  }),
  dryRun: "run",
  async run({ input, workspace, log }) {
    const { message, listWorkspace, extra } = input;
    if (message) log(message);
    if (extra !== undefined) log(JSON.stringify(extra, null, 2));
    if (!listWorkspace) return;
    const files = (await workspace.list()).filter(({ type }) => type !== "folder");
    log(["Workspace:", ...files.map(({ path }) => `  - ${path}`)].join("\n"));
    if (listWorkspace !== "with-contents") return;
    for (const file of files.slice(0, MAX_SHOWN)) log(await shownFile(file, workspace));
    if (files.length > MAX_SHOWN) log(`… and ${files.length - MAX_SHOWN} more files`);
  },
});

const MAX_SHOWN = 100;
const MAX_BYTES = 16 * 1024;

/** A file as the log shows it. A link is named, not followed: it may lead to what is none of the template's business. */
async function shownFile({ path, type, size, linkTo }: WorkspaceFile, workspace: Workspace): Promise<string> {
  if (type === "link") return `${path} -> ${linkTo}`;
  if (size > MAX_BYTES) return `${path}: ${size} bytes`;
  return `${path}:\n${new TextDecoder().decode(await workspace.read(path))}`;
}
