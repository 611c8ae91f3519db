import { CatalogError, type Clock, type ReadContext } from "@callboard/core";
import { CODEOWNERS_PATHS } from "../codeowners.ts";
import type { ServiceContext } from "../net/web-service.ts";
import { type GithubClient, githubClients } from "./github-client.ts";
import { type GithubHost, githubHost } from "./github-host.ts";
import { GITHUB_PATHS, type GithubOrganization, type GithubProviderOptions } from "./github-options.ts";
import type { Repository, RepositoryFields, RepositoryFile } from "./repository.ts";
import { type FilteredRepository, repositoryFilter } from "./repository-filter.ts";
import { type RequestGate, requestGate } from "./request-gate.ts";

/** What is read from GitHub, worked out once from the options. */
export interface GithubSource {
  readonly host: GithubHost;
  readonly organizations: readonly GithubOrganization[];
  /** The paths that are asked for outright. */
  readonly fields: RepositoryFields;
  /** The paths that are looked for. */
  readonly patterns: readonly string[];
  readonly teams: boolean;
  readonly users: boolean;
  accepts(repository: FilteredRepository): boolean;
  /** The organisation of a login, in whatever case it is written; undefined for one that is not read. */
  organizationOf(login: string): GithubOrganization | undefined;
  /** Files that patterns matched at a commit, by the repository's id: what has not changed is not listed again. */
  readonly listed: Map<string, { readonly commit: Repository["commit"]; readonly files: readonly RepositoryFile[] }>;
  /** Clients for one read. */
  open(
    context: ReadContext & Pick<ServiceContext, "rateLimit">,
  ): Promise<(organization: string) => Promise<GithubClient>>;
}

/** What options mean. @throws {CatalogError} `invalid-argument` for those that cannot work */
export function githubSource(options: GithubProviderOptions): GithubSource {
  const { auth, codeowners = true, teams = false, users = false, paths = GITHUB_PATHS } = options;
  const host = githubHost(options.baseUrl);
  const organizations = options.organizations.map(organizationOf);
  const byLogin = new Map(organizations.map((organization) => [organization.name.toLowerCase(), organization]));
  if (organizations.length === 0) throw invalid("Name the organisations to read from GitHub.");
  if (byLogin.size < organizations.length) throw invalid("An organisation of GitHub is named twice. Name each once.");
  for (const path of paths) checkPath(path);
  checkAuth(auth);
  const gates = new WeakMap<Clock, RequestGate>();

  return {
    host,
    organizations,
    fields: {
      paths: paths.filter((path) => !isPattern(path)),
      codeownersPaths: codeowners ? CODEOWNERS_PATHS.github : [],
    },
    patterns: paths.filter(isPattern),
    teams,
    users,
    accepts: repositoryFilter(options.filters),
    organizationOf: (login) => byLogin.get(login.toLowerCase()),
    listed: new Map(),
    open(context) {
      const { clock } = context;
      // Limits are those of the credentials, whichever read they are used in.
      const gate = gates.get(clock) ?? requestGate(clock);
      gates.set(clock, gate);
      return githubClients({ host, auth, gate }, context);
    },
  };
}

function organizationOf(organization: string | GithubOrganization): GithubOrganization {
  const { name, ...further } = typeof organization === "string" ? { name: organization } : organization;
  if (/^[\w-]{1,100}$/.test(name)) return { name, ...further };
  throw invalid(`${JSON.stringify(name)} is no name of an organisation at GitHub. Write it as in github.com/acme.`);
}

function isPattern(path: string): boolean {
  return /[*?]/.test(path);
}

function checkPath(path: string): void {
  const isPlain = path.split("/").every((part) => part !== "" && part !== "." && part !== "..");
  if (!isPlain || path.includes("\0"))
    throw invalid(
      `${JSON.stringify(path)} is no path in a repository. Write it without a slash in front, and without dots.`,
    );
}

function checkAuth(auth: GithubProviderOptions["auth"]): void {
  // What is wrong with a secret is said without it.
  if (
    "token" in auth
      ? /^[\x21-\x7e]+$/.test(auth.token)
      : /^\d+$/.test(String(auth.appId)) && /PRIVATE KEY/.test(auth.privateKey)
  )
    return;
  throw invalid(
    "token" in auth
      ? "The token for GitHub is empty or holds characters that cannot be sent. Check it for blanks and line ends."
      : "The credentials for GitHub are no appId and private key in PEM. Take them from the settings of the App.",
  );
}

function invalid(message: string): CatalogError {
  return new CatalogError("invalid-argument", message);
}
