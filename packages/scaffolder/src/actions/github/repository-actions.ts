import { z } from "zod";
import { defineAction } from "../../action/define-action.ts";
import { githubRepository, onGithub, repositoryName } from "./github-repository.ts";

const repoUrl = z
  .string()
  .min(1)
  .describe("The repository, as RepoUrlPicker gives it: github.com?owner=acme&repo=shop.");
const token = z.string().exactOptional();

/** Starts a workflow. */
export const githubActionsDispatch = defineAction({
  id: "github:actions:dispatch",
  description: "Starts a workflow of GitHub Actions.",
  input: z.looseObject({
    repoUrl,
    workflowId: z.union([z.string(), z.number()]).describe("The workflow's number, or the name of its file."),
    branchOrTagName: z.string(),
    workflowInputs: z.record(z.string(), z.json()).exactOptional(),
    token,
  }),
  dryRun({ input, hosts, effect }) {
    const { shown } = repositoryName(input.repoUrl, { hosts });
    effect({ verb: "call", what: `workflow ${input.workflowId} of ${shown} on ${input.branchOrTagName}` });
  },
  async run(context) {
    const { input, once, effect } = context;
    const repository = await githubRepository(input.repoUrl, context, input.token);
    const { octokit, owner, repo, shown } = repository;
    await once({
      key: "dispatch",
      result: z.boolean(),
      find: async () => undefined, // GitHub does not tell which run came of which request
      run: () =>
        onGithub(`start the workflow ${input.workflowId} of ${shown}`, async () => {
          effect({ verb: "call", what: `workflow ${input.workflowId} of ${shown} on ${input.branchOrTagName}` });
          await octokit.rest.actions.createWorkflowDispatch({
            owner,
            repo,
            workflow_id: input.workflowId,
            ref: input.branchOrTagName,
            ...(input.workflowInputs && { inputs: input.workflowInputs }),
          });
          return true;
        }),
    });
  },
});

/** Makes a webhook, unless there is one to the same address. */
export const githubWebhook = defineAction({
  id: "github:webhook",
  description: "Makes a webhook of a repository on GitHub.",
  input: z.looseObject({
    repoUrl,
    webhookUrl: z.string().min(1),
    webhookSecret: z.string().exactOptional(),
    events: z.array(z.string()).default(["push"]),
    active: z.boolean().default(true),
    contentType: z.enum(["form", "json"]).default("form"),
    insecureSsl: z.boolean().default(false),
    token,
  }),
  dryRun({ input, hosts, effect }) {
    effect({
      verb: "create",
      what: `webhook of ${repositoryName(input.repoUrl, { hosts }).shown} to ${input.webhookUrl}`,
    });
  },
  async run(context) {
    const { input, once, effect } = context;
    const { octokit, owner, repo, shown } = await githubRepository(input.repoUrl, context, input.token);
    const { webhookUrl: url, webhookSecret: secret, events, active, contentType, insecureSsl } = input;
    async function find(): Promise<number | undefined> {
      const { data } = await octokit.rest.repos.listWebhooks({ owner, repo, per_page: 100 });
      return data.find(({ config }) => config.url === url)?.id;
    }
    await once({
      key: "webhook",
      result: z.number(),
      find,
      run: () =>
        onGithub(`make a webhook of ${shown}`, async () => {
          const there = await find();
          if (there !== undefined) return there;
          const ssl = insecureSsl ? "1" : "0";
          const config = { url, content_type: contentType, insecure_ssl: ssl, ...(secret !== undefined && { secret }) };
          const { data } = await octokit.rest.repos.createWebhook({ owner, repo, config, events, active });
          effect({ verb: "create", what: `webhook of ${shown} to ${url}` });
          return data.id;
        }),
    });
  },
});

/** Adds labels to an issue or a pull request. */
export const githubIssuesLabel = defineAction({
  id: "github:issues:label",
  description: "Adds labels to an issue or pull request on GitHub.",
  input: z.looseObject({ repoUrl, number: z.coerce.number(), labels: z.array(z.string()), token }),
  dryRun({ input, hosts, effect }) {
    const { shown } = repositoryName(input.repoUrl, { hosts });
    effect({ verb: "change", what: `labels of #${input.number} of ${shown}: ${input.labels.join(", ")}` });
  },
  async run(context) {
    const { input, effect } = context;
    const { octokit, owner, repo, shown } = await githubRepository(input.repoUrl, context, input.token);
    await onGithub(`label #${input.number} of ${shown}`, () =>
      octokit.rest.issues.addLabels({ owner, repo, issue_number: input.number, labels: input.labels }),
    );
    effect({ verb: "change", what: `labels of #${input.number} of ${shown}: ${input.labels.join(", ")}` });
  },
});

/** Opens an issue. */
export const githubIssuesCreate = defineAction({
  id: "github:issues:create",
  description: "Opens an issue on GitHub.",
  input: z.looseObject({
    repoUrl,
    title: z.string().min(1),
    body: z.string().exactOptional(),
    assignees: z.array(z.string()).exactOptional(),
    milestone: z.union([z.string(), z.number()]).exactOptional(),
    labels: z.array(z.string()).exactOptional(),
    token,
  }),
  output: z.object({ issueUrl: z.string(), issueNumber: z.number() }),
  dryRun({ input, hosts, effect, output }) {
    const { shown, url } = repositoryName(input.repoUrl, { hosts });
    effect({ verb: "create", what: `issue "${input.title}" of ${shown}` });
    output("issueUrl", `${url}/issues/0`);
    output("issueNumber", 0);
  },
  async run(context) {
    const { input, once, effect, output, task, step } = context;
    const { octokit, owner, repo, shown } = await githubRepository(input.repoUrl, context, input.token);
    const { title, assignees, milestone, labels } = input;
    const marker = `<!-- callboard-task: ${task.id}/${step.id} -->`;
    const issue = await once({
      key: "issue",
      result: z.object({ number: z.number(), url: z.string() }),
      async find() {
        const { data } = await octokit.rest.issues.listForRepo({
          owner,
          repo,
          state: "all",
          per_page: 100,
          since: task.createdAt,
        });
        const made = data.find(({ body }) => body?.includes(marker));
        return made && { number: made.number, url: made.html_url };
      },
      run: () =>
        onGithub(`open an issue of ${shown}`, async () => {
          const body = `${input.body ?? ""}\n\n${marker}`;
          const asked = { owner, repo, title, body, ...(assignees && { assignees }), ...(labels && { labels }) };
          const { data } = await octokit.rest.issues.create({
            ...asked,
            ...(milestone !== undefined && { milestone }),
          });
          effect({ verb: "create", what: `issue #${data.number} of ${shown}`, url: data.html_url });
          return { number: data.number, url: data.html_url };
        }),
    });
    output("issueUrl", issue.url);
    output("issueNumber", issue.number);
  },
});
