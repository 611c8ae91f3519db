import type { z } from "zod";
import type { ActionContext } from "../action/action.ts";
import { skeletonText } from "../render/skeleton-text.ts";
import type { TemplateFile } from "../template/template.ts";
import { type renderInput, textOptions } from "./template-input.ts";

type FileInput = z.output<z.ZodObject<typeof renderInput>> & { readonly targetPath: string };

/** Renders one file to the path that the input names; `source` is how its faults name it. */
export async function writeRenderedFile(
  file: TemplateFile,
  source: string,
  { input, engine, workspace, log }: Pick<ActionContext<FileInput>, "input" | "engine" | "workspace" | "log">,
): Promise<void> {
  const { targetPath, replace = false } = input;
  if (!replace && (await workspace.has(targetPath))) {
    log(`${targetPath} is there already and stays as it is.`);
    return;
  }
  const content = await skeletonText(textOptions({ input, engine })).content({ ...file, path: source });
  await workspace.write(targetPath, content, { isExecutable: file.isExecutable });
  log(`Rendered ${source} to ${targetPath}.`);
}
