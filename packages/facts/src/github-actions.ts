import { z } from "zod";
import type { FoundFact } from "./fact.ts";
import { defineFacts, type FactSource } from "./fact-source.ts";
import { GITHUB_SLUG, type GithubFactsOptions, githubService, SOURCE_LOCATION } from "./github-service.ts";
import { shown } from "./shown.ts";

export interface GithubActionsFactsOptions extends GithubFactsOptions {
  /** The workflow that deploys, by the name of its file; `deploy.yml` unless given. */
  readonly workflow?: string;
}

/**
 * The latest run of the workflow that deploys. Follows `github.com/project-slug`, unless `backstage.io/source-location` is
 * on another host. The token needs to read actions. For teams that deploy without GitHub's deployments.
 *
 * Reads `GET /repos/{owner}/{repo}/actions/workflows/{file}/runs`.
 */
export function githubActionsFacts(options: GithubActionsFactsOptions): FactSource {
  const { workflow = "deploy.yml", fetch } = options;
  const { suffix, api, follows, repositoryOf } = githubService(options);
  return defineFacts({
    id: `github-actions${suffix}`,
    types: ["deploy"],
    annotations: [GITHUB_SLUG],
    otherAnnotations: [SOURCE_LOCATION],
    ...(fetch && { fetch }),
    follows,
    async read(entity, context) {
      // Most repositories do not have the workflow, which is as it should be.
      const path = ["repos", ...repositoryOf(entity), "actions", "workflows", workflow, "runs"];
      const found = await api.find(runs, path, context, { per_page: "1", exclude_pull_requests: "true" });
      return (found?.workflow_runs ?? []).slice(0, 1).map(runFact);
    },
  });
}

function runFact({ name, run_number, head_branch, head_sha, actor, ...run }: Run): FoundFact {
  const branch = head_branch ? ` of ${shown(head_branch, 60)}` : "";
  const by = actor ? ` by ${shown(actor.login)}` : "";
  const state = run.status === "completed" ? CONCLUSIONS.get(run.conclusion ?? "") : STATES.get(run.status ?? "");
  return {
    type: "deploy",
    text: `${shown(name ?? "workflow")} #${run_number}${branch} (${shown(head_sha.slice(0, 7))})${by}, ${state ?? "state not known"}`,
    url: run.html_url,
    at: run.updated_at,
  };
}

const CONCLUSIONS = new Map(
  Object.entries({
    success: "succeeded",
    failure: "failed",
    startup_failure: "failed",
    timed_out: "timed out",
    cancelled: "cancelled",
    skipped: "skipped",
    neutral: "ended",
    stale: "given up",
    action_required: "waits for somebody",
  }),
);
const STATES = new Map(
  Object.entries({
    in_progress: "in progress",
    queued: "waiting",
    requested: "waiting",
    pending: "waiting",
    waiting: "waiting",
  }),
);

const run = z.object({
  name: z.string().nullish(),
  run_number: z.number(),
  head_branch: z.string().nullish(),
  head_sha: z.string(),
  status: z.string().nullish(),
  conclusion: z.string().nullish(),
  html_url: z.string(),
  updated_at: z.string(),
  actor: z.object({ login: z.string() }).nullish(),
});
const runs = z.object({ workflow_runs: z.array(run) });

type Run = z.infer<typeof run>;
