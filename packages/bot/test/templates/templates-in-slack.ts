import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type EntityRef, entityRef } from "@callboard/core";
import {
  type Action,
  fileTaskStore,
  openTasks,
  readTemplates,
  type Tasks,
  type Template,
  TemplateError,
} from "@callboard/scaffolder";
import { expect, onTestFinished, vi } from "vitest";
import { type BotTemplates, startSlackBot } from "../../src/index.ts";
import { readable } from "../../src/testing/driver/readable.ts";
import type { FakeUser, Json, OpenView } from "../../src/testing/index.ts";
import { type BotInSlack, type BotInSlackOptions, botInSlack, DESCRIPTORS } from "../bot-in-slack.ts";

/** What templates get as `environment.secrets.KEY`. */
export const SECRET = "canary+secret/7301";

/** A bot that runs templates. */
export interface TemplatesInSlack extends BotInSlack {
  readonly tasks: Tasks;
  /** What its action `test:create` has made. */
  readonly created: string[];
  /** Starts a bot where the first one left off. */
  startAnother(): Promise<void>;
  /** Has `test:check` fail, or `test:create` wait, from now on. */
  become(mood: "well" | "broken" | "slow"): void;
  /** Lets what waits go on. */
  go(): void;
}

interface TemplatesInSlackOptions extends BotInSlackOptions {
  /** The spec of the template `node-service`, from its second line. */
  readonly spec?: string;
  readonly approvers?: readonly string[];
}

export async function templatesInSlack(options: TemplatesInSlackOptions = {}): Promise<TemplatesInSlack> {
  const { spec = SPEC, approvers, ...rest } = options;
  const descriptors = `${rest.descriptors ?? MAPPED}---\n${template(spec)}`;
  const created: string[] = [];
  let mood: "well" | "broken" | "slow" = "well";
  let waiting: (() => void)[] = [];
  const create: Action = {
    id: "test:create",
    description: "Creates a repository.",
    input: null,
    output: null,
    hasDryRun: true,
    check: (value) => ({ value, faults: [] }),
    async run({ effect, input, isDryRun, signal }) {
      const name = String(input.name);
      effect({ verb: "create", what: `repository acme/${name}` });
      if (isDryRun) return;
      if (mood === "slow") {
        await new Promise<void>((resolve) => {
          waiting.push(resolve);
          signal.addEventListener("abort", () => resolve());
        });
        signal.throwIfAborted();
      }
      created.push(name);
    },
  };
  const check: Action = {
    ...create,
    id: "test:check",
    async run({ input, isDryRun }) {
      if (mood === "broken" && !isDryRun) throw new Error(`the host said no to ${String(input.key ?? "it")}`);
    },
  };
  const folder = await mkdtemp(join(tmpdir(), "callboard-templates-"));
  function templatesOf(): BotTemplates {
    const tasks = openTasks({
      actions: [create, check],
      store: fileTaskStore({ folder }),
      environment: { secrets: { KEY: SECRET } },
    });
    onTestFinished(() => tasks.close());
    return {
      tasks,
      templateOf: (ref) => templateIn(descriptors, ref),
      ...(approvers && { approvers: approvers.map((ref) => entityRef(ref)) }),
    };
  }
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const templates = templatesOf();
  const { tasks } = templates;
  const inSlack = await botInSlack({ ...rest, descriptors, templates });
  return {
    ...inSlack,
    tasks,
    created,
    async startAnother() {
      const { catalog, slack } = inSlack;
      const { botToken: token, appToken, apiUrl, clock } = slack;
      const bot = await startSlackBot({ catalog, token, appToken, apiUrl, clock, ...rest, templates: templatesOf() });
      onTestFinished(() => bot.stop());
      await slack.sockets.connected();
    },
    become: (next) => {
      mood = next;
    },
    go: () => {
      for (const resolve of waiting) resolve();
      waiting = [];
    },
  };
}

async function templateIn(descriptors: string, ref: EntityRef): Promise<Template> {
  const files = {
    tree: () => {
      throw new TemplateError("not-found", "There are no files.");
    },
    file: async () => {
      throw new TemplateError("not-found", "There are no files.");
    },
  };
  const { templates } = await readTemplates({ location: "template.yaml", content: descriptors, files });
  const found = templates.find((each) => each.ref === ref);
  if (!found) throw new TemplateError("not-found", `${ref} cannot be read.`);
  return found;
}

/** The window that somebody has open, once it says this. */
export async function windowOf(user: FakeUser, ready: string): Promise<OpenView> {
  await vi.waitFor(() => expect(shownIn(user.view())).toContain(ready), { timeout: 10_000, interval: 10 });
  const view = user.view();
  if (!view) throw new Error("There is no window.");
  return view;
}

/** What stands in a window. */
export function shownIn(view: OpenView | undefined): string {
  const { blocks = [], submit } = view?.content ?? {};
  const all: readonly Json[] = Array.isArray(blocks) ? blocks : [];
  return readable([...all, submit ?? null]);
}

function template(spec: string): string {
  return `apiVersion: scaffolder.backstage.io/v1beta3
kind: Template
metadata: { name: node-service, title: Node service, description: A service in TypeScript. }
spec:
  type: service
${spec}
`;
}

const SPEC = `
  parameters:
    - title: What is it?
      required: [name]
      properties:
        name: { type: string, title: Name, pattern: "^[a-z-]+$", description: Lower case and dashes. }
        owner: { type: string, title: Owner, "ui:field": OwnerPicker }
    - title: Where does it go?
      properties:
        public: { type: boolean, title: Public }
  steps:
    - { id: create, name: Create the repository, action: "test:create", input: { name: "\${{ parameters.name }}" } }
    - { id: check, name: Look whether it is there, action: "test:check" }
    - { id: readme, name: Write the readme, action: "roadiehq:utils:fs:write", input: { path: README.md, content: hello } }
  output:
    links: [{ title: Repository, url: "https://git.example.com/acme/\${{ parameters.name }}" }]
    text: [{ title: Next, content: "Clone \${{ parameters.name }} and run it." }]
`;

/** The same, in which Ben is somebody too. */
const MAPPED = `${DESCRIPTORS}---
apiVersion: backstage.io/v1alpha1
kind: User
metadata: { name: ben }
spec: { memberOf: [web], profile: { displayName: Ben, email: ben@example.com } }
`;
