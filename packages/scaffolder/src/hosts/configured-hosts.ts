import type { RepositoryHost, RepositoryHosts } from "./repository-hosts.ts";

/** Hosts that everybody can reach, without a token. */
const PUBLIC_HOSTS: readonly RepositoryHost[] = [
  { host: "github.com", type: "github" },
  { host: "gitlab.com", type: "gitlab" },
  { host: "dev.azure.com", type: "azure" },
  { host: "bitbucket.org", type: "bitbucketCloud" },
  { host: "gitea.com", type: "gitea" },
];

/** The given hosts, and beside them the public ones; a given one takes the place of the public one of its name. */
export function configuredHosts(hosts: readonly RepositoryHost[] = []): RepositoryHosts {
  const byName = new Map([...PUBLIC_HOSTS, ...hosts].map((host) => [host.host.toLowerCase(), host]));
  return { get: (host) => byName.get(host.toLowerCase()), all: () => [...byName.values()] };
}
