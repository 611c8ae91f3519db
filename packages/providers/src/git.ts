import { CatalogError, type EntityProvider, repositoryReadLimits, type SourceDocument } from "@callboard/core";
import { patternSelection } from "./file/pattern-selection.ts";
import { fileSelection, selects } from "./file/selection.ts";
import { CATALOG_FILES } from "./file.ts";
import { type GitAccess, newestCommit, type Repository, type RepositoryFile } from "./git/repository.ts";

/** Which files of a git repository to read. */
export interface GitProviderOptions extends GitAccess {
  /** Patterns and names of files; {@link CATALOG_FILES} unless given. */
  readonly include?: readonly string[];
  /** Patterns of files and folders to leave out, besides `node_modules`. */
  readonly exclude?: readonly string[];
  /** Tells sources apart: the source is called `git:<name>`. The host and path of `url` unless given. */
  readonly name?: string;
  /** Larger files are not read, and reported. 1 MiB unless given. */
  readonly maxBytes?: number;
}

/**
 * Reads catalog files from one branch of any git repository, fetched without its history and without git. While the
 * branch stays at its commit nothing is fetched; a file with the content of the last read is not parsed again. The
 * files of the last commit stay in memory, packed, unless there is a `cacheFolder`.
 *
 * @throws {CatalogError} `invalid-argument` for an address that is not http or https or holds a password, and for a
 *   pattern that leads out of the repository
 */
export function gitProvider(options: GitProviderOptions): EntityProvider {
  const { include = [CATALOG_FILES], exclude = [], maxBytes = repositoryReadLimits.maxBytes } = options;
  const access = { ...options, url: repositoryUrl(options.url) };
  const { host, pathname } = new URL(access.url);
  const webUrl = access.url.replace(/\.git$/, "");
  const { name = `${host}${pathname.replace(/\.git$/, "")}` } = options;
  const selection = fileSelection(include, exclude);
  let last: Repository | undefined;

  const locationOf = ({ branch }: Repository, path: string) =>
    `url:${webUrl}/blob/${encodeURIComponent(branch)}/${path.split("/").map(encodeURIComponent).join("/")}`;

  async function textOf(repository: Repository, { blob, isLink }: RepositoryFile): Promise<string> {
    if (isLink)
      throw new CatalogError("invalid-argument", "it is a link, and is not followed. Put a copy in its place");
    const bytes = await repository.content(blob);
    if (bytes.length > maxBytes)
      throw new CatalogError("limit-exceeded", `it is larger than maxBytes, which is ${maxBytes} bytes`);
    return new TextDecoder().decode(bytes);
  }

  /** The path that a location names, of the branch that is read. */
  function pathAt(location: string, repository: Repository): string {
    const start = locationOf(repository, "");
    const encoded = location.startsWith(start) ? location.slice(start.length) : "";
    if (encoded !== "" && URL.canParse(encoded, webUrl)) {
      const path = encoded.split("/").map(decoded).join("/");
      if (!path.split("/").some((part) => ["", ".", ".."].includes(part))) return path;
    }
    throw new CatalogError(
      "invalid-argument",
      "host not allowed: it is no file of the repository and branch that is read",
    );
  }

  return {
    name: `git:${name}`,
    async *provide(context) {
      const { signal, skip, known } = context;
      const repository = await newestCommit(access, last, context);
      last = repository;
      const all = await repository.files();
      const files = all.filter(({ path }) => selects(selection, path));
      for (const file of files) {
        signal.throwIfAborted();
        const location = locationOf(repository, file.path);
        const document = { location, version: file.blob, ...viewUrlOf(host, webUrl, repository.branch, file.path) };
        if (known?.(location) === file.blob) {
          yield { location, version: file.blob, unchanged: true };
          continue;
        }
        const outcome = await textOf(repository, file).catch((reason: unknown) => ({ reason }));
        if (typeof outcome === "string") yield { ...document, content: outcome } satisfies SourceDocument;
        else skip(location, outcome.reason);
      }
      const isThere = new Set(files.map(({ path }) => path));
      for (const path of selection.named) if (!isThere.has(path)) skip(locationOf(repository, path), NOT_THERE);
    },
    async read(location, context) {
      const repository = last ?? (await newestCommit(access, last, context));
      last = repository;
      const path = pathAt(location, repository);
      const file = (await repository.files()).find((one) => one.path === path);
      return file && textOf(repository, file);
    },
    async list(pattern, context) {
      const repository = last ?? (await newestCommit(access, last, context));
      last = repository;
      const wanted = patternSelection(pathAt(pattern, repository), exclude);
      const files = (await repository.files()).filter(({ path }) => selects(wanted, path));
      return files.map(({ path }) => locationOf(repository, path));
    },
  };
}

const NOT_THERE = "it is named in include but is not there. Take its name out if that is as it should be";

/** How well-known hosts show a file. */
const VIEWS: ReadonlyMap<string, string> = new Map([
  ["github.com", "blob"],
  ["gitlab.com", "-/blob"],
  ["codeberg.org", "src/branch"],
  ["bitbucket.org", "src"],
]);

function viewUrlOf(host: string, webUrl: string, branch: string, path: string): { readonly viewUrl?: string } {
  const view = VIEWS.get(host);
  return view === undefined ? {} : { viewUrl: encodeURI(`${webUrl}/${view}/${branch}/${path}`) };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part; // a pattern or a name with a lone percent sign
  }
}

function repositoryUrl(address: string): string {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const isPlain = url && url.username === "" && url.password === "" && url.search === "" && url.hash === "";
  if (isPlain && /^https?:$/.test(url.protocol)) return url.href.replace(/\/$/, "");
  // The address is not quoted: what is wrong with it may be a password in it.
  const message =
    "The url of gitProvider is no plain web address. Write one such as https://git.example.com/acme/catalog.git, with the token apart.";
  throw new CatalogError("invalid-argument", message);
}
