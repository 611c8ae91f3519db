/** Hosts of repositories that tasks may work with. */
export interface RepositoryHosts {
  /** The host of a name such as `github.com`; undefined when it is not configured. */
  get(host: string): RepositoryHost | undefined;
  all(): readonly RepositoryHost[];
}

/** One host, as configured. */
export interface RepositoryHost {
  /** `github.com`, with a port where it has one. */
  readonly host: string;
  readonly type: "github" | "gitlab" | "azure" | "bitbucketCloud" | "gitea" | "gerrit";
  /** Where its REST interface is; that of its type unless given. */
  readonly apiBaseUrl?: string;
  /** Goes to this host only. */
  readonly token?: string;
}
