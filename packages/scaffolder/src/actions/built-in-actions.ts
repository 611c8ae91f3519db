import type { Action } from "../action/action.ts";
import { catalogFetch } from "./catalog-fetch.ts";
import { catalogRegister } from "./catalog-register.ts";
import { catalogWrite } from "./catalog-write.ts";
import { debugLog } from "./debug-log.ts";
import { debugWait } from "./debug-wait.ts";
import { fetchPlain } from "./fetch-plain.ts";
import { fetchPlainFile } from "./fetch-plain-file.ts";
import { fetchTemplate } from "./fetch-template.ts";
import { fetchTemplateFile } from "./fetch-template-file.ts";
import { fsAppend } from "./fs-append.ts";
import { fsDelete } from "./fs-delete.ts";
import { fsReaddir } from "./fs-readdir.ts";
import { fsRename } from "./fs-rename.ts";
import { fsWrite } from "./fs-write.ts";
import { githubActions } from "./github/github-actions.ts";
import { gitlabActions } from "./gitlab/gitlab-actions.ts";
import { httpActions } from "./http-actions.ts";
import { workspaceTemplate } from "./workspace-template.ts";
import { workspaceTemplateFile } from "./workspace-template-file.ts";

/**
 * The actions that every task has: files, catalog, log, those for GitHub (which need octokit) and GitLab. Those of HTTP are among them, so that a plan knows them, but may
 * call nothing; `httpActions` makes ones that may.
 */
export const builtInActions: readonly Action[] = [
  fetchPlain,
  fetchPlainFile,
  fetchTemplate,
  fetchTemplateFile,
  workspaceTemplate,
  workspaceTemplateFile,
  catalogWrite,
  catalogRegister,
  catalogFetch,
  fsDelete,
  fsRename,
  fsReaddir,
  ...fsWrite,
  ...fsAppend,
  debugLog,
  debugWait,
  ...httpActions(),
  ...githubActions,
  ...gitlabActions,
];
