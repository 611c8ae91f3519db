import { z } from "zod";
import type { ActionContext } from "../action/action.ts";
import { mustacheEngine } from "../engine/mustache-engine.ts";
import type { SkeletonOptions } from "../render/render-skeleton.ts";
import type { SkeletonTextOptions } from "../render/skeleton-text.ts";

/** What every action takes that renders files. */
export const renderInput = {
  values: z.record(z.string(), z.json()).optional().describe("What the files see under `values`."),
  cookiecutterCompat: z
    .boolean()
    .optional()
    .describe("Whether files are written for cookiecutter: `{{ cookiecutter.x }}`."),
  replace: z
    .boolean()
    .optional()
    .describe("Whether files that are there already are replaced; they are left otherwise."),
  trimBlocks: z.boolean().optional().describe("No line break after a block tag."),
  lstripBlocks: z.boolean().optional().describe("No indentation before a block tag."),
  engine: z
    .enum(["nunjucks", "mustache"])
    .optional()
    .describe("The language of the files; nunjucks with `${{ }}` unless given."),
};

/** What every action takes that renders a whole skeleton. */
export const treeInput = {
  ...renderInput,
  copyWithoutTemplating: z.array(z.string()).optional().describe("Globs of files that are copied as they are."),
  copyWithoutRender: z
    .array(z.string())
    .optional()
    .describe("The older one: globs of files that are copied as they are, names included."),
  templateFileExtension: z
    .union([z.string(), z.boolean()])
    .optional()
    .describe("Only files with this extension are rendered, and lose it; `true` is `.njk`."),
};

type RenderInput = z.output<z.ZodObject<typeof renderInput>>;
type TreeInput = z.output<z.ZodObject<typeof treeInput>>;

/** How one file is rendered, from the input of a step. */
export function textOptions({
  input,
  engine,
}: Pick<ActionContext<RenderInput>, "input" | "engine">): SkeletonTextOptions {
  const { values = {}, cookiecutterCompat = false, trimBlocks = false, lstripBlocks = false, engine: language } = input;
  const used = language === "mustache" ? mustacheEngine() : engine;
  return { values, cookiecutterCompat, trimBlocks, lstripBlocks, engine: used };
}

/** How a skeleton is rendered, from the input of a step; `name` is how its faults name it. */
export function skeletonOptions(
  { input, engine }: Pick<ActionContext<TreeInput>, "input" | "engine">,
  name: string,
): SkeletonOptions {
  const { copyWithoutTemplating, copyWithoutRender, templateFileExtension } = input;
  return {
    ...textOptions({ input, engine }),
    name,
    ...(copyWithoutTemplating && { copyWithoutTemplating }),
    ...(copyWithoutRender && { copyWithoutRender }),
    ...(templateFileExtension && { templateFileExtension }),
  };
}
