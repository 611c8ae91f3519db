import { existsSync, readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { entityRef } from "@callboard/core";
import { describe, expect, it } from "vitest";
import {
  folderFiles,
  openTasks,
  type Plan,
  readTemplate,
  type Tasks,
  type Template,
  type TemplateFile,
  type TemplateFiles,
} from "../../src/index.ts";
import { emulatedGithub } from "../actions/github/emulated-github.ts";
import { fakeGitlab } from "../actions/gitlab/fake-gitlab.ts";
import { taskCatalog } from "../actions/run-action.ts";
import { templateOf } from "../template-of.ts";
import { madeUpValues } from "./made-up-values.ts";

const FOLDER = join(import.meta.dirname, "../../../../../shared/templates");

const names = existsSync(FOLDER)
  ? readdirSync(FOLDER).filter((name) => existsSync(join(FOLDER, name, "template.yaml")))
  : [];

/** Actions that only their own company has. */
const FOREIGN = /^(vault|terraform|orchestrator|cnoe|publish:gitea)\b/;

/** A repository of somebody else that a template copies from. */
const elsewhere: TemplateFiles = {
  async *tree() {
    yield file("README.md");
  },
  file: async (url) => file(url.split("/").at(-1) ?? ""),
};

function file(path: string): TemplateFile {
  return {
    path,
    type: "file",
    isExecutable: false,
    linkTo: null,
    content: async () => new TextEncoder().encode("elsewhere"),
  };
}

async function templateNamed(name: string): Promise<Template> {
  const folder = join(FOLDER, name);
  const files = folderFiles({ folder, remote: elsewhere });
  return readTemplate({ location: name, content: await readFile(join(folder, "template.yaml")), files });
}

const user = {
  ref: entityRef("user:default/helen.marsh"),
  entity: {
    apiVersion: "backstage.io/v1alpha1",
    kind: "User",
    metadata: { name: "helen.marsh" },
    spec: { profile: { email: "helen.marsh@acme.example" }, memberOf: [] },
  },
};

/** They register what a pull request does not give, which fails anywhere. */
const UNREGISTERED = [
  "register: catalog:register takes a catalogInfoUrl, or a repoContentsUrl and catalogInfoPath. Give one.",
];
const FAULTY: Partial<Record<string, readonly string[]>> = {
  "q-shift--define-ansible-job-template": UNREGISTERED,
  "q-shift--launch-ansible-job-template": UNREGISTERED,
};

/** Actions that change a repository that is there, and where it has to be. */
const REQUESTS: Partial<Record<string, "github" | "gitlab">> = {
  "publish:github:pull-request": "github",
  "publish:gitlab:merge-request": "gitlab",
};

async function makeRepository(host: "github" | "gitlab", repo: string, tasks: Tasks): Promise<void> {
  const template = await templateOf(`
    steps:
      - { action: fs:write, input: { path: README.md, content: "# There already" } }
      - { action: "publish:${host}", input: { repoUrl: "${host}.com?owner=acme&repo=${repo}" } }`);
  const { state } = await (await tasks.start(template)).done;
  if (state !== "completed") throw new Error(`${repo} could not be made at ${host}`);
}

describe.skipIf(names.length === 0)(
  "the templates of public repositories (skipped without ../shared/templates)",
  () => {
    const github = emulatedGithub();
    const gitlab = fakeGitlab();

    const planned = async (name: string): Promise<Plan> => {
      const template = await templateNamed(name);
      return openTasks().plan(template, { values: madeUpValues(template, name), user });
    };

    it.each(names)("%s plans", async (name) => {
      const { steps, problems, files } = await planned(name);
      const wrong = problems.filter(({ severity, rule }) => severity === "error" && rule !== "template/unknown-action");
      // One skeleton of Terraform files is not among the examples.
      const expected = name === "cds-snc--hosted_zone" ? [expect.stringContaining("./content is not beside")] : [];
      expect(wrong.map(({ message }) => message)).toEqual(expected);
      const unknown = steps.filter(({ outcome }) => outcome === "unknown-action").map(({ action }) => action);
      expect(unknown.filter((action) => !FOREIGN.test(action))).toEqual([]);
      if (expected.length === 0) expect(files.length).toBeGreaterThan(0);
    });

    it.each(names)("%s has no error that linting finds, but what is missing from the examples", async (name) => {
      const problems = await openTasks().lint(await templateNamed(name));
      const errors = problems.filter(({ severity }) => severity === "error").map(({ rule }) => rule);
      expect(errors).toEqual(name === "cds-snc--hosted_zone" ? ["template/skeleton"] : []);
    });

    it.each(names)("%s runs where its actions are known, and is refused where they are not", async (name) => {
      const template = await templateNamed(name);
      const repo = name.slice(0, 40);
      const { catalog } = taskCatalog([], []);
      const tasks = openTasks({ hosts: [github().host, gitlab().host], catalog });
      const values = madeUpValues(template, repo);
      const plan = await tasks.plan(template, { values, user });
      if (plan.steps.some(({ outcome }) => outcome === "unknown-action")) {
        await expect(tasks.start(template, { values })).rejects.toMatchObject({ code: "unknown-action" });
        return;
      }
      if (!plan.isRunnable) return; // a skeleton is missing
      for (const { action, outcome } of plan.steps) {
        const host = REQUESTS[action];
        if (host !== undefined && outcome === "runs") await makeRepository(host, repo, tasks);
      }
      const { state, effects, steps } = await (await tasks.start(template, { values, user })).done;
      const failed = steps.filter((step) => step.state === "failed").map(({ id, reason }) => `${id}: ${reason}`);
      expect(failed).toEqual(FAULTY[name] ?? []);
      expect(state).toBe(failed.length === 0 ? "completed" : "failed");
      expect(effects.length).toBeGreaterThan(0);
      await tasks.close();
    });
  },
);
