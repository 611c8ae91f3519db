import type { JsonObject } from "@callboard/core";
import type { Plan } from "@callboard/scaffolder";
import { z } from "zod";
import { problem } from "../schemas.ts";
import { defineTool } from "../tool.ts";
import { templatesIn } from "./templates-in.ts";

export const planTemplate = defineTool({
  name: "plan_template",
  title: "What a template would do",
  description:
    "What a software template would do with some values: its steps, the files it would write and the effects it would " +
    "have elsewhere. Nothing is run. Values that are missing or wrong are named.",
  input: z.strictObject({
    template: z.string().min(1).max(300).describe("A ref such as template:default/node-service, or its name."),
    values: z.record(z.string(), z.json()).default({}).describe("What its form would ask for."),
  }),
  output: z.looseObject({
    template: z.string(),
    isRunnable: z.boolean(),
    steps: z.array(z.looseObject({ id: z.string(), action: z.string(), outcome: z.string() })),
    files: z.array(z.looseObject({ path: z.string(), size: z.int(), text: z.string().nullable() })),
    filesTotal: z.int(),
    effects: z.array(z.looseObject({})),
    problems: z.array(problem),
  }),
  async run({ template, values }, context) {
    const { tasks, open } = templatesIn(context);
    const plan = await tasks.plan(await open(template, context.view), { values: values satisfies JsonObject });
    const { isRunnable, steps, files, problems } = plan;
    return {
      data: { ...plan, files: shortened(files), filesTotal: files.length },
      text:
        `${plan.template} ${isRunnable ? "can be run" : "cannot be run as it is"}: ` +
        `steps ${steps.length}, files ${files.length}, effects elsewhere ${plan.effects.length}, problems ${problems.length}.`,
    };
  },
});

/** What an assistant can take in. */
const FILES = 100;
const FILE_CHARACTERS = 4_000;

function shortened(files: Plan["files"]): Plan["files"] {
  return files.slice(0, FILES).map((file) => {
    const { text } = file;
    return text !== null && text.length > FILE_CHARACTERS
      ? { ...file, text: `${text.slice(0, FILE_CHARACTERS)}…` }
      : file;
  });
}
