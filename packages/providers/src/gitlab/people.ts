import { createHash } from "node:crypto";
import type { ProvideContext, SourceDocument } from "@callboard/core";
import { z } from "zod";
import { schemaChecked } from "../net/web-service.ts";
import { allPages } from "./all-pages.ts";
import { type GitlabClient, NAME } from "./gitlab-client.ts";
import { PER_PAGE } from "./project.ts";

const groupSchema = z.object({
  id: z.number(),
  name: z.string(),
  full_path: z.string(),
  web_url: z.string(),
  description: z.string().nullish(),
  avatar_url: z.string().nullish(),
  parent_id: z.number().nullish(),
});

const memberSchema = z.object({
  id: z.number(),
  username: z.string(),
  name: z.string(),
  state: z.string(),
  web_url: z.string(),
  avatar_url: z.string().nullish(),
  public_email: z.string().nullish(),
});

type Member = z.infer<typeof memberSchema>;

/** Which entities to make of the groups of GitLab and their members. */
export interface PeopleChoice {
  readonly teams: boolean;
  readonly users: boolean;
}

/** Who is a member of which groups, by the id of the account. */
export type Memberships = Map<number, { readonly member: Member; readonly memberOf: string[] }>;

/**
 * A group and its subgroups as entities of kind Group.
 *
 * @param members is added to; what it holds in the end is for {@link userDocuments}
 * @throws {CatalogError} `invalid-argument` for a group that is not there, `source-unreachable`
 */
export async function* teamDocuments(
  client: GitlabClient,
  scope: string,
  { teams, users }: PeopleChoice,
  members: Memberships,
  { known, signal }: Pick<ProvideContext, "known" | "signal">,
): AsyncGenerator<SourceDocument> {
  const top = schemaChecked(NAME, groupSchema, await client.Groups.show(scope));
  const below = await allPages(groupSchema, `subgroups of ${scope}`, (page) =>
    client.Groups.allDescendantGroups(scope, { page, perPage: PER_PAGE, showExpanded: true }),
  );
  const names = new Map([top, ...below].map((group) => [group.id, entityName(group.full_path)]));
  for (const group of [top, ...below]) {
    signal.throwIfAborted();
    const parent = names.get(group.parent_id ?? -1);
    if (teams) yield documentOf(`gitlab:group:${group.id}`, group.web_url, scope, groupEntity(group, parent), known);
    for (const member of users ? await membersOf(client, group) : []) {
      const own = members.get(member.id) ?? { member, memberOf: [] };
      if (teams) own.memberOf.push(entityName(group.full_path));
      members.set(member.id, own);
    }
  }
}

/** Accounts as entities of kind User. They are of the scope {@link USERS}, as one may be a member of several groups. */
export function* userDocuments(
  members: Memberships,
  { known }: Pick<ProvideContext, "known">,
): Generator<SourceDocument> {
  for (const { member, memberOf } of members.values())
    yield documentOf(`gitlab:user:${member.id}`, member.web_url, USERS, userEntity(member, memberOf), known);
}

/** The scope of users; no group is called so. */
export const USERS = "(users)";

function membersOf(client: GitlabClient, { id, full_path: path }: z.infer<typeof groupSchema>) {
  return allPages(memberSchema, `members of ${path}`, (page) =>
    client.GroupMembers.all(id, { page, perPage: PER_PAGE, showExpanded: true }),
  );
}

function documentOf(
  key: string,
  webUrl: string,
  scope: string,
  entity: object,
  known: ProvideContext["known"],
): SourceDocument {
  const version = createHash("sha256")
    .update(JSON.stringify([webUrl, entity]))
    .digest("hex");
  const fields = { key, location: `url:${webUrl}`, scope, version };
  return known?.(key) === version ? { ...fields, unchanged: true } : { ...fields, viewUrl: webUrl, entity };
}

function groupEntity(group: z.infer<typeof groupSchema>, parent: string | undefined): object {
  const profile = { displayName: group.name, ...(group.avatar_url && { picture: group.avatar_url }) };
  return {
    apiVersion: "backstage.io/v1alpha1",
    kind: "Group",
    metadata: {
      name: entityName(group.full_path),
      ...(group.description && { description: group.description }),
      annotations: { "gitlab.com/group-path": group.full_path },
    },
    spec: { type: parent === undefined ? "organization" : "team", profile, ...(parent && { parent }), children: [] },
  };
}

function userEntity(member: Member, memberOf: readonly string[]): object {
  const { username, state } = member;
  const profile = {
    displayName: member.name,
    ...(member.public_email && { email: member.public_email }),
    ...(member.avatar_url && { picture: member.avatar_url }),
  };
  return {
    apiVersion: "backstage.io/v1alpha1",
    kind: "User",
    metadata: {
      name: entityName(username),
      annotations: {
        "gitlab.com/user-login": username,
        ...(BOT.test(username) && { "callboard.dev/bot": "true" }),
        ...(state !== "active" && { "callboard.dev/suspended": state }),
      },
    },
    spec: { profile, memberOf: [...new Set(memberOf)].sort() },
  };
}

/** What the accounts of access tokens and services are called. */
const BOT = /^(project|group)_\d+_bot|^service_account_/;

/** A path or a login as the name of an entity: `acme/platform` is `acme-platform`. */
function entityName(path: string): string {
  const name = path.replace(/[^A-Za-z0-9_.-]/g, "-").slice(0, 63);
  return name.replace(/^[^A-Za-z0-9]+/, "").replace(/[^A-Za-z0-9]+$/, "");
}
