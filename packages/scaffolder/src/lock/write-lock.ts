import type { JsonObject } from "@callboard/core";
import type { Template } from "../template/template.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { LOCK_PATH, lockText } from "./template-lock.ts";

/** Actions that fill a new repository; a change to one that is there, such as a pull request, is none of them. */
const PUBLISHING = /^(publish:[a-zA-Z0-9-]+|[a-zA-Z0-9-]+:repo:push)$/;

/** Puts the lock file into what a step is about to publish; nothing for a step that publishes nothing. */
export async function lockPublished(
  { action, input }: { readonly action: string; readonly input: JsonObject },
  template: Template,
  answers: JsonObject,
  workspace: Workspace,
): Promise<void> {
  if (!PUBLISHING.test(action)) return;
  const folder = typeof input.sourcePath === "string" ? `${input.sourcePath}/` : "";
  await workspace.write(`${folder}${LOCK_PATH}`, await lockText(template, answers));
}

/** Puts the lock file at the root of a workspace whose task publishes nothing. */
export async function lockWorkspace(template: Template, answers: JsonObject, workspace: Workspace): Promise<void> {
  const isLocked = (await workspace.list()).some(({ path }) => path.endsWith(LOCK_PATH));
  if (!isLocked) await workspace.write(LOCK_PATH, await lockText(template, answers));
}
