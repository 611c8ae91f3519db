import type { RepositoryFilters } from "./repository-filter.ts";

/** The files that are read unless `paths` says otherwise. */
export const GITHUB_PATHS: readonly string[] = ["catalog-info.yaml"];

/** An organisation, or a person whose own repositories are to be read. */
export interface GithubOrganization {
  /** Its login, for example `acme`. */
  readonly name: string;
  /** The namespace of descriptors that name none, and of its teams; `default` unless given. */
  readonly namespace?: string;
}

/** A GitHub App: its installations are found by the names of the organisations. */
export interface GithubApp {
  readonly appId: number | string;
  /** In PEM, as GitHub gives it. */
  readonly privateKey: string;
}

/** What to read from GitHub, and what lets one in. */
export interface GithubProviderOptions {
  /** Tells sources apart: the source is called `github:<name>`. The host unless given, so `github:github.com`. */
  readonly name?: string;
  readonly organizations: readonly (string | GithubOrganization)[];
  /** A token, or an App. Sent to the host of `baseUrl` and to no other. */
  readonly auth: { readonly token: string } | GithubApp;
  /** The address of the REST API, `https://ghe.example.com/api/v3` of GitHub Enterprise; GitHub's own unless given. */
  readonly baseUrl?: string;
  /** Paths in each repository, and patterns as of `matchesPattern`; {@link GITHUB_PATHS} unless given. */
  readonly paths?: readonly string[];
  readonly filters?: RepositoryFilters;
  /** Whether teams become groups, with their parents and members; false unless given. */
  readonly teams?: boolean;
  /** Whether members of the organisations become users; false unless given. */
  readonly users?: boolean;
  /** Whether CODEOWNERS says who owns what its descriptor leaves without an owner; true unless given. */
  readonly codeowners?: boolean;
  /** What deliveries to `webhook` are signed with; several while one is replaced by another. Without one none is let in. */
  readonly webhookSecret?: string | readonly string[];
  /** Takes the place of the catalog's own, for example for a proxy. */
  readonly fetch?: typeof fetch;
}
