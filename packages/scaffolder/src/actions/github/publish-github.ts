import { z } from "zod";
import { defineAction } from "../../action/define-action.ts";
import { createRepository } from "./create-repository.ts";
import { githubRepository, onGithub, repositoryName } from "./github-repository.ts";
import { pushFiles, pushInput } from "./push-files.ts";
import { branchSettings, protectBranch, repositorySettings } from "./repository-settings.ts";

const repoUrl = z
  .string()
  .min(1)
  .describe("The repository, as RepoUrlPicker gives it: github.com?owner=acme&repo=shop.");
const token = z.string().exactOptional().describe("A token instead of the configured one of the host.");

const created = { remoteUrl: z.string(), repoContentsUrl: z.string() };
const pushed = { ...created, commitHash: z.string() };

/** Makes a repository of the workspace. */
export const publishGithub = defineAction({
  id: "publish:github",
  description: "Creates a repository on GitHub with the files of the workspace.",
  input: z.looseObject({ repoUrl, token, ...repositorySettings, ...branchSettings, ...pushInput }),
  output: z.object(pushed),
  dryRun({ input, hosts, effect, output }) {
    const { shown, url } = repositoryName(input.repoUrl, { hosts });
    effect({ verb: "create", what: `${input.repoVisibility} repository ${shown}`, url });
    output("remoteUrl", `${url}.git`);
    output("repoContentsUrl", `${url}/blob/${input.defaultBranch}`);
  },
  async run(context) {
    const { input, output, log } = context;
    for (const name of UNSUPPORTED) {
      if (input[name] !== undefined) log(`publish:github does not set ${name}. Set it in a step of its own.`, "warn");
    }
    const repository = await githubRepository(input.repoUrl, context, input.token);
    await createRepository(repository, input, input.defaultBranch, context);
    const commit = await pushFiles(repository, input, context);
    const unprotected = await onGithub(`protect ${input.defaultBranch} of ${repository.shown}`, () =>
      protectBranch(repository, input.defaultBranch, input),
    );
    if (unprotected !== null) log(unprotected, "warn");
    output("remoteUrl", `${repository.url}.git`);
    output("repoContentsUrl", `${repository.url}/blob/${input.defaultBranch}`);
    output("commitHash", commit);
  },
});

/** Inputs that need more than a token: encryption of secrets, and claims of an identity provider. */
const UNSUPPORTED = ["secrets", "oidcCustomization", "bypassPullRequestAllowances", "restrictions"];

/** Makes a repository without files. */
export const githubRepoCreate = defineAction({
  id: "github:repo:create",
  description: "Creates a repository on GitHub.",
  input: z.looseObject({ repoUrl, token, ...repositorySettings }),
  output: z.object(created),
  dryRun({ input, hosts, effect, output }) {
    const { shown, url } = repositoryName(input.repoUrl, { hosts });
    effect({ verb: "create", what: `${input.repoVisibility} repository ${shown}`, url });
    output("remoteUrl", `${url}.git`);
    output("repoContentsUrl", `${url}/blob/main`);
  },
  async run(context) {
    const { input, output } = context;
    const repository = await githubRepository(input.repoUrl, context, input.token);
    await createRepository(repository, input, undefined, context);
    output("remoteUrl", `${repository.url}.git`);
    output("repoContentsUrl", `${repository.url}/blob/main`);
  },
});

/** Puts the workspace into a repository that is there. */
export const githubRepoPush = defineAction({
  id: "github:repo:push",
  description: "Makes the files of the workspace the content of a repository on GitHub.",
  input: z.looseObject({ repoUrl, token, ...branchSettings, ...pushInput }),
  output: z.object(pushed),
  dryRun({ input, hosts, effect, output }) {
    const { shown, url } = repositoryName(input.repoUrl, { hosts });
    effect({ verb: "change", what: `branch ${input.defaultBranch} of ${shown}`, url });
    output("remoteUrl", `${url}.git`);
    output("repoContentsUrl", `${url}/blob/${input.defaultBranch}`);
  },
  async run(context) {
    const { input, output, log } = context;
    const repository = await githubRepository(input.repoUrl, context, input.token);
    const commit = await pushFiles(repository, input, context);
    const unprotected = await onGithub(`protect ${input.defaultBranch} of ${repository.shown}`, () =>
      protectBranch(repository, input.defaultBranch, input),
    );
    if (unprotected !== null) log(unprotected, "warn");
    output("remoteUrl", `${repository.url}.git`);
    output("repoContentsUrl", `${repository.url}/blob/${input.defaultBranch}`);
    output("commitHash", commit);
  },
});
