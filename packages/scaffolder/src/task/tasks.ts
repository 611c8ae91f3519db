import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type Clock,
  type Entity,
  type EntityRef,
  fieldName,
  type JsonObject,
  type Problem,
  systemClock,
} from "@callboard/core";
import type { Action, TaskCatalog } from "../action/action.ts";
import { actionRegistry } from "../action/action-registry.ts";
import { builtInActions } from "../actions/built-in-actions.ts";
import { builtInFilters } from "../engine/built-in-filters.ts";
import { type EngineOptions, nunjitsuEngine } from "../engine/nunjitsu-engine.ts";
import { configuredHosts } from "../hosts/configured-hosts.ts";
import type { RepositoryHost } from "../hosts/repository-hosts.ts";
import { lintLanguage } from "../lint/lint-language.ts";
import { lintTemplate } from "../lint/lint-template.ts";
import { templateVersion } from "../lock/template-lock.ts";
import { lockWorkspace } from "../lock/write-lock.ts";
import type { Plan } from "../plan/plan.ts";
import { planTask } from "../plan/plan-task.ts";
import { type WriteOutOptions, writeOut } from "../plan/write-out.ts";
import { checkParameters, checkSecrets, type ParameterFault } from "../template/parameters.ts";
import type { Template } from "../template/template.ts";
import { TemplateError } from "../template-error.ts";
import { fileTaskStore } from "./file-task-store.ts";
import { refuseUnknownActions } from "./run-steps.ts";
import { type HeldRun, type RunningTask, runTask } from "./run-task.ts";
import { type TaskReport, taskReport } from "./task-report.ts";
import type { TaskRequest, TaskServices } from "./task-services.ts";
import type { TaskEntry, TaskRecord, TaskStore } from "./task-store.ts";

export interface TasksOptions extends Omit<EngineOptions, "limits"> {
  /** Further actions; one of a built-in id takes its place. */
  readonly actions?: readonly Action[];
  /** Where tasks survive a crash; a temporary folder unless given, in which they survive nothing. */
  readonly store?: TaskStore;
  /** Hosts of repositories beside the public ones, with their tokens. */
  readonly hosts?: readonly RepositoryHost[];
  readonly catalog?: TaskCatalog;
  /** What every template gets as `environment`. Its secrets are masked like those of a task. */
  readonly environment?: { readonly parameters?: JsonObject; readonly secrets?: Readonly<Record<string, string>> };
  /** The longest that one task may take; an hour unless given. */
  readonly timeoutMs?: number;
  readonly fetch?: typeof fetch;
  readonly clock?: Clock;
}

/** What to run a template with. */
export interface TemplateRequest {
  /** The values that its form would give; none unless given. */
  readonly values?: JsonObject;
  /** By their names. They are kept nowhere, and masked wherever a task shows something. */
  readonly secrets?: Readonly<Record<string, string>>;
  readonly user?: { readonly ref: EntityRef; readonly entity?: Entity };
  /** Who has agreed to it, for the record. */
  readonly approvedBy?: EntityRef;
}

export interface WrittenPlan extends Plan {
  /** The paths of files that are new or different now. */
  readonly written: readonly string[];
}

/** Plans templates, runs them, and carries on what was cut off. */
export interface Tasks {
  /**
   * What a template would do, without doing anything outside of a temporary folder. A step that fails and an action that
   * nobody knows are problems of the plan.
   *
   * @throws {TemplateError} `invalid-values`, `invalid-template`
   */
  plan(template: Template, request?: TemplateRequest): Promise<Plan>;
  /**
   * Puts the files that a template makes into a folder, with a lock file. Outside of it nothing happens: what the plan
   * tells as effects is left out. A plan that cannot run writes nothing.
   *
   * @throws {TemplateError} as `plan`, and `already-exists` before anything is written
   */
  writeFiles(template: Template, out: WriteOutOptions, request?: TemplateRequest): Promise<WrittenPlan>;
  /** What is wrong with a template as far as can be told without values, by its place. */
  lint(template: Template): Promise<readonly Problem[]>;
  /**
   * Runs a template.
   *
   * @throws {TemplateError} `invalid-values`, `invalid-template`, and `unknown-action` before anything has happened
   */
  start(template: Template, request?: TemplateRequest): Promise<RunningTask>;
  /**
   * Carries on a task that was cut off, or tries one that failed again from the step that failed. Needs the template as
   * it was, and the secrets again.
   *
   * @throws {TemplateError} `task-not-found`, `task-locked`, `invalid-values` without a secret that it had or when it is
   *   complete, `invalid-template` when the template has changed since
   */
  resume(id: string, template: Template, request?: Pick<TemplateRequest, "secrets" | "user">): Promise<RunningTask>;
  /** How a task stands; undefined when there is none. */
  report(id: string): Promise<TaskReport | undefined>;
  /** All tasks, newest first. */
  list(): Promise<readonly TaskRecord[]>;
  /** Stops what runs, each with the step that it is in, so that it can be resumed, and waits for that. */
  close(): Promise<void>;
}

const HOUR_MS = 60 * 60 * 1000;

/** Tasks of templates, with Backstage's built-in actions and filters and whatever is given beside them. */
export function openTasks(options: TasksOptions = {}): Tasks {
  const services = servicesOf(options);
  const running = new Set<HeldRun>();
  const stop = new AbortController();
  let temporary: Promise<string> | undefined;

  async function storeOf(): Promise<TaskStore> {
    if (options.store) return options.store;
    temporary ??= mkdtemp(join(tmpdir(), "callboard-tasks-"));
    return fileTaskStore({ folder: await temporary, clock: services.clock });
  }

  function carryOn(...args: Parameters<typeof runTask>): RunningTask {
    const run = runTask(...args);
    running.add(run);
    const forget = () => void running.delete(run);
    run.done.then(forget, forget);
    return run;
  }

  return {
    plan: async (template, request = {}) => planTask(template, checked(template, request), services, stop.signal),
    async writeFiles(template, out, request = {}) {
      const asked = checked(template, request);
      let written: readonly string[] = [];
      const plan = await planTask(template, asked, services, stop.signal, async (workspace) => {
        await lockWorkspace(template, asked.parameters, workspace);
        written = await writeOut(workspace, out);
      });
      return { ...plan, written };
    },
    lint: (template) => lintTemplate(template, lintLanguage(services, languageOf(options))),
    async start(template, request = {}) {
      const asked = checked(template, request);
      refuseUnknownActions({ template, services });
      const store = await storeOf();
      const held = await store.create({
        id: randomBytes(16).toString("hex"),
        template: { ref: template.ref, location: template.location, version: templateVersion(template) },
        parameters: asked.parameters,
        secretNames: Object.keys(asked.secrets).sort(),
        user: asked.user?.ref ?? null,
        createdAt: new Date(services.clock.now()).toISOString(),
      });
      if (request.approvedBy === undefined) return carryOn(held, template, asked, services);
      const approved: TaskEntry = { at: held.record.createdAt, type: "approved", by: request.approvedBy };
      await held.append(approved);
      return carryOn({ ...held, entries: [approved] }, template, asked, services);
    },
    async resume(id, template, { secrets = {}, user } = {}) {
      const held = await (await storeOf()).hold(id);
      try {
        refuseResumption(held, template, secrets);
        refuseUnknownActions({ template, services });
      } catch (reason) {
        await held.release();
        throw reason;
      }
      const { parameters, user: ref } = held.record;
      const asked = { parameters, secrets, user: ref === null ? null : { ref, entity: user?.entity ?? null } };
      return carryOn(held, template, asked, services);
    },
    async report(id) {
      const task = await (await storeOf()).load(id);
      return task && taskReport(task);
    },
    list: async () => (await storeOf()).list(),
    async close() {
      stop.abort();
      for (const run of running) run.suspend();
      await Promise.allSettled(Array.from(running, ({ done }) => done));
      if (temporary) await rm(await temporary, { recursive: true, force: true });
    },
  };
}

function servicesOf(options: TasksOptions): TaskServices {
  const { actions = [], catalog = null, environment, timeoutMs = HOUR_MS } = options;
  const hosts = configuredHosts(options.hosts);
  const { filters, globals } = languageOf(options);
  return {
    actions: actionRegistry([...builtInActions, ...actions]),
    engine: nunjitsuEngine({ filters, globals }),
    conditionEngine: (conditions) => nunjitsuEngine({ filters, globals: { ...globals, ...conditions } }),
    hosts,
    catalog,
    environment: { parameters: environment?.parameters ?? {}, secrets: environment?.secrets ?? {} },
    timeoutMs,
    fetch: options.fetch ?? globalThis.fetch,
    clock: options.clock ?? systemClock,
  };
}

/** The filters and globals of every expression, beside those of nunjucks. */
function languageOf({ hosts, filters, globals = {} }: TasksOptions) {
  return { filters: { ...builtInFilters(configuredHosts(hosts)), ...filters }, globals };
}

function checked(template: Template, { values = {}, secrets = {}, user }: TemplateRequest): TaskRequest {
  const { values: parameters, faults } = checkParameters(template, values);
  const missing = checkSecrets(template, secrets);
  if (faults.length > 0 || missing.length > 0) {
    const all = [...faults.map((fault) => sentence(fault)), ...missing.map((fault) => sentence(fault, "secrets."))];
    throw new TemplateError(
      "invalid-values",
      `${template.ref} does not accept its values: ${all.join("; ")}. Give what is missing, and correct the rest.`,
    );
  }
  return { parameters, secrets, user: user ? { ref: user.ref, entity: user.entity ?? null } : null };
}

function sentence({ pointer, message }: ParameterFault, before = ""): string {
  return `${before}${fieldName(pointer) || "the whole"} ${message}`;
}

function refuseResumption(
  { record, entries }: { readonly record: TaskRecord; readonly entries: readonly TaskEntry[] },
  template: Template,
  secrets: Readonly<Record<string, string>>,
): void {
  const { state } = taskReport({ record, entries });
  if (state === "completed") throw new TemplateError("invalid-values", `The task ${record.id} is complete.`);
  if (record.template.version !== templateVersion(template)) {
    const message = `${record.template.ref} has changed since the task ${record.id} began. Start it anew.`;
    throw new TemplateError("invalid-template", message);
  }
  const missing = record.secretNames.filter((name) => secrets[name] === undefined);
  if (missing.length === 0) return;
  throw new TemplateError(
    "invalid-values",
    `The task ${record.id} had these secrets, give them again: ${missing.join(", ")}.`,
  );
}
