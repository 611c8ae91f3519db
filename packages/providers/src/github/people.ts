import { createHash } from "node:crypto";
import { CatalogError, type ProvideContext, type SourceDocument } from "@callboard/core";
import { z } from "zod";
import { entityName } from "./entity-name.ts";
import type { GithubClient, QueryAnswer } from "./github-client.ts";
import type { GithubOrganization } from "./github-options.ts";
import type { GithubSource } from "./github-source.ts";

/** The part of the source that teams and users of an organisation belong to. */
export function peopleScope({ name }: GithubOrganization): string {
  return `${name}/people`;
}

/** Where people look at the teams of an organisation. */
export function teamLocation({ host: { webUrl } }: Pick<GithubSource, "host">, login: string, slug: string): string {
  return `url:${webUrl}/orgs/${login}/teams/${slug}`;
}

/**
 * The teams of an organisation as groups and its members as users, as far as the source has them. A person's account
 * has neither.
 *
 * @param seen ids of users that need not be yielded again; those that are, are added
 * @throws {CatalogError} `source-unreachable`
 */
export async function* readPeople(
  source: GithubSource,
  client: GithubClient,
  organization: GithubOrganization,
  context: Pick<ProvideContext, "signal" | "known">,
  seen: Set<string> = new Set(),
): AsyncGenerator<SourceDocument> {
  const fields = { scope: peopleScope(organization) };
  const document = (id: string, location: string, entity: object): SourceDocument => {
    const version = createHash("sha256").update(JSON.stringify(entity)).digest("base64url");
    const told = { ...fields, key: id, location, viewUrl: location.slice("url:".length), version };
    return context.known?.(id) === version ? { ...told, unchanged: true } : { ...told, entity };
  };
  if (source.teams) {
    for await (const team of listTeams(client, organization.name)) {
      context.signal.throwIfAborted();
      yield document(team.id, teamLocation(source, organization.name, team.slug), groupOf(team, organization));
    }
  }
  if (!source.users) return;
  const isEnterprise = source.host.graphqlUrl.endsWith("/api/graphql");
  for await (const person of listMembers(client, organization.name, isEnterprise)) {
    context.signal.throwIfAborted();
    if (seen.has(person.id)) continue;
    seen.add(person.id);
    yield document(person.id, `url:${source.host.webUrl}/${person.login}`, userOf(person));
  }
}

const pageInfo = z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() });
const members = z.object({ nodes: z.array(z.object({ login: z.string() }).nullable()), pageInfo });
const team = z.object({
  id: z.string(),
  slug: z.string(),
  name: z.string(),
  description: z.string().nullish(),
  avatarUrl: z.string().nullish(),
  parentTeam: z.object({ slug: z.string() }).nullish(),
  members,
});
const person = z.object({
  id: z.string(),
  login: z.string(),
  __typename: z.string(),
  name: z.string().nullish(),
  email: z.string().nullish(),
  avatarUrl: z.string().nullish(),
  suspendedAt: z.string().nullish(),
  organizationVerifiedDomainEmails: z.array(z.string()).nullish(),
});

type Team = z.infer<typeof team>;
type Person = z.infer<typeof person>;

const ownerType = z.object({ __typename: z.string() }).nullable();
const teamsPage = z.object({
  repositoryOwner: ownerType,
  organization: z.object({ teams: z.object({ nodes: z.array(team), pageInfo }) }).nullable(),
});
const teamPage = z.object({ node: z.object({ members }).nullable() });
const membersPage = z.object({
  repositoryOwner: ownerType,
  organization: z.object({ membersWithRole: z.object({ nodes: z.array(person.nullable()), pageInfo }) }).nullable(),
});

const TEAMS = `
  query ($login: String!, $after: String) {
    repositoryOwner(login: $login) { __typename }
    organization(login: $login) {
      teams(first: 50, after: $after) {
        pageInfo { hasNextPage endCursor }
        nodes {
          id slug name description avatarUrl parentTeam { slug }
          members(first: 100, membership: IMMEDIATE) { pageInfo { hasNextPage endCursor } nodes { login } }
        }
      }
    }
  }`;

const MORE_OF_TEAM = `
  query ($id: ID!, $after: String) {
    node(id: $id) {
      ...on Team {
        members(first: 100, after: $after, membership: IMMEDIATE) { pageInfo { hasNextPage endCursor } nodes { login } }
      }
    }
  }`;

const membersQuery = (isEnterprise: boolean) => `
  query ($login: String!, $after: String) {
    repositoryOwner(login: $login) { __typename }
    organization(login: $login) {
      membersWithRole(first: 100, after: $after) {
        pageInfo { hasNextPage endCursor }
        nodes {
          __typename id login name email avatarUrl
          ${isEnterprise ? "suspendedAt" : "organizationVerifiedDomainEmails(login: $login)"}
        }
      }
    }
  }`;

async function* listTeams(client: GithubClient, login: string): AsyncGenerator<Team> {
  const pages = allPages(async (after) => {
    const answer = await client.query(teamsPage, TEAMS, { login, after });
    return shown(answer, answer.data.organization?.teams, answer.data.repositoryOwner);
  });
  for await (const team of pages) {
    if (!team.members.pageInfo.hasNextPage) {
      yield team;
      continue;
    }
    const nodes = [...team.members.nodes];
    const more = allPages(async (after) => {
      const answer = await client.query(teamPage, MORE_OF_TEAM, { id: team.id, after });
      return shown(answer, answer.data.node?.members, null);
    }, team.members.pageInfo.endCursor);
    for await (const member of more) nodes.push(member);
    yield { ...team, members: { ...team.members, nodes } };
  }
}

async function* listMembers(client: GithubClient, login: string, isEnterprise: boolean): AsyncGenerator<Person> {
  const pages = allPages(async (after) => {
    const answer = await client.query(membersPage, membersQuery(isEnterprise), { login, after });
    return shown(answer, answer.data.organization?.membersWithRole, answer.data.repositoryOwner);
  });
  for await (const person of pages) if (person) yield person;
}

interface Page<Item> {
  readonly nodes: readonly Item[];
  readonly pageInfo: z.infer<typeof pageInfo>;
}

async function* allPages<Item>(
  read: (after: string | null) => Promise<Page<Item> | null>,
  start: string | null = null,
): AsyncGenerator<Item> {
  let after = start;
  for (let page = await read(after); page; page = await read(after)) {
    yield* page.nodes;
    const { hasNextPage, endCursor } = page.pageInfo;
    if (!hasNextPage) return;
    if (endCursor === null || endCursor === after) throw hiddenPeople("GitHub does not get on with a list of people");
    after = endCursor;
  }
}

/** The people an answer is about; null for a person's account. What is not shown is not taken for nothing. */
function shown<Item>(
  { errors }: QueryAnswer<unknown>,
  page: Page<Item> | null | undefined,
  owner: z.infer<typeof ownerType>,
): Page<Item> | null {
  if (!page && owner?.__typename === "User") return null;
  if (page && errors.length === 0) return page;
  throw hiddenPeople("GitHub does not show all people. Let the token read the organisation's members (read:org)");
}

function hiddenPeople(message: string): CatalogError {
  return new CatalogError("source-unreachable", message);
}

function groupOf(
  { slug, name, description, avatarUrl, parentTeam, members }: Team,
  organization: GithubOrganization,
): object {
  return {
    apiVersion: "backstage.io/v1alpha1",
    kind: "Group",
    metadata: {
      name: entityName(slug),
      ...(organization.namespace !== undefined && { namespace: organization.namespace }),
      ...(description && { description }),
      annotations: { "github.com/team-slug": `${organization.name}/${slug}` },
    },
    spec: {
      type: "team",
      profile: { displayName: name, ...(avatarUrl && { picture: avatarUrl }) },
      ...(parentTeam && { parent: entityName(parentTeam.slug) }),
      children: [],
      members: members.nodes.flatMap((member) => (member ? [`user:default/${entityName(member.login)}`] : [])),
    },
  };
}

function userOf({
  login,
  name,
  email,
  avatarUrl,
  suspendedAt,
  __typename,
  organizationVerifiedDomainEmails,
}: Person): object {
  const address = email || organizationVerifiedDomainEmails?.[0];
  const isBot = __typename === "Bot" || login.endsWith("[bot]");
  return {
    apiVersion: "backstage.io/v1alpha1",
    kind: "User",
    metadata: {
      name: entityName(login),
      annotations: {
        "github.com/user-login": login,
        ...(isBot && { "callboard.dev/bot": "true" }),
        ...(suspendedAt && { "callboard.dev/suspended": suspendedAt }),
      },
    },
    spec: {
      profile: {
        displayName: name || login,
        ...(address && { email: address }),
        ...(avatarUrl && { picture: avatarUrl }),
      },
      memberOf: [],
    },
  };
}
