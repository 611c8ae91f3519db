import type { CatalogView, EntityRef } from "@callboard/core";
import type { FactReader } from "@callboard/facts";
import type { Tasks, Template } from "@callboard/scaffolder";
import type { z } from "zod";

/** One thing that an assistant can ask for. */
export interface Tool {
  readonly name: string;
  readonly title: string;
  /** When to use it, for the assistant that chooses. */
  readonly description: string;
  /** True for what changes something outside of the catalog. */
  readonly writes: boolean;
  readonly input: z.ZodObject;
  /** The fields that a client may rely on; further ones are passed on as they are. */
  readonly output: z.ZodObject;
  /** @param input as the schema has read it */
  run(input: unknown, context: ToolContext): Promise<ToolReply>;
}

/** What a tool found. */
export interface ToolReply {
  /** All of it. Texts that people wrote into the catalog are in here and nowhere else. */
  readonly data: object;
  /** What it comes to in a line or a few, of refs, numbers and our own words only. */
  readonly text: string;
}

/** What tools work with. */
export interface ToolContext {
  readonly view: CatalogView;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly facts?: Pick<FactReader, "facts">;
  readonly templates?: TemplateAccess;
}

/** How templates are opened, planned and, where that is allowed, run. */
export interface TemplateAccess {
  readonly tasks: Pick<Tasks, "plan" | "start">;
  /**
   * The template of a name: a ref, or what the host calls it. It opens only what the view has.
   *
   * @throws {CatalogError} `entity-not-found`; {@link TemplateError} when it cannot be read
   */
  open(name: string, view: CatalogView): Promise<Template>;
  /** True offers `run_template`, which does what a template says; false unless given. */
  readonly mayRun?: boolean;
  /** For whom templates are run. */
  readonly user?: EntityRef;
}

interface ToolDefinition<Input extends z.ZodObject> extends Omit<Tool, "input" | "run" | "writes"> {
  readonly input: Input;
  readonly writes?: boolean;
  run(input: z.infer<Input>, context: ToolContext): ToolReply | Promise<ToolReply>;
}

/** A tool whose function gets what its schema promises. */
export function defineTool<Input extends z.ZodObject>(definition: ToolDefinition<Input>): Tool {
  const { writes = false, input } = definition;
  return {
    ...definition,
    writes,
    run: async (given, context) => definition.run(input.parse(given), context),
  };
}
