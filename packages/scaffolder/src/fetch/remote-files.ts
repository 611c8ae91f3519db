import type { RepositoryHosts } from "../hosts/repository-hosts.ts";
import type { TemplateFile, TemplateFiles } from "../template/template.ts";
import { TemplateError } from "../template-error.ts";
import { archiveFiles, MAX_ARCHIVE_BYTES } from "./archive-files.ts";
import { type RepositoryAddress, repositoryAddress, resolveInRepository } from "./repository-address.ts";
import { type HostContext, repositoryFile, repositoryTree } from "./repository-files.ts";
import { webRequest } from "./web-request.ts";

export interface RemoteFilesOptions extends HostContext {
  /** Their GitHub and GitLab repositories are read through the interface of each, with the token that it has here. */
  readonly hosts: RepositoryHosts;
  /** Hosts beside those whose files and `tar.gz` archives may be read, without credentials; none unless given. */
  readonly allowedHosts?: readonly string[];
  /** The address of the descriptor, for templates that are read from the web; relative addresses start from it. */
  readonly base?: string;
}

/**
 * Files at web addresses: those of GitHub and GitLab as a browser shows them (`/tree/`, `/blob/`, `/raw/`), of other
 * allowed hosts as they are. A file is 5 MiB at most and has 10 s; an archive 100 MiB and a minute.
 */
export function remoteFiles(options: RemoteFilesOptions): TemplateFiles {
  const { hosts, allowedHosts = [], base, fetch, clock, signal } = options;
  const context = { fetch, clock, signal };
  const start = base === undefined ? undefined : repositoryAddress(base, hosts);

  function placed(url: string): RepositoryAddress | URL {
    if (/^https?:\/\//i.test(url)) return repositoryAddress(url, hosts) ?? new URL(url);
    if (start) return resolveInRepository(start, url);
    if (base !== undefined && URL.canParse(url, base)) return new URL(url, base);
    throw new TemplateError("not-allowed", `${url} is no web address. Write one that starts with https://`);
  }

  async function plain(url: URL, limits: { maxBytes?: number; timeoutMs?: number } = {}): Promise<Uint8Array> {
    const { status, body } = await webRequest(url.href, { ...context, allowedHosts }, limits);
    if (status >= 200 && status < 300) return body;
    const code = status === 404 || status === 410 ? "not-found" : "unreachable";
    throw new TemplateError(code, `${url.host} answered with status ${status} for ${url.pathname}.`);
  }

  async function entries(url: string): Promise<readonly TemplateFile[]> {
    const place = placed(url);
    if (!(place instanceof URL)) return repositoryTree(place, context);
    if (/\.(tar\.gz|tgz)$/i.test(place.pathname)) {
      const bytes = await plain(place, { maxBytes: MAX_ARCHIVE_BYTES, timeoutMs: 60_000 });
      return archiveFiles(bytes, { name: url });
    }
    const message = `${place.host} is configured neither as GitHub nor as GitLab, and a folder of another host cannot be read. Name a tar.gz archive.`;
    throw new TemplateError("not-allowed", message);
  }

  return {
    async *tree(url) {
      yield* await entries(url);
    },
    async file(url) {
      const place = placed(url);
      const bytes = place instanceof URL ? await plain(place) : await repositoryFile(place, context);
      const path = (place instanceof URL ? place.pathname : place.path).split("/").at(-1) ?? "";
      return { path, type: "file", isExecutable: false, linkTo: null, content: async () => bytes };
    },
  };
}
