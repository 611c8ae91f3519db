import { CatalogError, matchesPattern } from "@callboard/core";
import { z } from "zod";
import { readAhead } from "../read-ahead.ts";
import { type GithubClient, isTooMuch } from "./github-client.ts";
import type { Repository, RepositoryFile } from "./repository.ts";

/** The files of each repository that match a pattern, or why they could not be listed; by its id. */
export type TreeFiles = ReadonlyMap<string, readonly RepositoryFile[] | CatalogError>;

/**
 * Lists the files of up to 100 repositories that match patterns: all with one query, and those that have folders below
 * the ones a query can look into with one request more, each.
 */
export async function findTreeFiles(
  client: GithubClient,
  repositories: readonly Repository[],
  patterns: readonly string[],
): Promise<TreeFiles> {
  const found = new Map<string, readonly RepositoryFile[] | CatalogError>();
  const filled = repositories.filter(({ commit }) => commit !== null);
  const shallow = await queryTrees(client, filled, patterns.map(searchOf));
  const isMatch = (path: string) => patterns.some((pattern) => matchesPattern(path, pattern));
  const listed = readAhead(repositories, LISTED_AT_ONCE, async (repository) => {
    const files = repository.commit === null ? [] : shallow.get(repository.id);
    const matches = files ? files.filter(({ path }) => isMatch(path)) : await wholeTree(client, repository, isMatch);
    return [repository.id, matches] as const;
  });
  for await (const [id, files] of listed) found.set(id, files);
  return found;
}

const LISTED_AT_ONCE = 5;

/** The files of one repository that match, by the REST API; an error where they could not be listed. */
export async function wholeTree(
  client: GithubClient,
  { owner, name, commit }: Pick<Repository, "owner" | "name" | "commit">,
  isMatch: (path: string) => boolean,
): Promise<readonly RepositoryFile[] | CatalogError> {
  if (commit === null) return [];
  try {
    const route = "GET /repos/{owner}/{repo}/git/trees/{tree_sha}";
    const listed = await client.find(tree, route, { owner, repo: name, tree_sha: commit, recursive: "1" });
    if (!listed) return new CatalogError("source-unreachable", "its files cannot be listed (status 404)");
    if (listed.truncated)
      return new CatalogError(
        "limit-exceeded",
        "it has too many files to list. Name folders in the paths, such as services/*.yaml",
      );
    const files = listed.tree.filter(({ type, path }) => type === "blob" && isMatch(path));
    return files.map(({ path, sha, size = null }) => ({ path, oid: sha, size }));
  } catch (reason) {
    if (reason instanceof CatalogError) return reason;
    throw reason;
  }
}

const tree = z.object({
  truncated: z.boolean().default(false),
  tree: z.array(z.object({ path: z.string(), type: z.string(), sha: z.string(), size: z.number().exactOptional() })),
});

/** Where a pattern is looked for with a query. */
interface Search {
  /** The folder that it names in full, empty for the root. */
  readonly folder: string;
  /** How many levels of folders are looked into, that one included. */
  readonly levels: number;
  /** Whether it may match below them. */
  readonly isDeep: boolean;
}

/** A query that looks deeper is likely to take GitHub too long. */
const MAX_LEVELS = 3;

function searchOf(pattern: string): Search {
  const parts = pattern.split("/");
  const start = parts.findIndex((part) => /[*?]/.test(part));
  const levels = parts.length - start;
  const isDeep = pattern.includes("**") || levels > MAX_LEVELS;
  return { folder: parts.slice(0, start).join("/"), levels: isDeep ? MAX_LEVELS : levels, isDeep };
}

interface TreeEntry {
  readonly name: string;
  readonly type: string;
  readonly oid: string;
  readonly size?: number | null | undefined;
  readonly object?: { readonly entries?: readonly TreeEntry[] | null | undefined } | null | undefined;
}

const treeEntry: z.ZodType<TreeEntry> = z.object({
  name: z.string(),
  type: z.string(),
  oid: z.string(),
  size: z.number().nullish(),
  get object() {
    return folder.nullish();
  },
});

const folder = z.object({ entries: z.array(treeEntry).nullish() });
const answer = z.object({ nodes: z.array(z.looseObject({ id: z.string() }).nullable()) });

/** All files that searches come across, by repository; without those repositories of which more would have to be seen. */
async function queryTrees(
  client: GithubClient,
  repositories: readonly Repository[],
  searches: readonly Search[],
): Promise<ReadonlyMap<string, readonly RepositoryFile[]>> {
  if (repositories.length === 0) return new Map();
  try {
    const variables = Object.fromEntries(searches.map(({ folder }, at) => [`g${at}`, `HEAD:${folder}`]));
    const ids = repositories.map(({ id }) => id);
    const { data, errors } = await client.query(answer, treeQuery(searches), { ids, ...variables });
    const failed = new Set(errors.map(({ path }) => (path[0] === "nodes" ? path[1] : undefined)));
    if (failed.has(undefined)) return new Map();
    const found = new Map<string, readonly RepositoryFile[]>();
    for (const [index, node] of data.nodes.entries()) {
      const files = node && !failed.has(index) ? filesOf(node, searches) : undefined;
      if (node && files) found.set(node.id, files);
    }
    return found;
  } catch (reason) {
    if (!isTooMuch(reason)) throw reason;
    if (repositories.length === 1) return new Map();
    const half = Math.ceil(repositories.length / 2);
    const first = await queryTrees(client, repositories.slice(0, half), searches);
    return new Map([...first, ...(await queryTrees(client, repositories.slice(half), searches))]);
  }
}

function treeQuery(searches: readonly Search[]): string {
  const fields = searches.map(
    ({ levels }, at) => `g${at}: object(expression: $g${at}) { ...on Tree { ${entries(levels)} } }`,
  );
  const variables = searches.map((_, at) => `$g${at}: String!`).join(", ");
  return `query ($ids: [ID!]!, ${variables}) { nodes(ids: $ids) { ...on Repository { id ${fields.join(" ")} } } }`;
}

function entries(levels: number): string {
  const below = levels > 1 ? ` object { ...on Tree { ${entries(levels - 1)} } }` : "";
  return `entries { name type oid size${below} }`;
}

/** Undefined when a search would have to go on below the last level. */
function filesOf(
  node: Readonly<Record<string, unknown>>,
  searches: readonly Search[],
): readonly RepositoryFile[] | undefined {
  const files = new Map<string, RepositoryFile>();

  function collect(entries: readonly TreeEntry[], path: string, levels: number, isDeep: boolean): boolean {
    for (const { name, type, oid, size = null, object } of entries) {
      const at = path === "" ? name : `${path}/${name}`;
      if (type === "blob") files.set(at, { path: at, oid, size });
      else if (type === "tree" && levels > 1 && !collect(object?.entries ?? [], at, levels - 1, isDeep)) return false;
      else if (type === "tree" && levels === 1 && isDeep) return false;
    }
    return true;
  }

  for (const [index, { folder: path, levels, isDeep }] of searches.entries()) {
    const { data } = folder.nullable().safeParse(node[`g${index}`] ?? null);
    if (data === undefined || !collect(data?.entries ?? [], path, levels, isDeep)) return undefined;
  }
  return [...files.values()];
}
