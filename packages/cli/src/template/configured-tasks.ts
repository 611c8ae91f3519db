import { join, resolve } from "node:path";
import { type CatalogView, type Clock, systemClock } from "@callboard/core";
import {
  type Action,
  builtInActions,
  configuredHosts,
  fileTaskStore,
  httpActions,
  openTasks,
  type RemoteFilesOptions,
  remoteFiles,
  type Tasks,
  TemplateError,
  type TemplateFiles,
} from "@callboard/scaffolder";
import type { Config } from "../config/config-schema.ts";
import type { Session } from "../session.ts";

/** Tasks as the configuration describes them. Close them when the command ends. */
export function configuredTasks(session: Session, view: CatalogView | null): Tasks {
  const { hosts = [], allowedHosts = [], backstage, environment, timeoutMs } = settingsOf(session);
  const folder = taskFolder(session);
  return openTasks({
    actions: [...httpActions({ allowedHosts, ...(backstage && { backstage }) }), ...registeringNothing],
    hosts,
    clock: clockOf(session),
    ...(folder !== undefined && { store: fileTaskStore({ folder, clock: clockOf(session) }) }),
    ...(view && { catalog: { view, register: refuseRegistration } }),
    ...(environment && { environment }),
    ...(timeoutMs !== undefined && { timeoutMs }),
  });
}

/** Files at web addresses, of hosts that the configuration allows. */
export function configuredFiles(session: Session, options: Pick<RemoteFilesOptions, "base"> = {}): TemplateFiles {
  const { hosts = [], allowedHosts = [] } = settingsOf(session);
  const signal = new AbortController().signal;
  const clock = clockOf(session);
  return remoteFiles({
    ...options,
    hosts: configuredHosts(hosts),
    allowedHosts,
    fetch: globalThis.fetch,
    clock,
    signal,
  });
}

/** Where tasks are kept; undefined where there is no place to keep them. */
export function taskFolder({ config, io }: Session): string | undefined {
  const folder = config?.config.templates.folder;
  if (config && folder !== undefined) return resolve(config.folder, folder);
  const state = io.env.XDG_STATE_HOME || (io.env.HOME && join(io.env.HOME, ".local/state"));
  return state ? join(state, "callboard/tasks") : undefined;
}

function settingsOf({ config }: Session): Partial<Config["templates"]> {
  return config?.config.templates ?? {};
}

function clockOf({ io }: Session): Clock {
  return { ...systemClock, now: io.now };
}

/**
 * The command reads catalogs and keeps none, so a template that registers what it made says so and goes on: its repository
 * is there by then, and the sources of the catalog find it.
 */
const registeringNothing: readonly Action[] = builtInActions
  .filter(({ id }) => id === "catalog:register")
  .map((action) => ({
    ...action,
    run: (context) =>
      action.run({
        ...context,
        input: { ...context.input, optional: true },
        effect() {},
      }),
  }));

async function refuseRegistration(location: string): Promise<never> {
  const message = `this command keeps no catalog. Let a source in callboard.yaml read ${location}`;
  throw new TemplateError("not-allowed", message);
}
