import type { RepositoryHost, RepositoryHosts } from "../hosts/repository-hosts.ts";
import { TemplateError } from "../template-error.ts";

/** A repository as a template names it. What a host has no use for is undefined. */
export interface RepositoryUrl {
  readonly host: string;
  readonly owner?: string;
  readonly repo?: string;
  readonly organization?: string;
  readonly workspace?: string;
  readonly project?: string;
}

/** What must be in the address of a repository, by the type of its host; of a list, one of the sets. */
const REQUIRED: Readonly<Record<RepositoryHost["type"], readonly (readonly Part[])[]>> = {
  github: [["owner", "repo"]],
  gitlab: [["owner", "repo"], ["project"]],
  azure: [["project", "repo"]],
  bitbucketCloud: [["workspace", "project", "repo"]],
  gitea: [["repo"]],
  gerrit: [["repo"]],
};

const PARTS = ["owner", "repo", "organization", "workspace", "project"] as const;
type Part = (typeof PARTS)[number];

/**
 * Reads `github.com?owner=acme&repo=shop`, the form in which RepoUrlPicker gives a repository (Backstage scaffolder,
 * `parseRepoUrl`).
 *
 * @throws {TemplateError} `invalid-values` when the host is not configured or something it needs is missing
 */
export function parseRepoUrl(text: string, hosts: RepositoryHosts): RepositoryUrl {
  const url = urlOf(text);
  const { host } = url;
  const known = hosts.get(host);
  if (!known)
    throw new TemplateError("invalid-values", `${host} is not among the hosts of repositories. ${knownHosts(hosts)}`);
  const found: { host: string } & { -readonly [Name in Part]?: string } = { host };
  for (const part of PARTS) {
    const value = url.searchParams.get(part);
    if (value !== null && value !== "") found[part] = value;
  }
  const sets = REQUIRED[known.type];
  if (!sets.some((parts) => parts.every((part) => found[part] !== undefined))) {
    const needed = sets.map((parts) => parts.join(", ")).join(", or ");
    throw new TemplateError("invalid-values", `The repository ${text} lacks a part: ${host} needs ${needed}.`);
  }
  return found;
}

function urlOf(text: string): URL {
  try {
    return new URL(`https://${text}`);
  } catch (cause) {
    const message = `${JSON.stringify(text)} names no repository. Write it as github.com?owner=acme&repo=shop.`;
    throw new TemplateError("invalid-values", message, { cause });
  }
}

function knownHosts(hosts: RepositoryHosts): string {
  const names = hosts.all().map(({ host }) => host);
  return names.length === 0 ? "None is configured." : `Those are ${names.join(", ")}.`;
}
