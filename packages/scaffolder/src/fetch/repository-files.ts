import type { GuardedRequestContext } from "@callboard/core";
import type { TemplateFile } from "../template/template.ts";
import { TemplateError } from "../template-error.ts";
import { archiveFiles, MAX_ARCHIVE_BYTES } from "./archive-files.ts";
import type { RepositoryAddress } from "./repository-address.ts";
import { webRequest } from "./web-request.ts";

/** The way to the interfaces of hosts. */
export type HostContext = Pick<GuardedRequestContext, "fetch" | "clock" | "signal">;

/** One file of a repository, by the interface of its host. @throws {TemplateError} as `TemplateFiles` */
export async function repositoryFile(address: RepositoryAddress, context: HostContext): Promise<Uint8Array> {
  const { host, project, ref, path } = address;
  const url =
    host.type === "gitlab"
      ? `/projects/${encodeURIComponent(project)}/repository/files/${encodeURIComponent(path)}/raw?ref=${encodeURIComponent(ref ?? "HEAD")}`
      : `/repos/${project}/contents/${encoded(path)}${ref === null ? "" : `?ref=${encodeURIComponent(ref)}`}`;
  return ask(address, url, context, {});
}

/** The files of a folder of a repository, out of an archive that its host makes. @throws as `repositoryFile` */
export async function repositoryTree(
  address: RepositoryAddress,
  context: HostContext,
): Promise<readonly TemplateFile[]> {
  const { host, project, ref, path } = address;
  const url =
    host.type === "gitlab"
      ? `/projects/${encodeURIComponent(project)}/repository/archive.tar.gz${query({ sha: ref, path })}`
      : `/repos/${project}/tarball${ref === null ? "" : `/${encoded(ref)}`}`;
  const bytes = await ask(address, url, context, { maxBytes: MAX_ARCHIVE_BYTES, timeoutMs: ARCHIVE_TIMEOUT_MS });
  return archiveFiles(bytes, { name: shown(address), strip: 1, below: path });
}

/** A host may make an archive only when it is asked for. */
const ARCHIVE_TIMEOUT_MS = 60_000;

async function ask(
  address: RepositoryAddress,
  path: string,
  context: HostContext,
  limits: { readonly maxBytes?: number; readonly timeoutMs?: number },
): Promise<Uint8Array> {
  const { host } = address;
  const base =
    host.apiBaseUrl?.replace(/\/$/, "") ?? DEFAULT_API[host.type === "gitlab" ? "gitlab" : "github"](host.host);
  // GitHub gives archives from a host of its own, by an address that is its own permission.
  const allowedHosts = [host.host, `codeload.${host.host}`];
  const { status, body } = await webRequest(
    `${base}${path}`,
    { ...context, allowedHosts, origins: new Set([new URL(base).origin]) },
    {
      headers: {
        "user-agent": "callboard",
        ...(host.type === "github" && { accept: "application/vnd.github.raw+json" }),
        ...(host.token !== undefined && { authorization: `Bearer ${host.token}` }),
      },
      ...limits,
    },
  );
  if (status >= 200 && status < 300) return body;
  if (status === 401 || status === 403) {
    const message = `${host.host} does not allow to read ${shown(address)} (status ${status}). Check the token that is configured for it.`;
    throw new TemplateError("not-allowed", message);
  }
  if (status === 404) {
    const message = `${shown(address)} is not on ${host.host}, or not for the token that is configured for it.`;
    throw new TemplateError("not-found", message);
  }
  throw new TemplateError("unreachable", `${host.host} answered with status ${status} for ${shown(address)}.`);
}

const DEFAULT_API = {
  github: (host: string) => (host === "github.com" ? "https://api.github.com" : `https://${host}/api/v3`),
  gitlab: (host: string) => `https://${host}/api/v4`,
};

function encoded(path: string): string {
  return path.split("/").map(encodeURIComponent).join("/");
}

function query(values: Readonly<Record<string, string | null>>): string {
  const given = Object.entries(values).filter(([, value]) => value !== null && value !== "");
  return given.length === 0
    ? ""
    : `?${given.map(([name, value]) => `${name}=${encodeURIComponent(value ?? "")}`).join("&")}`;
}

function shown({ project, ref, path }: RepositoryAddress): string {
  return `${path === "" ? project : `${path} in ${project}`}${ref === null ? "" : ` at ${ref}`}`;
}
