import { z } from "zod";
import type { FoundFact } from "./fact.ts";
import { defineFacts, type FactSource } from "./fact-source.ts";
import { GITHUB_SLUG, type GithubFactsOptions, githubService, SOURCE_LOCATION } from "./github-service.ts";
import { shown } from "./shown.ts";

/** Each environment costs a request for its state. */
const MOST_ENVIRONMENTS = 3;

/**
 * The latest deployment to each environment, as GitHub knows it. Follows `github.com/project-slug`, unless
 * `backstage.io/source-location` is on another host. The token needs to read deployments; with GitHub Enterprise
 * `baseUrl` is `https://github.example.com/api/v3`.
 *
 * Reads `GET /repos/{owner}/{repo}/deployments`, then `…/deployments/{id}/statuses`.
 */
export function githubDeploymentFacts(options: GithubFactsOptions): FactSource {
  const { suffix, api, follows, repositoryOf } = githubService(options);
  return defineFacts({
    id: `github-deployments${suffix}`,
    types: ["deploy"],
    annotations: [GITHUB_SLUG],
    otherAnnotations: [SOURCE_LOCATION],
    ...(options.fetch && { fetch: options.fetch }),
    follows,
    async read(entity, context) {
      const path = ["repos", ...repositoryOf(entity), "deployments"];
      const latest = new Map<string, Deployment>();
      for (const deployment of await api.get(deployments, path, context, { per_page: "30" })) {
        if (!latest.has(deployment.environment)) latest.set(deployment.environment, deployment);
      }
      return Promise.all(
        [...latest.values()].slice(0, MOST_ENVIRONMENTS).map(async (deployment) => {
          const id = String(deployment.id);
          const found = await api.get(statuses, [...path, id, "statuses"], context, { per_page: "1" });
          return deployFact(deployment, found[0]);
        }),
      );
    },
  });
}

function deployFact(deployment: Deployment, status: Status | undefined): FoundFact {
  const { ref, environment, creator, created_at } = deployment;
  const version = COMMIT.test(ref) ? ref.slice(0, 7) : shown(ref, 60);
  const state = status ? STATES.get(status.state) : undefined;
  const by = creator ? ` by ${shown(creator.login)}` : "";
  const url = status?.log_url || status?.environment_url || status?.target_url;
  return {
    type: "deploy",
    text: `deployed ${version} to ${shown(environment)}${by}, ${state ?? "state not known"}`,
    ...(url && { url }),
    at: status?.created_at ?? created_at,
  };
}

const COMMIT = /^[0-9a-f]{40}$/;
const STATES = new Map(
  Object.entries({
    success: "succeeded",
    failure: "failed",
    error: "failed",
    in_progress: "in progress",
    queued: "waiting",
    pending: "waiting",
    waiting: "waiting",
    inactive: "no longer active",
  }),
);

const deployment = z.object({
  id: z.number(),
  ref: z.string(),
  environment: z.string(),
  created_at: z.string(),
  creator: z.object({ login: z.string() }).nullish(),
});
const deployments = z.array(deployment);
const status = z.object({
  state: z.string(),
  created_at: z.string(),
  log_url: z.string().nullish(),
  environment_url: z.string().nullish(),
  target_url: z.string().nullish(),
});
const statuses = z.array(status);

type Deployment = z.infer<typeof deployment>;
type Status = z.infer<typeof status>;
