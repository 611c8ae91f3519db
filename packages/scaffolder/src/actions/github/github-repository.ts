import type { Octokit } from "octokit";
import type { ActionContext } from "../../action/action.ts";
import { parseRepoUrl } from "../../engine/parse-repo-url.ts";
import { patientFetch } from "../../hosts/patient-fetch.ts";
import { TemplateError } from "../../template-error.ts";

/** A repository on a GitHub host, and how it is reached. */
export interface GithubRepository {
  readonly host: string;
  readonly owner: string;
  readonly repo: string;
  /** As people say it: `acme/shop on github.com`. */
  readonly shown: string;
  /** Where a browser finds it. */
  readonly url: string;
  readonly octokit: Octokit;
}

/** What names a repository without reaching it. */
export type RepositoryName = Pick<GithubRepository, "host" | "owner" | "repo" | "shown" | "url">;

type Context = Pick<ActionContext, "hosts" | "fetch" | "clock" | "signal">;

/**
 * The repository that a `repoUrl` names.
 *
 * @throws {TemplateError} `invalid-values` when it names none on a GitHub host
 */
export function repositoryName(repoUrl: string, { hosts }: Pick<Context, "hosts">): RepositoryName {
  const { host, owner = "", repo = "" } = parseRepoUrl(repoUrl, hosts);
  if (hosts.get(host)?.type !== "github") {
    throw new TemplateError("invalid-values", `${host} is no GitHub host. Use the action of its own kind.`);
  }
  for (const part of [owner, repo]) {
    if (!NAME.test(part) || part === "." || part === "..") {
      throw new TemplateError("invalid-values", `${JSON.stringify(part)} is no name of an owner or a repository.`);
    }
  }
  return { host, owner, repo, shown: `${owner}/${repo} on ${host}`, url: `https://${host}/${owner}/${repo}` };
}

const NAME = /^[\w.-]{1,100}$/;

/**
 * The same, ready to be worked with.
 *
 * @param token instead of the configured one; it goes to the same host
 * @throws {TemplateError} also `package-missing` without octokit, `not-allowed` without a token
 */
export async function githubRepository(
  repoUrl: string,
  context: Context,
  token: string | undefined,
): Promise<GithubRepository> {
  const name = repositoryName(repoUrl, context);
  const configured = context.hosts.get(name.host);
  const auth = token ?? configured?.token;
  if (auth === undefined) {
    throw new TemplateError("not-allowed", `There is no token for ${name.host}. Configure one for this host.`);
  }
  const { Octokit: Client } = await loadOctokit();
  const octokit = new Client({
    auth,
    baseUrl: configured?.apiBaseUrl ?? apiOf(name.host),
    request: { fetch: patientFetch(context) },
    // Waiting is patientFetch's: it knows the task's clock, and when the task is cancelled.
    throttle: { enabled: false },
    retry: { enabled: false },
    log: { debug() {}, info() {}, warn() {}, error() {} },
  });
  return { ...name, octokit };
}

/** GitHub Enterprise Server has its API below its own host (GitHub REST API, "Getting started"). */
function apiOf(host: string): string {
  return host === "github.com" ? "https://api.github.com" : `https://${host}/api/v3`;
}

async function loadOctokit(): Promise<typeof import("octokit")> {
  try {
    return await import("octokit");
  } catch (cause) {
    const message = "Actions for GitHub need the package octokit. Install it: npm install octokit";
    throw new TemplateError("package-missing", message, { cause });
  }
}

/** What a request of octokit came to, or undefined where nothing is (404). */
export async function orMissing<Result>(request: Promise<Result>): Promise<Result | undefined> {
  try {
    return await request;
  } catch (reason) {
    if (statusOf(reason) === 404) return undefined;
    throw reason;
  }
}

/**
 * Does something with a repository; what GitHub refuses is said in its own words.
 *
 * @throws {TemplateError} `action-failed`
 */
export async function onGithub<Result>(doing: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (cause) {
    const status = statusOf(cause);
    if (status === undefined || !(cause instanceof Error)) throw cause;
    throw new TemplateError("action-failed", `GitHub refused to ${doing} (${status}): ${cause.message}`, { cause });
  }
}

export function statusOf(reason: unknown): number | undefined {
  if (typeof reason !== "object" || reason === null || !("status" in reason)) return undefined;
  return typeof reason.status === "number" ? reason.status : undefined;
}
