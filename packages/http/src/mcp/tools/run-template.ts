import type { JsonObject } from "@callboard/core";
import { z } from "zod";
import { defineTool } from "../tool.ts";
import { templatesIn } from "./templates-in.ts";

export const runTemplate = defineTool({
  name: "run_template",
  title: "Run a template",
  description:
    "Runs a software template: it writes files, creates repositories and does what else its steps say. Plan it first, " +
    "show the plan to the person you work for, and run it only when they agree.",
  writes: true,
  input: z.strictObject({
    template: z.string().min(1).max(300).describe("A ref such as template:default/node-service, or its name."),
    values: z.record(z.string(), z.json()).default({}).describe("What its form would ask for."),
  }),
  output: z.looseObject({
    id: z.string(),
    state: z.enum(["unfinished", "completed", "failed", "cancelled"]),
    steps: z.array(z.looseObject({ id: z.string(), state: z.string() })),
    effects: z.array(z.looseObject({})),
  }),
  async run({ template, values }, context) {
    const { tasks, open, user } = templatesIn(context);
    const opened = await open(template, context.view);
    const request = { values: values satisfies JsonObject, ...(user !== undefined && { user: { ref: user } }) };
    const { done } = await tasks.start(opened, request);
    const task = await done;
    return {
      data: task,
      text: `The task ${task.id} of ${opened.ref} is ${task.state}; effects elsewhere: ${task.effects.length}.`,
    };
  },
});
