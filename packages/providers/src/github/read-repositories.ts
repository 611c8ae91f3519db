import { CatalogError, matchesPattern, type ProvideContext, type SourceDocument } from "@callboard/core";
import type { GithubClient } from "./github-client.ts";
import { repositoryLocation } from "./github-location.ts";
import type { GithubOrganization } from "./github-options.ts";
import type { GithubSource } from "./github-source.ts";
import { listRepositories, type RepositoryPage } from "./list-repositories.ts";
import type { Repository, RepositoryFile } from "./repository.ts";
import { type DocumentOutcome, repositoryDocuments } from "./repository-documents.ts";
import { findTreeFiles, wholeTree } from "./tree-files.ts";

/** Where the descriptors of a page of repositories are read. */
export interface PageContext
  extends Pick<ProvideContext, "fetch" | "clock" | "signal" | "rateLimit" | "known" | "skip"> {
  readonly client: GithubClient;
  readonly organization: GithubOrganization;
}

/** When fewer of the files on a page have changed, the content of those is asked for apart. */
const WORTH_THE_TEXT = 0.2;

/** All descriptors in the repositories of one organisation. Completes its scope when nothing was hidden. */
export async function* readRepositories(
  source: GithubSource,
  client: GithubClient,
  organization: GithubOrganization,
  context: ProvideContext,
): AsyncGenerator<SourceDocument> {
  const { name } = organization;
  let changedShare = 1;
  let hidden = 0;
  const pages = listRepositories(client, name, { ...source.fields, withText: () => changedShare > WORTH_THE_TEXT });
  for await (const page of pages) {
    const outcomes = await readPage(source, page, { ...context, client, organization });
    const isChanged = (outcome: DocumentOutcome) => outcome.status === "read" && !("unchanged" in outcome.document);
    if (outcomes.length > 0) changedShare = outcomes.filter(isChanged).length / outcomes.length;
    hidden += page.hidden;
    for (const outcome of outcomes) {
      context.signal.throwIfAborted();
      if (outcome.status === "read") yield outcome.document;
      else context.skip(outcome.location, outcome.reason);
    }
  }
  if (hidden === 0) context.complete(name);
  else context.logger.warn("GitHub hides repositories, so none is taken as gone", { organization: name, hidden });
}

/** The descriptors in those repositories of a page that are read. */
export async function readPage(
  source: GithubSource,
  page: RepositoryPage,
  context: PageContext,
): Promise<readonly DocumentOutcome[]> {
  const { host } = source;
  const repositories: Repository[] = [];
  const accepted = page.repositories.filter(source.accepts);
  const certain = await withMatches(
    source,
    accepted.filter(({ id }) => !page.uncertain.has(id)),
    context,
  );
  for (const repository of accepted) {
    const found = certain.get(repository.id) ?? (await withTree(source, repository, context.client));
    if (found instanceof CatalogError) context.skip(repositoryLocation(host, repository), found);
    else repositories.push(found);
  }
  return repositoryDocuments(repositories, {
    ...context,
    host,
    scope: context.organization.name,
    namespaceOf: (login) => source.organizationOf(login)?.namespace,
  });
}

/** Repositories with the files that patterns match. */
async function withMatches(
  { patterns, listed }: GithubSource,
  repositories: readonly Repository[],
  { client }: PageContext,
): Promise<ReadonlyMap<string, Repository | CatalogError>> {
  const completed = new Map<string, Repository | CatalogError>();
  if (patterns.length === 0) return new Map(repositories.map((repository) => [repository.id, repository]));
  const changed = repositories.filter(({ id, commit }) => listed.get(id)?.commit !== commit);
  const found = await findTreeFiles(client, changed, patterns);
  for (const repository of repositories) {
    const { id, commit } = repository;
    const matches = found.get(id) ?? listed.get(id)?.files ?? [];
    if (!(matches instanceof CatalogError)) remember(listed, id, { commit, files: matches });
    completed.set(
      id,
      matches instanceof CatalogError ? matches : { ...repository, files: merged(repository.files, matches) },
    );
  }
  return completed;
}

const MOST_LISTED = 100_000;

function remember(
  listed: GithubSource["listed"],
  id: string,
  entry: { commit: string | null; files: readonly RepositoryFile[] },
): void {
  listed.delete(id);
  listed.set(id, entry);
  const [oldest] = listed.keys();
  if (listed.size > MOST_LISTED && oldest !== undefined) listed.delete(oldest);
}

/** A repository with all files that are asked for, from its whole tree. */
async function withTree(
  { fields: { paths, codeownersPaths }, patterns }: GithubSource,
  repository: Repository,
  client: GithubClient,
): Promise<Repository | CatalogError> {
  if (repository.commit === null) return new CatalogError("source-unreachable", "GitHub does not tell its files");
  const isAsked = (path: string) => paths.includes(path) || patterns.some((pattern) => matchesPattern(path, pattern));
  const found = await wholeTree(client, repository, (path) => isAsked(path) || codeownersPaths.includes(path));
  if (found instanceof CatalogError) return found;
  const codeowners = codeownersPaths.flatMap((path) => found.find((file) => file.path === path) ?? [])[0] ?? null;
  return { ...repository, files: found.filter(({ path }) => isAsked(path)), codeowners };
}

/** Files of both, each path once. */
function merged(files: readonly RepositoryFile[], others: readonly RepositoryFile[]): readonly RepositoryFile[] {
  const paths = new Set(files.map(({ path }) => path));
  return [...files, ...others.filter(({ path }) => !paths.has(path))];
}
