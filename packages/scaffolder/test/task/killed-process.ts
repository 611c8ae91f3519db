// Runs a task, or carries one on, and ends itself by SIGKILL at one write to its journal.
import { fileTaskStore, openTasks, type TaskStore } from "../../src/index.ts";
import { templateOf } from "../template-of.ts";

const [folder = "", apiBaseUrl = "", repo = "", count = "", id = ""] = process.argv.slice(2);

let left = Number(count);

const inner = fileTaskStore({ folder });
const mortal = (held: Awaited<ReturnType<TaskStore["create"]>>): typeof held => ({
  ...held,
  async append(entry) {
    left -= 1;
    if (left === 0) process.kill(process.pid, "SIGKILL");
    await held.append(entry);
  },
});
const store: TaskStore = {
  ...inner,
  create: async (record) => mortal(await inner.create(record)),
  hold: async (task) => mortal(await inner.hold(task)),
};

const host = { host: "github.com", type: "github", apiBaseUrl, token: "ghp-canary-token" } as const;
const tasks = openTasks({ store, hosts: [host] });
const template = await templateOf(`
  steps:
    - { id: write, action: roadiehq:utils:fs:write, input: { path: README.md, content: hello } }
    - { id: rename, action: fs:rename, input: { files: [{ from: README.md, to: docs/README.md }] } }
    - { id: publish, action: publish:github, input: { repoUrl: "github.com?owner=acme&repo=${repo}", protectDefaultBranch: false } }
  output: { url: "\${{ steps.publish.output.remoteUrl }}" }
  `);
const task = id === "" ? await tasks.start(template) : await tasks.resume(id, template);
const { state } = await task.done;
process.stdout.write(state);
await tasks.close();
