import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { entityRef } from "@callboard/core";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import {
  type ActionContext,
  defineAction,
  fileTaskStore,
  openTasks,
  type TaskEntry,
  type Tasks,
  type TasksOptions,
  TemplateError,
} from "../../src/index.ts";
import { templateOf } from "../template-of.ts";

let folder: string;
let tasks: Tasks;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "tasks-test-"));
});

afterEach(async () => {
  await tasks.close();
  await rm(folder, { recursive: true, force: true });
});

/** Gives its input back, and notes that it ran. */
function echo(ran: unknown[] = []) {
  return defineAction({
    id: "test:echo",
    description: "Gives its input back.",
    input: z.looseObject({}),
    output: z.looseObject({}),
    dryRun: "run",
    run({ input, output }) {
      ran.push(input);
      for (const [name, value] of Object.entries(input)) output(name, value);
    },
  });
}

function action(id: string, run: (context: ActionContext) => Promise<void> | void) {
  return defineAction({
    id,
    description: id,
    input: z.looseObject({}),
    output: z.looseObject({}),
    run: (context) =>
      run({
        ...context,
        input: JSON.parse(JSON.stringify(context.input)),
        output: (name, value) => context.output(name, value),
      }),
  });
}

function open(options: TasksOptions = {}): Tasks {
  tasks = openTasks({ store: fileTaskStore({ folder }), ...options });
  return tasks;
}

const journal = (id: string) => readFile(join(folder, id, "journal.jsonl"), "utf8");

async function finished(options: TasksOptions, spec: string, values = {}, secrets = {}) {
  const run = await open(options).start(await templateOf(spec), { values, secrets });
  return run.done;
}

describe("openTasks", () => {
  describe("start", () => {
    it("hands the outputs of steps on, with their types", async () => {
      const ran: unknown[] = [];
      const report = await finished(
        { actions: [echo(ran)] },
        `
        parameters: { properties: { port: { type: integer, default: 8080 } } }
        steps:
          - { id: first, action: test:echo, input: { port: "\${{ parameters.port }}", tags: [a, b] } }
          - { id: second, action: test:echo, input: { port: "\${{ steps.first.output.port }}", tag: "\${{ steps.first.output.tags[1] }}" } }
        output: { port: "\${{ steps.second.output.port }}" }
        `,
      );
      expect(ran).toEqual([
        { port: 8080, tags: ["a", "b"] },
        { port: 8080, tag: "b" },
      ]);
      expect(report).toMatchObject({ state: "completed", output: { port: 8080 }, attempts: 1, problems: [] });
    });

    it("runs a step once for each item, with outputs as lists", async () => {
      const ran: unknown[] = [];
      const { output } = await finished(
        { actions: [echo(ran)] },
        `
        steps:
          - id: all
            action: test:echo
            each: [{ name: a }, { name: b }, { name: c }]
            if: \${{ each.value.name != 'b' }}
            input: { key: "\${{ each.key }}", name: "\${{ each.value.name }}" }
        output: { names: "\${{ steps.all.output.name }}" }
        `,
      );
      expect(ran).toEqual([
        { key: "0", name: "a" },
        { key: "2", name: "c" },
      ]);
      expect(output).toEqual({ names: ["a", "c"] });
    });

    it("checks the input of every round before the first one runs", async () => {
      const ran: unknown[] = [];
      const strict = defineAction({
        id: "test:strict",
        description: "Takes a number.",
        input: z.object({ n: z.number() }),
        run: ({ input }) => void ran.push(input),
      });
      const report = await finished(
        { actions: [strict] },
        `
        steps:
          - { id: all, action: test:strict, each: [1, two], input: { n: "\${{ each.value }}" } }
        `,
      );
      expect(ran).toEqual([]);
      expect(report.steps).toEqual([
        { id: "all", state: "failed", reason: "template.yaml:7:67: Step all (test:strict): input.n is not a number." },
      ]);
    });

    it("leaves out what fails its condition, and after a failure all that does not ask for one", async () => {
      const ran: unknown[] = [];
      const report = await finished(
        { actions: [echo(ran), action("test:fail", () => Promise.reject(new Error("no luck")))] },
        `
        steps:
          - { id: never, action: test:echo, if: "\${{ false }}", input: { at: never } }
          - { id: empty, action: test:echo, if: "\${{ [] }}", input: { at: empty } }
          - { id: early, action: test:echo, if: "\${{ failure() }}", input: { at: early } }
          - { id: bad, action: test:fail }
          - { id: next, action: test:echo, input: { at: next } }
          - { id: cleanup, action: test:echo, if: "\${{ failure() }}", input: { at: cleanup } }
          - { id: last, action: test:echo, if: "\${{ always() }}", input: { at: last } }
        output: { done: yes }
        `,
      );
      expect(ran).toEqual([{ at: "cleanup" }, { at: "last" }]);
      expect(report).toMatchObject({ state: "failed", output: {} });
      expect(report.steps.map(({ id, state, reason }) => `${id} ${state} ${reason}`)).toEqual([
        "never skipped its if is false",
        "empty skipped its if is false",
        "early skipped its if is false",
        "bad failed no luck",
        "next skipped an earlier step failed",
        "cleanup finished null",
        "last finished null",
      ]);
    });

    it("keeps an expression that it cannot work out as it is written, and says so with its line", async () => {
      const ran: unknown[] = [];
      const { problems } = await finished(
        { actions: [echo(ran)] },
        `
        steps:
          - id: one
            action: test:echo
            input:
              text: \${{ parameters.name | nosuch }}
        `,
      );
      expect(ran).toEqual([{ text: "${{ parameters.name | nosuch }}" }]);
      expect(problems).toMatchObject([
        { line: 10, column: 15, message: 'This expression stays as it is written: Unknown template filter "nosuch".' },
      ]);
    });

    it("never renders a value twice", async () => {
      const ran: unknown[] = [];
      await finished(
        { actions: [echo(ran)] },
        `
        steps:
          - { id: one, action: test:echo, input: { name: "\${{ parameters.name }}" } }
          - { id: two, action: test:echo, input: { name: "\${{ steps.one.output.name }}" } }
        `,
        { name: "${{ secrets.TOKEN }}" },
        { TOKEN: "canary-1234" },
      );
      expect(ran).toEqual([{ name: "${{ secrets.TOKEN }}" }, { name: "${{ secrets.TOKEN }}" }]);
    });

    it("refuses an unknown action before the first step", async () => {
      const ran: unknown[] = [];
      const started = open({ actions: [echo(ran)] }).start(
        await templateOf(`
        steps:
          - { id: one, action: test:echo }
          - { id: two, action: acme:deploy }
        `),
      );
      await expect(started).rejects.toMatchObject({ code: "unknown-action", place: { line: 8 } });
      expect(ran).toEqual([]);
    });

    it("refuses values that the form does not accept, all at once", async () => {
      const started = open().start(
        await templateOf(`
        parameters:
          - { required: [name], properties: { name: { type: string } } }
          - { properties: { port: { type: integer } } }
        steps: []
        `),
        { values: { port: "x" } },
      );
      await expect(started).rejects.toThrow(
        "template:default/service does not accept its values: name is missing; port is not a whole number.",
      );
    });

    it("S08: refuses a pattern that has no linear form, and matches the others in no time", async () => {
      const spec = (pattern: string) => `
        parameters: { properties: { name: { type: string, pattern: '${pattern}' } } }
        steps: []
        `;
      const template = await templateOf(spec("^(a+)+$"));
      const started = performance.now();
      await expect(open().start(template, { values: { name: `${"a".repeat(28)}!` } })).rejects.toThrow(
        "does not match",
      );
      expect(performance.now() - started).toBeLessThan(1_000);
      await expect(tasks.start(await templateOf(spec("(?=a)b")))).rejects.toMatchObject({ code: "invalid-template" });
    });

    it("stops a task that is cancelled in the step that it is in", async () => {
      const slow = action("test:slow", async ({ signal }) => {
        await new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
      });
      const run = await open({ actions: [slow] }).start(await templateOf("steps: [{ id: one, action: test:slow }]"));
      for await (const entry of run.events()) if (entry.type === "step-started") run.cancel();
      expect(await run.done).toMatchObject({ state: "cancelled", steps: [{ id: "one", state: "failed" }] });
    });

    it("stops a task when its time is up", async () => {
      const slow = action("test:slow", ({ signal }) => {
        return new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
      });
      const run = await open({ actions: [slow], timeoutMs: 20 }).start(
        await templateOf("steps: [{ action: test:slow }]"),
      );
      expect((await run.done).state).toBe("failed");
    });

    it("S36: shows no secret in its journal, report or events, and passes it on all the same", async () => {
      const secret = 'canary-"7f3a"/1';
      const seen: unknown[] = [];
      const leaky = action("test:leaky", ({ secrets, input, log, effect, output }) => {
        seen.push(secrets.TOKEN, input.token);
        log(`token ${secret} ${Buffer.from(`u:${secret}`).toString("base64")} ${encodeURIComponent(secret)}`);
        effect({
          verb: "create",
          what: `repository with ${secret}`,
          url: `https://x/?t=${encodeURIComponent(secret)}`,
        });
        output("token", `Bearer ${secret}`);
      });
      const fails = action("test:fails", ({ input }) => {
        seen.push(input.token);
        throw new Error(`401 for ${secret}`);
      });
      const run = await open({ actions: [leaky, fails] }).start(
        await templateOf(`
        steps:
          - { id: one, action: test:leaky, input: { token: "\${{ secrets.TOKEN }}" } }
          - { id: two, action: test:fails, input: { token: "\${{ steps.one.output.token }}" } }
        `),
        { secrets: { TOKEN: secret } },
      );
      const report = await run.done;
      const events: TaskEntry[] = [];
      for await (const entry of run.events()) events.push(entry);
      expect(seen).toEqual([secret, secret, `Bearer ${secret}`]);
      const shown = `${await journal(run.id)}${JSON.stringify(report)}${JSON.stringify(events)}`;
      for (const form of [
        "canary",
        "7f3a",
        Buffer.from(secret).toString("hex"),
        Buffer.from(secret).toString("base64url").slice(0, 12),
      ]) {
        expect(shown).not.toContain(form);
      }
    });
  });

  describe("resume", () => {
    it("goes on with the step that failed, with the outputs and the workspace of those before it", async () => {
      const ran: string[] = [];
      let isBroken = true;
      const write = action("test:write", async ({ workspace, output }) => {
        ran.push("write");
        await workspace.write("made.txt", "made");
        output("path", "made.txt");
      });
      const flaky = action("test:flaky", async ({ workspace, input }) => {
        ran.push("flaky");
        expect((await workspace.list()).map(({ path }) => path)).toEqual(["made.txt"]);
        await workspace.write("half.txt", String(input.path));
        if (isBroken) throw new Error("broken");
      });
      const template = await templateOf(`
        steps:
          - { id: one, action: test:write }
          - { id: two, action: test:flaky, input: { path: "\${{ steps.one.output.path }}" } }
        `);
      const first = await open({ actions: [write, flaky] }).start(template);
      expect((await first.done).state).toBe("failed");
      isBroken = false;
      const second = await tasks.resume(first.id, template);
      expect(await second.done).toMatchObject({ state: "completed", attempts: 2 });
      expect(ran).toEqual(["write", "flaky", "flaky"]);
    });

    it("gives the result of what was done once, and looks for what may have been done", async () => {
      const calls: string[] = [];
      let isBroken = true;
      const publish = action("test:publish", async ({ once, output }) => {
        const options = { result: z.string(), find: async () => void calls.push("find") };
        await once({ ...options, key: "repo", run: async () => `repo ${calls.push("repo")}` });
        const hook = await once({
          key: "hook",
          result: z.string(),
          async find() {
            calls.push("find hook");
            return "hook found";
          },
          async run() {
            calls.push("hook");
            if (isBroken) throw new Error("connection reset");
            return "hook made";
          },
        });
        output("hook", hook);
      });
      const template = await templateOf(`
        steps: [{ id: one, action: test:publish }]
        output: { hook: "\${{ steps.one.output.hook }}" }
        `);
      const first = await open({ actions: [publish] }).start(template);
      await first.done;
      isBroken = false;
      const second = await tasks.resume(first.id, template);
      expect((await second.done).output).toEqual({ hook: "hook found" });
      expect(calls).toEqual(["repo", "hook", "find hook"]);
    });

    it("goes on with what a process left when it was stopped", async () => {
      const slow = action("test:slow", ({ signal }) => {
        return new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
      });
      const template = await templateOf("steps: [{ id: one, action: test:echo }, { id: two, action: test:slow }]");
      const run = await open({ actions: [echo(), slow] }).start(template);
      for await (const entry of run.events()) {
        if (entry.type === "step-started" && entry.step === "two") void tasks.close();
      }
      expect((await run.done).state).toBe("unfinished");
      const resumed = await open({ actions: [echo(), action("test:slow", () => {})] }).resume(run.id, template);
      expect(await resumed.done).toMatchObject({ state: "completed", attempts: 2 });
    });

    it("needs the secrets again, and the template as it was", async () => {
      const fails = action("test:fails", () => Promise.reject(new Error("no")));
      const template = await templateOf("steps: [{ id: one, action: test:fails }]");
      const run = await open({ actions: [fails] }).start(template, { secrets: { TOKEN: "canary-1234" } });
      await run.done;
      await expect(tasks.resume(run.id, template)).rejects.toThrow("give them again: TOKEN");
      const changed = await templateOf("steps: [{ id: one, action: test:fails, name: Other }]");
      const secrets = { TOKEN: "canary-1234" };
      await expect(tasks.resume(run.id, changed, { secrets })).rejects.toMatchObject({ code: "invalid-template" });
      await expect(tasks.resume("0".repeat(32), template)).rejects.toMatchObject({ code: "task-not-found" });
      await expect(tasks.resume("../../etc", template)).rejects.toMatchObject({ code: "task-not-found" });
    });
  });

  describe("report", () => {
    it("tells who created a task, who approved it, and what it has done", async () => {
      const make = action("test:make", ({ effect }) => {
        effect({ verb: "create", what: "repository acme/shop on github.com" });
        throw new Error("then it failed");
      });
      const user = { ref: entityRef("user:default/priya") };
      const run = await open({ actions: [make] }).start(await templateOf("steps: [{ id: one, action: test:make }]"), {
        user,
        approvedBy: entityRef("user:default/sam"),
      });
      await run.done;
      expect(await tasks.report(run.id)).toMatchObject({
        state: "failed",
        user: "user:default/priya",
        approvedBy: "user:default/sam",
        effects: [{ verb: "create", what: "repository acme/shop on github.com" }],
      });
      expect(await tasks.list()).toMatchObject([{ id: run.id }]);
      expect(await tasks.report("f".repeat(32))).toBeUndefined();
    });
  });

  it("needs no store", async () => {
    tasks = openTasks({ actions: [echo()] });
    const run = await tasks.start(await templateOf("steps: [{ action: test:echo }]"));
    expect((await run.done).state).toBe("completed");
    expect(TemplateError).toBeDefined();
  });
});
