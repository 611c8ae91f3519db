import type { AlertFormat } from "../alert.ts";

/** Systems that run them, in lower case. */
export const PIPELINES: readonly string[] = [
  ...[
    "github actions",
    "github",
    "gitlab ci",
    "gitlab",
    "buildkite",
    "circleci",
    "jenkins",
    "teamcity",
    "azure devops",
  ],
];

/** Workflows and pipelines that failed: GitHub Actions, GitLab, Buildkite, CircleCI, Jenkins. */
export const pipelines: AlertFormat = {
  name: "pipelines",
  starts: [
    /\bworkflow (?:run )?(?:.{1,60} )?(?:failed|was cancelled|timed out)\b/i,
    new RegExp(
      `^\\W{0,4}(?:${PIPELINES.join("|")})\\b\\W{1,4}(?=.{1,120}\\b(?:failed|broken|errored|unstable|timed out)\\b)`,
      "i",
    ),
    /^\W{0,4}(?:build|pipeline|workflow) (?:failed|broken|errored|timed out)\b\W{0,3}/i,
    /^\W{0,4}(?:dependabot|snyk|trivy|codeql)\b.{0,30}\balert\b\W{0,3}/i,
    /\b(?:pipeline|build) #?\d{1,9}\b.{0,80}\b(?:failed|broken|errored)\b/i,
  ],
  hints: [
    /\bgithub\.com\/[^/]{1,100}\/[^/]{1,100}\/actions\b/i,
    /\/-\/pipelines\//,
    /\b(?:github actions|gitlab ci|buildkite|circleci|jenkins)\b/i,
  ],
  resolved: [/\b(?:succeeded|passed|fixed)\b/i],
  labels: new Map([
    ["repository", "repository_slug"],
    ["repo", "repository_slug"],
    ["project", "repository_slug"],
  ]),
  named: [["repository_slug", /\b(?:in|on|for|of) ([a-z\d][\w.-]{0,60}\/[\w.-]{1,100})(?=[\s,:)]|$)/i]],
};
