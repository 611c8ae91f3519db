/** A repository as a `RepoUrlPicker` gives it: `github.com?owner=acme&repo=shop`. */
export interface RepoUrl {
  readonly host: string;
  readonly owner: string;
  readonly repo: string;
}

export function repoUrlText({ host, owner, repo }: RepoUrl): string {
  return `${host}?owner=${encodeURIComponent(owner)}&repo=${encodeURIComponent(repo)}`;
}

/** What a text says of a repository; empty parts for what it does not say. */
export function readRepoUrl(text: string): RepoUrl {
  const [host = "", query = ""] = text.split("?", 2);
  const parts = new URLSearchParams(query);
  return { host, owner: parts.get("owner") ?? "", repo: parts.get("repo") ?? "" };
}

/** True for hosts whose repositories are named by an owner and a name, and nothing else. */
export function isOwnedHost(host: string): boolean {
  return !/(^|\.)(dev\.azure\.com|bitbucket\.org)$/.test(host);
}
