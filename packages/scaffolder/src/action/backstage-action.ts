import type { JsonObject, JsonValue } from "@callboard/core";
import { z } from "zod";
import { type SchemaCheck, schemaCheck } from "../schema/json-schema.ts";
import type { Action, ActionContext } from "./action.ts";

/** What `createTemplateAction` of `@backstage/plugin-scaffolder-node` gives, as far as a task needs it. */
export interface BackstageAction {
  readonly id: string;
  readonly description?: string;
  readonly supportsDryRun?: boolean;
  readonly schema?: { readonly input?: unknown; readonly output?: unknown };
  // biome-ignore lint/suspicious/noExplicitAny: the context is Backstage's own, and each action's own type of it
  handler(context: any): Promise<void>;
}

/**
 * An action made with Backstage's `createTemplateAction`, for use beside our own. What it does once by `checkpoint` is
 * journalled. It has no credentials of a Backstage instance: `getInitiatorCredentials` fails and says so.
 */
export function backstageAction(action: BackstageAction): Action {
  const { id, description = id, supportsDryRun = false, schema, handler } = action;
  const input = schemaOf(schema?.input);
  let check: SchemaCheck | undefined;
  return {
    id,
    description,
    input,
    output: schemaOf(schema?.output),
    hasDryRun: supportsDryRun,
    check(value) {
      check ??= schemaCheck(input ?? {});
      return check(value);
    },
    run: (context) => handler.call(action, backstageContext(context)),
  };
}

function schemaOf(schema: unknown): JsonObject | null {
  if (typeof schema !== "object" || schema === null) return null;
  return JSON.parse(JSON.stringify(schema));
}

function backstageContext(context: ActionContext) {
  const { input, workspace, task, step, template, user, secrets, isDryRun, signal, log } = context;
  const logger = {
    debug: () => {},
    info: (message: unknown) => log(String(message)),
    warn: (message: unknown) => log(String(message), "warn"),
    error: (message: unknown) => log(String(message), "error"),
    child: () => logger,
  };
  return {
    input,
    workspacePath: workspace.path,
    logger,
    // Before 1.31 actions wrote their log as a stream.
    logStream: { write: (text: unknown) => void log(String(text).trimEnd()) },
    secrets,
    task,
    step,
    isDryRun,
    signal,
    user: user ? { ref: user.ref, entity: user.entity ?? undefined } : {},
    templateInfo: { entityRef: template.ref, baseUrl: template.location, entity: template.entity },
    output: (name: string, value: unknown) => context.output(name, plain(value)),
    createTemporaryDirectory: () => context.temporaryFolder(),
    /** Older actions pass the key and the function as two arguments. */
    checkpoint(options: string | { key: string; fn: () => Promise<unknown> }, fn?: () => Promise<unknown>) {
      const [key, run] = typeof options === "string" ? [options, fn] : [options.key, options.fn];
      // Whether an earlier attempt took effect it cannot tell: as in Backstage it is run again.
      return context.once({
        key,
        result: z.json(),
        run: async () => plain(await run?.()),
        find: async () => undefined,
      });
    },
    async getInitiatorCredentials(): Promise<never> {
      throw new Error("There is no Backstage instance here, and so no credentials of its user.");
    },
  };
}

/** Nothing is null, as in the JSON of a journal. */
function plain(value: unknown): JsonValue {
  return value === undefined ? null : JSON.parse(JSON.stringify(value));
}
