import { z } from "zod";
import { repositoryLocation } from "./github-location.ts";
import type { GithubSource } from "./github-source.ts";
import { teamLocation } from "./people.ts";
import type { FilteredRepository } from "./repository-filter.ts";
import type { WebhookHint } from "./webhook-hints.ts";

const repository = z.object({
  node_id: z.string(),
  name: z.string(),
  owner: z.object({ login: z.string() }),
  private: z.boolean(),
  visibility: z.enum(["public", "private", "internal"]).optional().catch(undefined),
  archived: z.boolean().default(false),
  fork: z.boolean().default(false),
  topics: z.array(z.string()).default([]),
  default_branch: z.string(),
});
const paths = z.array(z.string()).default([]);
const pushed = z.object({
  ref: z.string(),
  commits: z.array(z.object({ added: paths, modified: paths, removed: paths })).default([]),
  repository,
});
const changedRepository = z.object({
  action: z.string(),
  changes: z
    .object({ repository: z.object({ name: z.object({ from: z.string() }) }) })
    .optional()
    .catch(undefined),
  repository,
});
const organization = z.object({ login: z.string() });
const changedPeople = z.object({
  action: z.string(),
  organization,
  team: z.object({ slug: z.string() }).optional().catch(undefined),
});

/**
 * What an event says to look at, none for events of what is not read: by the same filter as for a listing. What the
 * payload says of a repository is not taken for true, but read again.
 */
export function eventHints(event: string, payload: unknown, source: GithubSource): readonly WebhookHint[] {
  switch (event) {
    case "push":
      return pushHints(payload, source);
    case "repository":
      return repositoryHints(payload, source);
    case "team":
    case "membership":
    case "organization":
      return source.teams || source.users ? peopleHints(event, payload, source) : [];
    default:
      return [];
  }
}

function pushHints(payload: unknown, source: GithubSource): readonly WebhookHint[] {
  const { data } = pushed.safeParse(payload);
  const organization = data && source.organizationOf(data.repository.owner.login)?.name;
  if (!data || organization === undefined || !source.accepts(filtered(data.repository))) return [];
  if (data.ref !== `refs/heads/${data.repository.default_branch}`) return [];
  const paths = data.commits.flatMap(({ added, modified, removed }) => [...added, ...modified, ...removed]);
  return [{ type: "repository", id: data.repository.node_id, organization, paths }];
}

function repositoryHints(payload: unknown, source: GithubSource): readonly WebhookHint[] {
  const { data } = changedRepository.safeParse(payload);
  const organization = data && source.organizationOf(data.repository.owner.login)?.name;
  if (!data || organization === undefined) return [];
  const isRead = source.accepts(filtered(data.repository)) && data.action !== "deleted";
  if (isRead) return [{ type: "repository", id: data.repository.node_id, organization, paths: [] }];
  const name = data.changes?.repository.name.from ?? data.repository.name;
  return [{ type: "gone", location: repositoryLocation(source.host, { owner: organization, name }) }];
}

function peopleHints(event: string, payload: unknown, source: GithubSource): readonly WebhookHint[] {
  const { data } = changedPeople.safeParse(payload);
  const organization = data && source.organizationOf(data.organization.login)?.name;
  if (!data || organization === undefined) return [];
  const isGone = event === "team" && data.action === "deleted" && data.team !== undefined;
  const gone = isGone
    ? [{ type: "gone" as const, location: teamLocation(source, organization, data.team?.slug ?? "") }]
    : [];
  return [...gone, { type: "people", organization }];
}

function filtered(repository: z.infer<typeof pushed>["repository"]): FilteredRepository {
  const { name, topics, visibility, archived, fork } = repository;
  return {
    name,
    topics,
    isArchived: archived,
    isFork: fork,
    visibility: visibility ?? (repository.private ? "private" : "public"),
  };
}
