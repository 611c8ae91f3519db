import type { Action } from "../../action/action.ts";
import { githubRepoCreate, githubRepoPush, publishGithub } from "./publish-github.ts";
import { publishGithubPullRequest } from "./pull-request.ts";
import { githubActionsDispatch, githubIssuesCreate, githubIssuesLabel, githubWebhook } from "./repository-actions.ts";

/** Actions for GitHub, under the ids of Backstage's module. They need octokit when they run. */
export const githubActions: readonly Action[] = [
  publishGithub,
  publishGithubPullRequest,
  githubRepoCreate,
  githubRepoPush,
  githubActionsDispatch,
  githubWebhook,
  githubIssuesLabel,
  githubIssuesCreate,
];
