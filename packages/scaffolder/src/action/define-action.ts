import type { JsonObject } from "@callboard/core";
import { z } from "zod";
import { type SchemaCheck, schemaCheck } from "../schema/json-schema.ts";
import { TemplateError } from "../template-error.ts";
import type { Action, ActionContext, ActionDefinition } from "./action.ts";

/**
 * Declares an action. What goes into it is checked before it runs, so that `run` has the types of its schema.
 *
 * @throws {TemplateError} `invalid-action` for an id that is not of its form, or a schema that JSON Schema cannot say
 */
export function defineAction<Input extends z.ZodObject, Output extends z.ZodObject = z.ZodObject>(
  definition: ActionDefinition<Input, Output>,
): Action {
  const { id, description, input, output, dryRun, run } = definition;
  if (!ID.test(id)) {
    const message = `${JSON.stringify(id)} is no id of an action. It has parts of letters, digits and -, with ":" between.`;
    throw new TemplateError("invalid-action", message);
  }
  const schema = jsonSchemaOf(id, input);
  let check: SchemaCheck | undefined;
  return {
    id,
    description,
    input: schema,
    output: output ? jsonSchemaOf(id, output) : null,
    hasDryRun: dryRun !== undefined,
    check(value) {
      check ??= schemaCheck(schema);
      const checked = check(value);
      if (checked.faults.length > 0) return checked;
      const refined = input.safeParse(checked.value);
      const faults = refined.error?.issues.map(({ path, message }) => ({ pointer: pointerOf(path), message })) ?? [];
      return { value: checked.value, faults };
    },
    async run(context) {
      const task = context.isDryRun && dryRun !== "run" ? dryRun : run;
      await task?.(typedContext(context, input));
    },
  };
}

const ID = /^[a-zA-Z0-9-]{1,63}(:[a-zA-Z0-9-]{1,63}){0,7}$/;

function jsonSchemaOf(id: string, schema: z.ZodObject): JsonObject {
  try {
    return JSON.parse(JSON.stringify(z.toJSONSchema(schema, { target: "draft-7", io: "input" })));
  } catch (cause) {
    throw new TemplateError("invalid-action", `The schema of ${id} has no form in JSON Schema: ${cause}`, { cause });
  }
}

function typedContext<Input extends z.ZodObject, Output>(
  context: ActionContext,
  input: Input,
): ActionContext<z.output<Input>, Output> {
  // Whatever an action gives is handed on as the JSON that a journal would hold.
  const output = (name: PropertyKey, value: unknown) => context.output(String(name), JSON.parse(JSON.stringify(value)));
  return { ...context, input: input.parse(context.input), output };
}

function pointerOf(path: readonly PropertyKey[]): string {
  return path.map((key) => `/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}
