import {
  CatalogError,
  matchesPattern,
  type ProvideContext,
  repositoryReadLimits,
  type SourceDocument,
} from "@callboard/core";
import { z } from "zod";
import { schemaChecked } from "../net/web-service.ts";
import { type GitlabClient, NAME } from "./gitlab-client.ts";
import { PER_PAGE, type Project } from "./project.ts";

/** Which files of each project to read. */
export interface PathChoice {
  /** Paths of single files. */
  readonly named: readonly string[];
  readonly patterns: readonly string[];
  includes(path: string): boolean;
}

/** @throws {CatalogError} `invalid-argument` for a path that leads out of the repository */
export function pathChoice(paths: readonly string[]): PathChoice {
  for (const path of paths) {
    if (path !== "" && !path.startsWith("/") && !path.split("/").includes("..")) continue;
    const message = `${JSON.stringify(path)} is no path in a repository. Write one such as catalog-info.yaml or services/*/catalog-info.yaml.`;
    throw new CatalogError("invalid-argument", message);
  }
  const patterns = paths.filter((path) => /[*?]/.test(path));
  const named = paths.filter((path) => !patterns.includes(path));
  return {
    named,
    patterns,
    includes: (path) => named.includes(path) || patterns.some((pattern) => matchesPattern(path, pattern)),
  };
}

/** Where a file is: the address at which GitLab shows it, with the name of the branch in one part. */
export function locationOf({ webUrl, branch }: Pick<Project, "webUrl" | "branch">, path: string): string {
  return `url:${webUrl}/-/blob/${encodeURIComponent(branch)}/${path.split("/").map(encodeURIComponent).join("/")}`;
}

/** A place in a project that a location names; undefined for a location of another form. */
export function placeAt(
  location: string,
  baseUrl: string,
): { readonly fullPath: string; readonly branch: string; readonly path: string } | undefined {
  const start = `url:${baseUrl}/`;
  const [fullPath, file, ...more] = location.startsWith(start) ? location.slice(start.length).split("/-/blob/") : [];
  if (!fullPath || !file || more.length > 0) return undefined;
  try {
    const [branch = "", ...path] = file.split("/").map(decodeURIComponent);
    return path.some((part) => ["", ".", ".."].includes(part)) ? undefined : { fullPath, branch, path: path.join("/") };
  } catch {
    return undefined; // no encoded text
  }
}

const fileSchema = z.object({ blob_id: z.string().min(1), content: z.string(), encoding: z.literal("base64") });

/** The text of a file and the id of its content; undefined when it is not there. @throws {CatalogError} */
export async function fileAt(client: GitlabClient, { id, branch }: Project, path: string) {
  const { data, status } = await client.RepositoryFiles.show(id, path, branch, { showExpanded: true });
  if (status === 404 && isMissingFile(data)) return undefined;
  if (status !== 200) throw unreadable(status);
  const { blob_id: blob, content } = schemaChecked(NAME, fileSchema, data);
  const bytes = Buffer.from(content, "base64");
  const { maxBytes } = repositoryReadLimits;
  if (bytes.length > maxBytes)
    throw new CatalogError("limit-exceeded", `it is larger than ${maxBytes} bytes. Split it`);
  return { blob, text: new TextDecoder().decode(bytes) };
}

const treeAnswer = z.object({ data: z.unknown().optional(), status: z.number().optional() });

const treeSchema = z.array(
  z.object({ path: z.string(), type: z.string(), mode: z.string().optional(), id: z.string() }),
);

/** The paths of all files of a project with the ids of their contents. @throws {CatalogError} */
export async function treeOf(client: GitlabClient, { id, branch }: Project): Promise<ReadonlyMap<string, string>> {
  const options = {
    ref: branch,
    recursive: true,
    pagination: "keyset",
    perPage: PER_PAGE,
    showExpanded: true,
  } as const;
  const answer = await client.Repositories.allRepositoryTrees(id, options);
  const { data, status = 200 } = schemaChecked(NAME, treeAnswer, answer);
  if (status === 404 && isMissingFile(data)) return new Map();
  if (status !== 200) throw unreadable(status);
  const entries = schemaChecked(NAME, treeSchema, data);
  return new Map(entries.filter(({ type }) => type === "blob").map((entry) => [entry.path, entry.id]));
}

/** What became of one file of a project. */
export type FileOutcome =
  | { readonly status: "read"; readonly document: SourceDocument }
  | { readonly status: "skipped"; readonly location: string; readonly reason: unknown };

/** The documents of a project that are wanted; those that are not there are left out. */
export async function projectDocuments(
  client: GitlabClient,
  project: Project,
  paths: PathChoice,
  context: Pick<ProvideContext, "known" | "signal">,
): Promise<readonly FileOutcome[]> {
  const outcomes: FileOutcome[] = [];
  let found: ReadonlyMap<string, string> = new Map();
  if (paths.patterns.length > 0) {
    try {
      found = await treeOf(client, project);
    } catch (reason) {
      context.signal.throwIfAborted();
      return [{ status: "skipped", location: locationOf(project, "").replace(/\/$/, ""), reason }];
    }
  }
  const wanted = new Set([...paths.named, ...[...found.keys()].filter(paths.includes)]);
  for (const path of [...wanted].sort()) {
    const blob = found.get(path);
    if (paths.patterns.length > 0 && blob === undefined) continue; // the tree says it is not there
    const outcome = await projectDocument(client, project, path, context, blob);
    if (outcome) outcomes.push(outcome);
  }
  return outcomes;
}

/** @param blob the id of its content, where that is known already */
export async function projectDocument(
  client: GitlabClient,
  project: Project,
  path: string,
  { known, signal }: Pick<ProvideContext, "known" | "signal">,
  blob?: string,
): Promise<FileOutcome | undefined> {
  const location = locationOf(project, path);
  const key = `gitlab:${project.id}:${path}`;
  // A project that was moved has other addresses: its files are read again, so that these are right.
  const versionOf = (content: string) => `${content} ${project.fullPath}@${project.branch}`;
  const knownVersion = known?.(key);
  const unchanged = (version: string): FileOutcome => ({
    status: "read",
    document: { key, location, scope: project.group, version, unchanged: true },
  });
  if (blob !== undefined && versionOf(blob) === knownVersion) return unchanged(knownVersion);
  try {
    const file = await fileAt(client, project, path);
    if (!file) return undefined;
    const version = versionOf(file.blob);
    if (version === knownVersion) return unchanged(version);
    const viewUrl = location.slice("url:".length);
    return { status: "read", document: { key, location, scope: project.group, version, viewUrl, content: file.text } };
  } catch (reason) {
    signal.throwIfAborted();
    return { status: "skipped", location, reason };
  }
}

/** GitLab says "404 File Not Found" of a file, "404 Tree Not Found" or "404 Commit Not Found" of an empty branch. */
function isMissingFile(answer: unknown): boolean {
  const found = z.object({ message: z.string() }).safeParse(answer);
  return found.success && /\b(file|tree|commit) not found/i.test(found.data.message);
}

function unreadable(status: number): CatalogError {
  const why = status === 403 ? "the token may not read it" : "the token cannot see its project";
  return new CatalogError("invalid-argument", `${why} (status ${status})`);
}
