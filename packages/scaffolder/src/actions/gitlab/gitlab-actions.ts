import type { Action } from "../../action/action.ts";
import { gitlabRepoPush, publishGitlabMergeRequest } from "./merge-request.ts";
import { publishGitlab } from "./publish-gitlab.ts";

/** Actions for GitLab, under the ids of Backstage's module. */
export const gitlabActions: readonly Action[] = [publishGitlab, publishGitlabMergeRequest, gitlabRepoPush];
