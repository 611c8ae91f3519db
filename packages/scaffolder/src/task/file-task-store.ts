import { constants } from "node:fs";
import { cp, mkdir, readdir, rename, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { CatalogError, type Clock, entityRef } from "@callboard/core";
import { openRecordFile, readRecords } from "@callboard/store";
import { z } from "zod";
import { TemplateError } from "../template-error.ts";
import type { HeldTask, StoredTask, TaskEntry, TaskRecord, TaskStore } from "./task-store.ts";

export interface FileTaskStoreOptions {
  /** Holds a folder for each task; made if it is not there. */
  readonly folder: string;
  /** The system's unless given. */
  readonly clock?: Clock;
}

/**
 * Tasks in a folder: of each its journal, which only its user may read and one process writes at a time, and its
 * workspace. A process that dies at any moment loses no entry that was acknowledged.
 */
export function fileTaskStore({ folder, clock }: FileTaskStoreOptions): TaskStore {
  const root = resolve(folder);

  function folderOf(id: string): string {
    if (!ID.test(id)) throw notFound(id);
    return join(root, id);
  }

  const journalOf = (id: string) => join(folderOf(id), "journal.jsonl");

  async function load(id: string): Promise<StoredTask | undefined> {
    if (!ID.test(id)) return undefined;
    return storedTask((await readRecords(journalOf(id))) ?? []);
  }

  async function open(id: string): Promise<Awaited<ReturnType<typeof openRecordFile>>> {
    try {
      return await openRecordFile(journalOf(id), clock && { clock });
    } catch (cause) {
      if (!(cause instanceof CatalogError) || cause.code !== "store-locked") throw cause;
      throw new TemplateError("task-locked", `Another process runs the task ${id}. Wait for it, or stop it.`, {
        cause,
      });
    }
  }

  const store: TaskStore = {
    async create(record) {
      const journal = await open(record.id);
      await journal.append(record);
      return held(folderOf(record.id), { record, entries: [] }, journal);
    },
    async hold(id) {
      if (!(await load(id))) throw notFound(id);
      const journal = await open(id);
      const task = storedTask(journal.found);
      if (task) return held(folderOf(id), task, journal);
      await journal.close();
      throw notFound(id);
    },
    load,
    async list() {
      const names = await readdir(root).catch(() => []); // no folder, no tasks
      const records: TaskRecord[] = [];
      for (const name of names) {
        const task = await load(name);
        if (task) records.push(task.record);
      }
      return records.sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
    },
    async remove(id) {
      const task = await store.hold(id);
      await task.release();
      await rm(folderOf(id), { recursive: true, force: true });
    },
  };
  return store;
}

/** 128 bits as hex: nobody comes upon another's task by guessing. */
const ID = /^[0-9a-f]{32}$/;

async function held(
  folder: string,
  task: StoredTask,
  journal: Awaited<ReturnType<typeof openRecordFile>>,
): Promise<HeldTask> {
  const workspace = join(folder, "workspace");
  const kept = (version: number) => join(folder, `kept-${version}`);
  await mkdir(workspace, { recursive: true });
  return {
    ...task,
    workspace,
    append: (entry: TaskEntry) => journal.append(entry),
    async keepWorkspace(version) {
      const next = join(folder, "next");
      await rm(next, { recursive: true, force: true });
      await copy(workspace, next);
      await rm(kept(version), { recursive: true, force: true });
      await rename(next, kept(version));
      await rm(kept(version - 2), { recursive: true, force: true });
    },
    async restoreWorkspace(version) {
      await rm(workspace, { recursive: true, force: true });
      if (version === 0) await mkdir(workspace);
      else await copy(kept(version), workspace);
    },
    release: () => journal.close(),
  };
}

/** With links as they are; without a second copy of the bytes where the file system can do that. */
async function copy(from: string, to: string): Promise<void> {
  await cp(from, to, { recursive: true, verbatimSymlinks: true, mode: constants.COPYFILE_FICLONE });
}

const ref = z.string().transform((text) => entityRef(text));
const at = z.string();
const step = z.string();
const object = z.record(z.string(), z.json());

const entry: z.ZodType<TaskEntry> = z.discriminatedUnion("type", [
  z.object({ at, type: z.literal("attempt"), number: z.int() }),
  z.object({ at, step, type: z.literal("step-started") }),
  z.object({ at, step, type: z.literal("step-finished"), output: object }),
  z.object({ at, step, type: z.literal("step-skipped"), reason: z.string() }),
  z.object({ at, step, type: z.literal("step-failed"), message: z.string() }),
  z.object({ at, step, type: z.literal("once-started"), key: z.string() }),
  z.object({ at, step, type: z.literal("once-finished"), key: z.string(), result: z.json() }),
  z.object({
    at,
    step,
    type: z.literal("effect"),
    effect: z.object({
      verb: z.enum(["create", "change", "delete", "call"]),
      what: z.string(),
      url: z.string().exactOptional(),
    }),
  }),
  z.object({ at, step, type: z.literal("log"), level: z.enum(["info", "warn", "error"]), message: z.string() }),
  z.object({ at, type: z.literal("approved"), by: ref }),
  z.object({ at, type: z.literal("ended"), state: z.enum(["completed", "failed", "cancelled"]), output: object }),
]);

const record: z.ZodType<TaskRecord> = z.object({
  id: z.string(),
  template: z.object({ ref, location: z.string(), version: z.string() }),
  parameters: object,
  secretNames: z.array(z.string()),
  user: ref.nullable(),
  createdAt: z.string(),
});

/** The task that a journal holds; undefined when it was cut short before there was one. */
function storedTask(records: readonly unknown[]): StoredTask | undefined {
  const [first, ...rest] = records;
  const parsed = record.safeParse(first);
  return parsed.success ? { record: parsed.data, entries: z.array(entry).parse(rest) } : undefined;
}

function notFound(id: string): TemplateError {
  return new TemplateError("task-not-found", `There is no task ${JSON.stringify(id.slice(0, 64))}.`);
}
