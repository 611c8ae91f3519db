import { buildSchema, type DocumentNode, execute, GraphQLError, parse, validate } from "graphql";
import {
  blobOid,
  commitOid,
  type FakeAccount,
  type FakeGithubState,
  type FakePerson,
  type FakeRepository,
  type FakeTeam,
} from "./fake-github-state.ts";

/** The part of GitHub's schema that is asked for, as GitHub documents it. */
const schema = buildSchema(`
  scalar GitObjectID
  scalar DateTime
  scalar URI
  enum RepositoryVisibility { PUBLIC PRIVATE INTERNAL }
  enum RepositoryAffiliation { OWNER COLLABORATOR ORGANIZATION_MEMBER }
  enum RepositoryOrderField { CREATED_AT NAME PUSHED_AT STARGAZERS UPDATED_AT }
  enum OrderDirection { ASC DESC }
  enum TeamMembershipType { ALL CHILD_TEAM IMMEDIATE }
  input RepositoryOrder { field: RepositoryOrderField!, direction: OrderDirection! }
  type PageInfo { hasNextPage: Boolean!, endCursor: String }
  interface Node { id: ID! }
  interface RepositoryOwner {
    id: ID!
    login: String!
    repositories(first: Int, after: String, ownerAffiliations: [RepositoryAffiliation], orderBy: RepositoryOrder): RepositoryConnection!
  }
  type RepositoryConnection { nodes: [Repository], pageInfo: PageInfo! }
  type Organization implements Node & RepositoryOwner {
    id: ID!
    login: String!
    repositories(first: Int, after: String, ownerAffiliations: [RepositoryAffiliation], orderBy: RepositoryOrder): RepositoryConnection!
    teams(first: Int, after: String): TeamConnection!
    membersWithRole(first: Int, after: String): UserConnection!
  }
  type User implements Node & RepositoryOwner {
    id: ID!
    login: String!
    name: String
    bio: String
    email: String!
    avatarUrl: URI!
    suspendedAt: DateTime
    organizationVerifiedDomainEmails(login: String!): [String!]!
    repositories(first: Int, after: String, ownerAffiliations: [RepositoryAffiliation], orderBy: RepositoryOrder): RepositoryConnection!
  }
  type UserConnection { nodes: [User], pageInfo: PageInfo! }
  type TeamConnection { nodes: [Team], pageInfo: PageInfo! }
  type Team implements Node {
    id: ID!
    slug: String!
    combinedSlug: String!
    editTeamUrl: URI!
    name: String!
    description: String
    avatarUrl: URI
    parentTeam: Team
    members(first: Int, after: String, membership: TeamMembershipType): UserConnection!
  }
  type Topic implements Node { id: ID!, name: String! }
  type RepositoryTopic implements Node { id: ID!, topic: Topic! }
  type RepositoryTopicConnection { nodes: [RepositoryTopic] }
  interface GitObject { oid: GitObjectID! }
  type Ref implements Node { id: ID!, name: String!, target: GitObject }
  type Commit implements Node & GitObject { id: ID!, oid: GitObjectID! }
  type Blob implements Node & GitObject { id: ID!, oid: GitObjectID!, byteSize: Int!, isBinary: Boolean, isTruncated: Boolean!, text: String }
  type TreeEntry { name: String!, type: String!, oid: GitObjectID!, size: Int!, object: GitObject }
  type Tree implements Node & GitObject { id: ID!, oid: GitObjectID!, entries: [TreeEntry!] }
  type Repository implements Node {
    id: ID!
    name: String!
    url: URI!
    owner: RepositoryOwner!
    isArchived: Boolean!
    isFork: Boolean!
    visibility: RepositoryVisibility!
    repositoryTopics(first: Int): RepositoryTopicConnection!
    defaultBranchRef: Ref
    object(expression: String, oid: GitObjectID): GitObject
  }
  type Query {
    repositoryOwner(login: String!): RepositoryOwner
    organization(login: String!): Organization
    node(id: ID!): Node
    nodes(ids: [ID!]!): [Node]!
  }
`);

const documents = new Map<string, DocumentNode>();

/** Answers a query, as GitHub does: what is wrong with it is in the answer. */
export async function answerQuery(
  state: FakeGithubState,
  query: string,
  variables: Readonly<Record<string, unknown>>,
): Promise<object> {
  const document = documents.get(query) ?? parse(query);
  if (!documents.has(query)) {
    const errors = validate(schema, document);
    if (errors.length > 0) return { errors: errors.map(({ message }) => ({ message })) };
    documents.set(query, document);
  }
  const result = await execute({ schema, document, variableValues: variables, rootValue: rootOf(state) });
  const errors = result.errors?.map(({ message, path, extensions }) => ({
    type: extensions.type ?? "SERVICE_UNAVAILABLE",
    message,
    path,
  }));
  return { data: result.data, ...(errors && { errors }) };
}

function rootOf(state: FakeGithubState) {
  const account = (login: string) => state.accounts.find((one) => one.login.toLowerCase() === login.toLowerCase());
  const node = (id: string) => {
    const repository = state.repositories.find((one) => one.id === id);
    if (repository) return repository.isHidden ? null : repositoryNode(repository, state);
    const team = state.accounts
      .flatMap((one) => one.teams.map((each) => [each, one] as const))
      .find(([each]) => each.id === id);
    return team ? teamNode(team[0], team[1]) : null;
  };
  return {
    repositoryOwner: ({ login }: { login: string }) => {
      const found = account(login);
      return found ? accountNode(found, state) : null;
    },
    organization: ({ login }: { login: string }) => {
      const found = account(login);
      if (found && !found.isPerson) return accountNode(found, state);
      throw new GraphQLError(`Could not resolve to an Organization with the login of '${login}'.`, {
        extensions: { type: "NOT_FOUND" },
      });
    },
    node: ({ id }: { id: string }) => node(id),
    nodes: ({ ids }: { ids: readonly string[] }) => ids.map(node),
  };
}

interface PageArguments {
  readonly first?: number;
  readonly after?: string | null;
}

function pageOf<Item, Shown>(items: readonly Item[], { first, after }: PageArguments, show: (item: Item) => Shown) {
  if (first === undefined || first < 1 || first > 100)
    throw new GraphQLError("Requesting more than 100 records exceeds the `first` limit.", {
      extensions: { type: "EXCESSIVE_PAGINATION" },
    });
  const start = after ? Number(after.slice("cursor:".length)) : 0;
  const end = start + first;
  return {
    nodes: items.slice(start, end).map(show),
    pageInfo: {
      hasNextPage: end < items.length,
      endCursor: items.length > start ? `cursor:${Math.min(end, items.length)}` : null,
    },
  };
}

function accountNode(account: FakeAccount, state: FakeGithubState) {
  return {
    __typename: account.isPerson ? "User" : "Organization",
    id: `O_${account.id}`,
    login: account.login,
    repositories: (page: PageArguments) => {
      const own = state.repositories.filter(({ owner }) => owner === account.login);
      return pageOf(own, page, (one) => (one.isHidden ? null : repositoryNode(one, state)));
    },
    teams: (page: PageArguments) => pageOf(account.teams, page, (team) => teamNode(team, account)),
    membersWithRole: (page: PageArguments) => pageOf(account.members, page, personNode),
  };
}

function teamNode(team: FakeTeam, account: FakeAccount): object {
  const parent = account.teams.find(({ slug }) => slug === team.parent);
  return {
    ...team,
    __typename: "Team",
    combinedSlug: `${account.login}/${team.slug}`,
    editTeamUrl: `https://github.example/orgs/${account.login}/teams/${team.slug}/edit`,
    avatarUrl: null,
    parentTeam: parent ? () => teamNode(parent, account) : null,
    members: (page: PageArguments) =>
      pageOf(team.members, page, (login) =>
        personNode(account.members.find((one) => one.login === login) ?? strangerOf(login)),
      ),
  };
}

function strangerOf(login: string): FakePerson {
  return { id: `U_${login}`, login, name: null, email: "", verified: [], suspendedAt: null, isBot: false };
}

function personNode({ verified, ...person }: FakePerson) {
  return {
    ...person,
    __typename: "User",
    bio: null,
    avatarUrl: `https://avatars.example/${person.login}`,
    organizationVerifiedDomainEmails: verified,
  };
}

function repositoryNode(repository: FakeRepository, state: FakeGithubState) {
  const { id, name, owner, isArchived, isFork, visibility, topics, branch } = repository;
  const commit = commitOid(repository);
  return {
    __typename: "Repository",
    id,
    name,
    url: `https://github.example/${owner}/${name}`,
    isArchived,
    isFork,
    visibility,
    owner: () => {
      const account = state.accounts.find(({ login }) => login === owner);
      return account ? accountNode(account, state) : { __typename: "User", id: "U_x", login: owner };
    },
    repositoryTopics: { nodes: topics.map((topic) => ({ id: topic, topic: { id: topic, name: topic } })) },
    defaultBranchRef:
      commit === null ? null : { id: branch, name: branch, target: { __typename: "Commit", id: commit, oid: commit } },
    object: ({ expression, oid }: { expression?: string; oid?: string }) => {
      if (repository.isBroken)
        throw new GraphQLError("Something went wrong", { extensions: { type: "SERVICE_UNAVAILABLE" } });
      if (oid !== undefined) {
        const content = [...repository.files.values()].find((one) => blobOid(one) === oid);
        return content === undefined ? null : blobNode(content);
      }
      const path = expression?.replace(/^HEAD:/, "") ?? "";
      const content = repository.files.get(path);
      return content === undefined ? treeNode(repository, path) : blobNode(content);
    },
  };
}

/** GitHub cuts texts here. */
const TEXT_BYTES = 512_000;

function blobNode(content: string | Uint8Array) {
  const oid = blobOid(content);
  const isBinary = typeof content !== "string";
  const isTruncated = content.length > TEXT_BYTES;
  const text = isBinary ? null : content.slice(0, TEXT_BYTES);
  return { __typename: "Blob", id: oid, oid, byteSize: Buffer.byteLength(content), isBinary, isTruncated, text };
}

function treeNode({ files }: FakeRepository, folder: string): object | null {
  const start = folder === "" ? "" : `${folder}/`;
  const names = new Map<string, string | Uint8Array | null>();
  for (const [path, content] of files) {
    if (!path.startsWith(start)) continue;
    const [name = "", ...below] = path.slice(start.length).split("/");
    names.set(name, below.length > 0 ? null : content);
  }
  if (names.size === 0) return null;
  const entries = [...names].map(([name, content]) =>
    content === null
      ? {
          name,
          type: "tree",
          oid: name,
          size: 0,
          object: () => treeNode({ files } as FakeRepository, `${start}${name}`),
        }
      : {
          name,
          type: "blob",
          oid: blobOid(content),
          size: Buffer.byteLength(content),
          object: () => blobNode(content),
        },
  );
  return { __typename: "Tree", id: folder, oid: folder, entries };
}
