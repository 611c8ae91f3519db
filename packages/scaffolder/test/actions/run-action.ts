import { entityRef, type JsonObject, type JsonValue } from "@callboard/core";
import { catalogOf, testClock } from "@callboard/core/testing";
import {
  type Action,
  type ActionContext,
  builtInActions,
  configuredHosts,
  type Effect,
  folderFiles,
  folderWorkspace,
  nunjitsuEngine,
  TemplateError,
  type Workspace,
} from "../../src/index.ts";
import { temporaryFolder } from "../temporary-folder.ts";

export interface ActionRun {
  readonly workspace: Workspace;
  /** The folder of the template, whose files actions may read. */
  readonly templateFolder: string;
  readonly output: Readonly<Record<string, JsonValue>>;
  readonly effects: readonly Effect[];
  readonly log: readonly string[];
  /** Runs an action with an input that is checked first, as a step does. */
  run(id: string, input: JsonObject, context?: Partial<ActionContext>): Promise<void>;
}

/** Something to run actions in: an empty workspace and the folder of a template. */
export async function actionRun(actions: readonly Action[] = builtInActions): Promise<ActionRun> {
  const workspace = await folderWorkspace(await temporaryFolder());
  const templateFolder = await temporaryFolder();
  const output: Record<string, JsonValue> = {};
  const effects: Effect[] = [];
  const log: string[] = [];
  const ref = entityRef("template:default/service");
  const fixed: Omit<ActionContext, "input"> = {
    workspace,
    files: folderFiles({ folder: templateFolder }),
    engine: nunjitsuEngine(),
    task: { id: "t1", createdAt: "2026-11-20T12:00:00.000Z" },
    step: { id: "s1", name: "Step" },
    template: {
      ref,
      location: "template.yaml",
      entity: { apiVersion: "scaffolder.backstage.io/v1beta3", kind: "Template", metadata: { name: "service" } },
    },
    user: null,
    secrets: {},
    isDryRun: false,
    signal: new AbortController().signal,
    clock: testClock(),
    fetch: async () => {
      throw new Error("no network");
    },
    catalog: null,
    hosts: configuredHosts(),
    log: (message) => log.push(message),
    output(name, value) {
      output[name] = value;
    },
    effect: (effect) => effects.push(effect),
    once: ({ run }) => run(),
    temporaryFolder,
  };
  return {
    workspace,
    templateFolder,
    output,
    effects,
    log,
    async run(id, input, context = {}) {
      const action = actions.find((one) => one.id === id);
      if (!action) throw new Error(`there is no action ${id}`);
      const { value, faults } = action.check(input);
      const [fault] = faults;
      if (fault) throw new TemplateError("invalid-values", `${fault.pointer} ${fault.message}`);
      await action.run({ ...fixed, ...context, input: value });
    },
  };
}

/** A catalog that actions can ask, and that notes what is registered. */
export function taskCatalog(lines: readonly string[], refs: readonly string[] = []) {
  const registered: string[] = [];
  const catalog: NonNullable<ActionContext["catalog"]> = {
    view: catalogOf(...lines),
    async register(location) {
      registered.push(location);
      return { refs: refs.map((ref) => entityRef(ref)) };
    },
  };
  return { catalog, registered };
}
