import type { GithubHost } from "./github-host.ts";
import type { Repository } from "./repository.ts";

/** A file of a repository, by its address. */
export interface GithubAddress {
  readonly owner: string;
  readonly repository: string;
  /** A branch, tag or commit; `HEAD` is the head of the default branch. */
  readonly ref: string;
  readonly path: string;
}

type Named = Pick<Repository, "owner" | "name">;

/** The location of everything in a repository. */
export function repositoryLocation({ webUrl }: GithubHost, { owner, name }: Named): string {
  return `url:${webUrl}/${owner}/${name}`;
}

/** The location of a file at the head of the default branch, whatever that is called. */
export function fileLocation(host: GithubHost, repository: Named, path: string): string {
  return `url:${fileUrl(host, repository, "HEAD", path)}`;
}

/** Where people look at a file. */
export function fileUrl({ webUrl }: GithubHost, { owner, name }: Named, ref: string, path: string): string {
  return new URL(`${webUrl}/${owner}/${name}/blob/${escaped(ref)}/${escaped(path)}`).href;
}

/** The file that a location names; undefined for any other location. Of a branch with a slash in it the first part is taken. */
export function parseFileLocation({ webUrl }: GithubHost, location: string): GithubAddress | undefined {
  const start = `url:${webUrl}/`;
  if (!location.startsWith(start)) return undefined;
  const parts = location.slice(start.length).split(/[?#]/, 1)[0]?.split("/").map(decoded) ?? [];
  const [owner, repository, view, ref, ...path] = parts;
  const isFile = view === "blob" || view === "tree" || view === "raw" || view === "edit";
  const isPlain = parts.every(
    (part) => part !== undefined && part !== "" && part !== "." && part !== ".." && !part.includes("\0"),
  );
  if (!owner || !repository || !isFile || !ref || path.length === 0 || !isPlain) return undefined;
  return { owner, repository, ref, path: path.join("/") };
}

/** A path with what would not be a part of an address's path. */
function escaped(path: string): string {
  return path.replace(/[%?#\\]/g, encodeURIComponent);
}

function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}
