import type { RepositoryHost, RepositoryHosts } from "../hosts/repository-hosts.ts";
import { TemplateError } from "../template-error.ts";

/** A file or folder in a repository, as an address in a browser names it. */
export interface RepositoryAddress {
  readonly host: RepositoryHost;
  /** `acme/shop`; on GitLab with all groups, `acme/teams/shop`. */
  readonly project: string;
  /** A branch, tag or commit; null for the default branch. */
  readonly ref: string | null;
  /** From the root of the repository, which is the empty text. */
  readonly path: string;
}

/**
 * What an address of GitHub or GitLab means: `/tree/`, `/blob/` and `/raw/` with a ref of one segment (`feature%2Fx` for
 * one that holds a slash), or the repository alone. Undefined for other hosts.
 *
 * @throws {TemplateError} `not-allowed` for an address that names no repository of such a host
 */
export function repositoryAddress(address: string, hosts: RepositoryHosts): RepositoryAddress | undefined {
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  const isRaw = url.host === "raw.githubusercontent.com";
  const host = hosts.get(isRaw ? "github.com" : url.host);
  if (host?.type !== "github" && host?.type !== "gitlab") return undefined;
  const segments = url.pathname.split("/").filter((segment) => segment !== "");
  const parts = segments.map((segment) => decoded(segment, address));
  const end = isRaw ? 2 : projectEnd(host.type, parts);
  const project = parts.slice(0, end);
  const rest = parts.slice(end).filter((part, index) => !(index === 0 && part === "-"));
  const view = isRaw ? rest : rest.slice(1);
  const refLength = view[0] === "refs" ? 3 : 1;
  const path = view.slice(refLength);
  const hasView = isRaw || rest.length === 0 || VIEWS.has(rest[0] ?? "");
  if (project.length < 2 || !hasView || [...project, ...path].some(isOdd)) throw noRepository(address);
  const ref = view.slice(0, refLength).join("/");
  return {
    host,
    project: project.join("/").replace(/\.git$/, ""),
    ref: ref === "" ? null : ref,
    path: path.join("/"),
  };
}

/**
 * The address of a path relative to that of a folder or file, within the same repository; a leading `/` is its root.
 *
 * @throws {TemplateError} `not-allowed` when it leads out of the repository, or the base is no address
 */
export function resolveInRepository(base: RepositoryAddress, path: string): RepositoryAddress {
  const parts = path.startsWith("/") ? [] : base.path.split("/").slice(0, -1);
  for (const part of path.split("/")) {
    if (part === "..") {
      if (parts.pop() === undefined) throw new TemplateError("not-allowed", `${path} leads out of ${base.project}.`);
    } else if (part !== "" && part !== ".") parts.push(part);
  }
  return { ...base, path: parts.join("/") };
}

/** The web address of a file at a path from the root of the repository that an address names, whatever its host. */
export function addressIn(repository: string, path: string, hosts: RepositoryHosts): string {
  const known = repositoryAddress(repository, hosts);
  if (known) return blobAddress(resolveInRepository({ ...known, path: rooted(known.path) }, path));
  if (!URL.canParse(repository)) throw noRepository(repository);
  const url = new URL(repository);
  if (hosts.get(url.host)?.type === "azure") {
    url.searchParams.set("path", path.startsWith("/") ? path : `/${path}`);
    return url.href;
  }
  return `${repository.replace(/\/+$/, "")}/${path.replace(/^\/+/, "")}`;
}

function blobAddress({ host, project, ref, path }: RepositoryAddress): string {
  const view = host.type === "gitlab" ? "-/blob" : "blob";
  return `https://${host.host}/${project}/${view}/${encodeURIComponent(ref ?? "HEAD")}/${encodeURI(path)}`;
}

/** A folder as one from which names in it are relative. */
function rooted(folder: string): string {
  return folder === "" ? "" : `${folder}/`;
}

const VIEWS: ReadonlySet<string> = new Set(["tree", "blob", "raw", "edit", "src"]);

/** How many parts name the repository: on GitLab all up to `-`, or up to a view in the older form of addresses. */
function projectEnd(type: "github" | "gitlab", parts: readonly string[]): number {
  if (type === "github") return 2;
  const dash = parts.indexOf("-");
  if (dash >= 0) return dash;
  const view = parts.findIndex((part, index) => index >= 2 && VIEWS.has(part));
  return view >= 0 ? view : parts.length;
}

function decoded(segment: string, address: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw noRepository(address);
  }
}

/** True for what would lead elsewhere in the address of an interface. */
function isOdd(part: string): boolean {
  return part === "." || part === ".." || part.includes("/") || part.includes("\\") || part.includes("\0");
}

function noRepository(address: string): TemplateError {
  const message = `${address} names no file or folder of a repository. Write https://github.com/acme/shop/tree/main/skeleton.`;
  return new TemplateError("not-allowed", message);
}
