import { z } from "zod";
import type { FilteredRepository } from "./repository-filter.ts";

/** A file of a repository at the head of its default branch. */
export interface RepositoryFile {
  /** Without a slash in front. */
  readonly path: string;
  /** The id of its content: the same id, the same content. */
  readonly oid: string;
  /** In bytes; null when it was not told. */
  readonly size: number | null;
  /** Its content where it came along. */
  readonly text?: string;
}

/** What is read of a repository. */
export interface Repository extends FilteredRepository {
  /** Its node id, which stays when it is renamed or moved to another owner. */
  readonly id: string;
  readonly owner: string;
  /** The default branch; null while it has no commit. */
  readonly branch: string | null;
  /** The commit at its head. */
  readonly commit: string | null;
  /** The files at the paths that were asked for. */
  readonly files: readonly RepositoryFile[];
  /** Its CODEOWNERS, which may be at several paths: the first is in force. */
  readonly codeowners: RepositoryFile | null;
}

/** What to ask of each repository. */
export interface RepositoryFields {
  readonly paths: readonly string[];
  readonly codeownersPaths: readonly string[];
}

/** The fragment `repository` of a query that declares the variables of {@link pathVariables}. */
export function repositoryFragment({ paths, codeownersPaths }: RepositoryFields): string {
  const files = paths.map((_, at) => `p${at}: object(expression: $p${at}) { ...file ...content }`);
  const owners = codeownersPaths.map((_, at) => `c${at}: object(expression: $c${at}) { ...file }`);
  return `
    fragment repository on Repository {
      id name isArchived isFork visibility
      owner { login }
      repositoryTopics(first: 20) { nodes { topic { name } } }
      defaultBranchRef { name target { oid } }
      ${[...files, ...owners].join("\n      ")}
    }
    ${paths.length + codeownersPaths.length > 0 ? FILE : ""}
    ${paths.length > 0 ? CONTENT : ""}`;
}

const FILE = "fragment file on Blob { oid byteSize }";
const CONTENT = "fragment content on Blob { isBinary isTruncated text @include(if: $withText) }";

/** Further declarations of a query's variables, for the fragment; and their values, but for that of `withText`. */
export function pathVariables({ paths, codeownersPaths }: RepositoryFields): {
  readonly declarations: string;
  readonly values: Readonly<Record<string, string>>;
} {
  const named = [
    ...paths.map((path, at) => [`p${at}`, `HEAD:${path}`] as const),
    ...codeownersPaths.map((path, at) => [`c${at}`, `HEAD:${path}`] as const),
  ];
  return {
    declarations:
      named.map(([name]) => `, $${name}: String!`).join("") + (paths.length > 0 ? ", $withText: Boolean!" : ""),
    values: Object.fromEntries(named),
  };
}

/** A repository as the fragment gives it. */
export const repositoryNode = z.looseObject({
  id: z.string(),
  name: z.string(),
  isArchived: z.boolean(),
  isFork: z.boolean(),
  visibility: z.enum(["PUBLIC", "PRIVATE", "INTERNAL"]),
  owner: z.object({ login: z.string() }),
  repositoryTopics: z.object({ nodes: z.array(z.object({ topic: z.object({ name: z.string() }) })) }),
  defaultBranchRef: z.object({ name: z.string(), target: z.object({ oid: z.string() }).nullable() }).nullable(),
});

const fileNode = z.object({
  oid: z.string(),
  byteSize: z.number(),
  isBinary: z.boolean().nullish(),
  isTruncated: z.boolean().nullish(),
  text: z.string().nullish(),
});

const VISIBILITIES = { PUBLIC: "public", PRIVATE: "private", INTERNAL: "internal" } as const;

/** A repository and its files, as far as they are small texts with their content. */
export function repositoryOf(node: z.infer<typeof repositoryNode>, fields: RepositoryFields): Repository {
  const fileAt = (path: string, alias: string): RepositoryFile[] => {
    // Where a folder is at the path, there is nothing that is asked of files.
    const { data } = fileNode.safeParse(node[alias]);
    if (!data) return [];
    const isWhole = typeof data.text === "string" && data.isTruncated !== true && data.isBinary !== true;
    return [{ path, oid: data.oid, size: data.byteSize, ...(isWhole && { text: data.text ?? "" }) }];
  };
  const { id, name, isArchived, isFork, owner, defaultBranchRef } = node;
  return {
    id,
    name,
    isArchived,
    isFork,
    owner: owner.login,
    visibility: VISIBILITIES[node.visibility],
    topics: node.repositoryTopics.nodes.map(({ topic }) => topic.name),
    branch: defaultBranchRef?.name ?? null,
    commit: defaultBranchRef?.target?.oid ?? null,
    files: fields.paths.flatMap((path, at) => fileAt(path, `p${at}`)),
    codeowners: fields.codeownersPaths.flatMap((path, at) => fileAt(path, `c${at}`))[0] ?? null,
  };
}
