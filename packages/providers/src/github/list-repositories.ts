import { CatalogError } from "@callboard/core";
import { z } from "zod";
import { type GithubClient, isTooMuch, type QueryAnswer, type QueryError } from "./github-client.ts";
import {
  pathVariables,
  type Repository,
  type RepositoryFields,
  repositoryFragment,
  repositoryNode,
  repositoryOf,
} from "./repository.ts";

/** Some repositories, as one query found them. */
export interface RepositoryPage {
  readonly repositories: readonly Repository[];
  /** Ids of those among them whose files could not all be looked at. */
  readonly uncertain: ReadonlySet<string>;
  /** How many more there are that GitHub does not show. */
  readonly hidden: number;
}

/** What a listing asks for; `withText` may change from page to page. */
export interface ListingOptions extends RepositoryFields {
  /** Whether the content of files comes along. */
  withText(): boolean;
}

/**
 * All repositories of an organisation or person, the oldest first, about 100 a query. A page that is too much for
 * GitHub is asked for in smaller parts.
 *
 * @throws {CatalogError} `source-unreachable`, also when there is no such organisation
 */
export async function* listRepositories(
  client: GithubClient,
  login: string,
  options: ListingOptions,
): AsyncGenerator<RepositoryPage> {
  const { declarations, values } = pathVariables(options);
  const query = `
    query ($login: String!, $size: Int!, $after: String${declarations}) {
      repositoryOwner(login: $login) {
        repositories(first: $size, after: $after, ownerAffiliations: OWNER, orderBy: { field: CREATED_AT, direction: ASC }) {
          pageInfo { hasNextPage endCursor }
          nodes { ...repository }
        }
      }
    }
    ${repositoryFragment(options)}`;
  let after: string | null = null;
  let name = login;
  let size = PAGE_SIZE;
  let leavesTextOut = false;
  for (;;) {
    try {
      const withText = options.withText() && !leavesTextOut;
      const variables: Readonly<Record<string, unknown>> = { login: name, size, after, withText, ...values };
      const { data, errors }: QueryAnswer<Listing> = await client.query(listing, query, variables);
      if (!data.repositoryOwner) {
        if (name !== login) throw noSuchOwner(login);
        // A query does not find an organisation by its former name; the REST API does.
        name = await currentName(client, login);
        continue;
      }
      const { nodes, pageInfo } = data.repositoryOwner.repositories;
      yield pageOf(nodes, errors, ["repositoryOwner", "repositories", "nodes"], options);
      if (!pageInfo.hasNextPage) return;
      if (pageInfo.endCursor === null || pageInfo.endCursor === after) throw stuck(login);
      after = pageInfo.endCursor;
      size = Math.min(size * 2, PAGE_SIZE);
      leavesTextOut = false;
    } catch (reason) {
      if (!isTooMuch(reason) || (leavesTextOut && size === 1)) throw reason;
      if (leavesTextOut) size = Math.ceil(size / 4);
      leavesTextOut = true;
    }
  }
}

/** As they are now; one that is gone, or that GitHub does not show, is left out. */
export async function findRepositories(
  client: GithubClient,
  ids: readonly string[],
  options: ListingOptions,
): Promise<RepositoryPage> {
  const { declarations, values } = pathVariables(options);
  const query = `
    query ($ids: [ID!]!${declarations}) {
      nodes(ids: $ids) { ...repository }
    }
    ${repositoryFragment(options)}`;
  const { data, errors } = await client.query(found, query, { ids, withText: options.withText(), ...values });
  return pageOf(data.nodes, errors, ["nodes"], options);
}

/** GitHub gives no more at once. */
export const PAGE_SIZE = 100;

const nodes = z.array(repositoryNode.nullable());
const found = z.object({ nodes });
type Listing = z.infer<typeof listing>;
const listing = z.object({
  repositoryOwner: z
    .object({
      repositories: z.object({
        pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
        nodes,
      }),
    })
    .nullable(),
});

function pageOf(
  nodes: readonly (z.infer<typeof repositoryNode> | null)[],
  errors: readonly QueryError[],
  base: readonly string[],
  fields: RepositoryFields,
): RepositoryPage {
  const failed = new Set<number>();
  for (const { path } of errors) {
    const index = path[base.length];
    const isWithin = base.every((part, at) => path[at] === part) && typeof index === "number";
    if (!isWithin) throw new CatalogError("source-unreachable", "GitHub could not answer a query as a whole");
    failed.add(index);
  }
  const repositories = nodes.map((node) => (node ? repositoryOf(node, fields) : null));
  return {
    repositories: repositories.filter((repository) => repository !== null),
    uncertain: new Set(repositories.flatMap((repository, at) => (repository && failed.has(at) ? [repository.id] : []))),
    hidden: repositories.filter((repository) => repository === null).length,
  };
}

async function currentName(client: GithubClient, login: string): Promise<string> {
  const account = await client.find(z.object({ login: z.string() }), "GET /orgs/{org}", { org: login });
  if (!account || account.login.toLowerCase() === login.toLowerCase()) throw noSuchOwner(login);
  return account.login;
}

function noSuchOwner(login: string): CatalogError {
  const message = `GitHub shows no organisation or person called ${login}. Check the name, and what the token may read`;
  return new CatalogError("source-unreachable", message);
}

function stuck(login: string): CatalogError {
  return new CatalogError("source-unreachable", `GitHub does not get on with the list of repositories of ${login}`);
}
