import { CatalogError, matchesPattern, type ReadContext } from "@callboard/core";
import { z } from "zod";
import { fileLocation, type GithubAddress, parseFileLocation } from "./github-location.ts";
import type { GithubSource } from "./github-source.ts";
import { wholeTree } from "./tree-files.ts";

/**
 * The text of one file of a repository of the source's organisations; undefined when there is none.
 *
 * @throws {CatalogError} `invalid-argument` for any other location; `source-unreachable`
 */
export async function readLocation(
  source: GithubSource,
  location: string,
  context: ReadContext,
): Promise<string | undefined> {
  const { owner, repository: repo, ref, path } = ownAddress(source, location);
  const client = await (await source.open(context))(owner);
  const parameters = { owner, repo, path, ref };
  return client.findText("GET /repos/{owner}/{repo}/contents/{path}", parameters);
}

/** Locations of all files that match, in the order of their paths. @throws {CatalogError} as {@link readLocation} */
export async function listLocations(
  source: GithubSource,
  pattern: string,
  context: ReadContext,
): Promise<readonly string[]> {
  const { owner, repository: name, ref, path } = ownAddress(source, pattern);
  const client = await (await source.open(context))(owner);
  const route = "GET /repos/{owner}/{repo}/commits/{ref}";
  const commit = await client.find(z.object({ sha: z.string() }), route, { owner, repo: name, ref });
  if (!commit) return [];
  const found = await wholeTree(client, { owner, name, commit: commit.sha }, (at) => matchesPattern(at, path));
  if (found instanceof CatalogError) throw found;
  const locations = found.map((file) => fileLocation(source.host, { owner, name }, file.path));
  return locations.map((location) => location.replace("/blob/HEAD/", `/blob/${ref}/`)).sort();
}

/** Whoever writes a descriptor names files of the organisations that are read, and no others. */
function ownAddress(source: GithubSource, location: string): GithubAddress {
  const address = parseFileLocation(source.host, location);
  if (address && source.organizationOf(address.owner)) return address;
  throw new CatalogError(
    "invalid-argument",
    "it is no file of the organisations that are read here. Name one of theirs",
  );
}
